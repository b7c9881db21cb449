import { text } from 'node:stream/consumers';
import { type StartOptions, startProcess } from '../../common/childProcess.ts';
import { RoundtripError } from '../../common/errors.ts';

/** A Python on this machine. */
export interface Python {
  readonly path: string;
  /** Major, minor and micro. */
  readonly version: readonly [number, number, number];
  /** True if it can make virtual environments with pip in them; Debian packs that apart. */
  readonly makesEnvironments: boolean;
}

/** The least Python that the pinned packages run on: 3.11. */
const leastMinor = 11;

/** Those for which all wheels exist come first, then whatever there is. */
const candidates: readonly (readonly [program: string, ...args: string[]])[] = [
  ...['python3.12', 'python3.13', 'python3.11', 'python3', 'python'].map((program): [string] => [
    program,
  ]),
  ...(process.platform === 'win32' ? [['py', '-3'] as const] : []),
];

const question = `
import importlib.util, json, sys
makes = all(importlib.util.find_spec(name) for name in ('venv', 'ensurepip'))
print(json.dumps([sys.executable, sys.version_info[:3], makes]))
`;

/**
 * The first Python that the trainer can use.
 * @param anyWay true if something else makes environments, so that Python need not.
 * @throws RoundtripError `environment-missing` that says what is there and what to install.
 */
export async function findPython(options: StartOptions, anyWay: boolean): Promise<Python> {
  const found: Python[] = [];
  for (const candidate of candidates) {
    const python = await ask(candidate, options);
    if (python && isUsable(python, anyWay)) return python;
    if (python) found.push(python);
  }
  throw noPython(found);
}

function isUsable(python: Python, anyWay: boolean): boolean {
  return isNewEnough(python) && (anyWay || python.makesEnvironments);
}

const isNewEnough = ({ version: [major, minor] }: Python) => major === 3 && minor >= leastMinor;

/** Why none of the Pythons that were found will do. */
export function noPython(found: readonly Python[]): RoundtripError {
  const newEnough = found.find(isNewEnough);
  const [first] = found;
  const what = newEnough
    ? `${nameOf(newEnough)} can't make virtual environments. Install its venv module (on Debian and Ubuntu: apt install python3.${newEnough.version[1]}-venv)`
    : `${first ? `${nameOf(first)} is too old for the trainer` : 'There is no Python on the path'}. Install Python 3.${leastMinor} or later`;
  return new RoundtripError('environment-missing', `${what}, or uv, and try again.`, {
    found: found.map(({ path }) => path),
  });
}

const nameOf = ({ path, version }: Python) => `Python ${version.join('.')} (${path})`;

/** The Python that a program is; null if there is none by that name, or it is broken. */
async function ask(
  [program, ...args]: readonly [string, ...string[]],
  options: StartOptions,
): Promise<Python | null> {
  const { output, ended } = startProcess(program, [...args, '-c', question], options);
  const [answer, outcome] = await Promise.allSettled([text(output), ended]);
  options.signal?.throwIfAborted();
  const isAnswer = outcome.status === 'fulfilled' && outcome.value.code === 0;
  return isAnswer && answer.status === 'fulfilled' ? read(answer.value) : null;
}

/** The answer to the question; null if it is none. */
function read(answer: string): Python | null {
  try {
    const [path, version, makesEnvironments] = JSON.parse(answer);
    return { path, version, makesEnvironments };
  } catch {
    return null;
  }
}
