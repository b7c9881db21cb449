/**
 * Functions found per second over real trees, beside a peer that parses the same files in the same
 * run: Python's ast (with the process's start) and the TypeScript compiler. `tsx test/bench/functions.ts`
 */
import { readFileSync } from 'node:fs';
import { functionUnits } from '../../src/parse/functionUnits.ts';
import type { LanguageId } from '../../src/parse/types.ts';
import { pythonFunctions, pythonLibrary } from '../oracle/pythonFunctions.ts';
import { sourceFiles } from '../oracle/sourceFiles.ts';
import { typescriptFunctions } from '../oracle/typescriptFunctions.ts';
import { testParser } from '../support/grammars.ts';

const parser = testParser();

async function main(): Promise<void> {
  await parser.load('python', 'typescript');
  const library = pythonLibrary();
  if (library) {
    const paths = sourceFiles(library, (path) => /^(?!.*site-packages).*\.py$/.test(path));
    report('Python standard library', 'Roundtrip', paths, () => found('python', paths));
    report('Python standard library', "Python's ast", paths, () => {
      const files = pythonFunctions(paths)?.values() ?? [];
      return [...files].reduce((sum, functions) => sum + functions.length, 0);
    });
  }
  const paths = sourceFiles('node_modules', (path) => /\.(?:ts|mts|cts)$/.test(path));
  report('TypeScript in node_modules', 'Roundtrip', paths, () => found('typescript', paths));
  report('TypeScript in node_modules', 'TypeScript compiler', paths, () =>
    paths.reduce((sum, path) => {
      return sum + typescriptFunctions(path, readFileSync(path, 'utf8')).length;
    }, 0),
  );
}

function found(language: LanguageId, paths: readonly string[]): number {
  let count = 0;
  for (const path of paths) {
    count += functionUnits(parser, language, readFileSync(path, 'utf8')).length;
  }
  return count;
}

function report(tree: string, tool: string, paths: readonly string[], count: () => number): void {
  const started = performance.now();
  const functions = count();
  const seconds = (performance.now() - started) / 1000;
  const rate = Math.round(functions / seconds);
  console.log(
    `${tree}, ${paths.length} files: ${tool} found ${functions} functions in ` +
      `${seconds.toFixed(1)} s, ${rate} a second`,
  );
}

void main();
