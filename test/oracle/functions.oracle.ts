/**
 * Compares the functions that are found with what other parsers find in real source trees that are
 * on this machine, and prints the numbers: `npm run test:oracle`. Fails below 99.9%.
 */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { normaliseDoc } from '../../src/parse/docText.ts';
import { functionUnits } from '../../src/parse/functionUnits.ts';
import { languageOf } from '../../src/parse/languages/index.ts';
import type { FunctionUnit } from '../../src/parse/types.ts';
import { testParser } from '../support/grammars.ts';
import { bareName } from './bareName.ts';
import { debianTree } from './debianTree.ts';
import { goFunctions } from './goFunctions.ts';
import type { OracleFunction } from './oracleFunction.ts';
import { pythonFunctions, pythonLibrary } from './pythonFunctions.ts';
import { rubyFunctions } from './rubyFunctions.ts';
import { sourceFiles } from './sourceFiles.ts';
import { typescriptFunctions } from './typescriptFunctions.ts';

const bar = 0.999;
/** How many differences are listed for each language. */
const listed = 10;

interface Comparison {
  readonly title: string;
  readonly files: Map<string, OracleFunction[]>;
  /** Functions that the oracle knows nothing of. */
  readonly isBeyond: (unit: FunctionUnit) => boolean;
}

const parser = testParser();

async function main(): Promise<void> {
  await parser.load('python', 'typescript', 'typescriptreact', 'javascript', 'go', 'ruby');
  let passed = true;
  for (const comparison of [python, typescript, javascript, go, ruby]) {
    const found = comparison();
    if (typeof found === 'string') console.log(`${found}\n`);
    else passed = compare(found) && passed;
  }
  process.exitCode = passed ? 0 : 1;
}

function python(): Comparison | string {
  const library = pythonLibrary();
  const files = library && sourceFiles(library, (path) => /^(?!.*site-packages).*\.py$/.test(path));
  const functions = files && pythonFunctions(files);
  if (!functions) return 'Python: not compared, there is no python3 here.';
  const isBeyond = ({ kind }: FunctionUnit) => kind === 'lambda';
  return { title: `Python's ast, ${library}`, files: functions, isBeyond };
}

function typescript(): Comparison {
  return compiler('TypeScript', (path) => /\.(?:ts|tsx|mts|cts)$/.test(path));
}

function javascript(): Comparison {
  return compiler('JavaScript', (path) => /(?<!\.min)\.(?:js|mjs|cjs)$/.test(path));
}

function compiler(name: string, wanted: (path: string) => boolean): Comparison {
  const files = new Map<string, OracleFunction[]>();
  for (const path of sourceFiles('node_modules', wanted)) {
    files.set(path, typescriptFunctions(path, readFileSync(path, 'utf8')));
  }
  const isBeyond = ({ signature }: FunctionUnit) =>
    /^export default (?:async )?(?:function\b[\s*]*)?\(/.test(signature);
  return { title: `${name}: the TypeScript compiler, node_modules`, files, isBeyond };
}

function go(): Comparison | string {
  const tree = debianTree('golang-1.19-src');
  if (!tree) return 'Go: not compared, the package golang-1.19-src is not here.';
  const paths = sourceFiles(tree, (path) => /^(?!.*\/testdata\/).*\.go$/.test(path));
  const files = goFunctions(paths);
  if (!files) return 'Go: not compared, there is no Universal Ctags here.';
  const isBeyond = ({ code }: FunctionUnit) => !/^func|^\w+\(/.test(code);
  return { title: `Go: Universal Ctags, ${tree}`, files, isBeyond };
}

function ruby(): Comparison | string {
  const tree = debianTree('libruby3.1');
  if (!tree) return 'Ruby: not compared, the package libruby3.1 is not here.';
  const files = rubyFunctions(sourceFiles(tree, (path) => path.endsWith('.rb')));
  if (!files) return 'Ruby: not compared, there is no ruby here.';
  const isBeyond = ({ kind, code }: FunctionUnit) => kind === 'lambda' || !/\bdef\b/.test(code);
  return { title: `Ruby: Ripper, ${tree}`, files, isBeyond };
}

function compare({ title, files, isBeyond }: Comparison): boolean {
  let [expected, found, extra, docs, docsFound] = [0, 0, 0, 0, 0];
  const differences: string[] = [];
  const started = performance.now();
  for (const [path, functions] of files) {
    const language = languageOf(path);
    if (!language) throw new Error(`${extname(path)} is no known language.`);
    const units = new Map<string, FunctionUnit[]>();
    for (const unit of functionUnits(parser, language, readFileSync(path, 'utf8'))) {
      if (isBeyond(unit)) continue;
      const key = `${unit.line} ${bareName(unit.name)}`;
      units.set(key, [...(units.get(key) ?? []), unit]);
    }
    for (const { line, name, doc } of functions) {
      expected++;
      const unit = units.get(`${line} ${bareName(name)}`)?.shift();
      if (!unit) {
        differences.push(`missing ${path}:${line} ${name}`);
        continue;
      }
      found++;
      if (doc === undefined || doc === null) continue;
      docs++;
      if ((unit.existingDoc ?? '') === normaliseDoc(doc)) docsFound++;
      else differences.push(`doc differs ${path}:${line} ${name}`);
    }
    for (const left of units.values()) {
      for (const { line, qualifiedName } of left) {
        extra++;
        differences.push(`extra ${path}:${line} ${qualifiedName}`);
      }
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const share = expected > 0 ? found / expected : 0;
  console.log(title);
  console.log(
    `  ${files.size} files, expected ${expected}, found ${found} (${percent(share)}), ` +
      `missing ${expected - found}, extra ${extra}, ${seconds.toFixed(1)} s`,
  );
  if (docs > 0) console.log(`  documentation equal in ${docsFound} of ${docs}`);
  for (const difference of differences.slice(0, listed)) console.log(`  ${difference}`);
  console.log();
  return share >= bar && (docs === 0 || docsFound / docs >= bar);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)}%`;
}

void main();
