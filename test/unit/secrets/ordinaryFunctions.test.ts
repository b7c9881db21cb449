import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageOf } from '../../../src/parse/languages/index.ts';
import { secretIn } from '../../../src/secrets/secretIn.ts';
import { pythonLibrary } from '../../oracle/pythonFunctions.ts';
import { sourceFiles } from '../../oracle/sourceFiles.ts';
import { parser } from '../reward/support.ts';

const pythonFolder = pythonLibrary() ?? 'no Python on this machine';
const trees: [what: string, folder: string, files: RegExp][] = [
  ['Python’s standard library', pythonFolder, /^(?!.*(?:site|dist)-packages).*\.py$/],
  ['JavaScript packages', 'node_modules', /^(?!.*\.min\.).*\.[cm]?js$/],
];
const mostFiles = 250;
const mostCharacters = 200_000;

it.each(trees)(
  'of the functions in %s hardly any is taken for one with a secret',
  (_, folder, names) => {
    const paths = everyNth(
      sourceFiles(folder, (path) => names.test(path)),
      mostFiles,
    );
    const functions = paths.flatMap(functionsOf);
    const lost = functions.filter((code) => secretIn(code) !== null);
    expect(functions.length).toBeGreaterThan(1_500);
    expect(lost.length / functions.length).toBeLessThan(0.01);
  },
  120_000,
);

function functionsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const language = languageOf(path);
  if (!language || text.length > mostCharacters) return [];
  const units = functionUnits(parser, language, text);
  return units.map(({ range }) => text.slice(range.start, range.end));
}

/** So many of a list, from all over it. */
function everyNth(paths: readonly string[], count: number): string[] {
  const step = Math.max(1, Math.floor(paths.length / count));
  return paths.filter((_, index) => index % step === 0);
}
