/**
 * Scores each function of the source trees on this machine against itself, as `score` would:
 * `tsx test/oracle/rewards.oracle.ts [every n-th file]`. Prints what fell back and why, what took
 * longest, and fails where a function is not worth 1 to itself or a fallback is a defect of ours.
 */
import { existsSync, readFileSync } from 'node:fs';
import { functionUnits } from '../../src/parse/functionUnits.ts';
import { languageOf } from '../../src/parse/languages/index.ts';
import { type Fallback, fallbackCause } from '../../src/reward/fallback.ts';
import { TooLarge } from '../../src/reward/graph/budget.ts';
import { createReward } from '../../src/reward/reward.ts';
import { testParser } from '../support/grammars.ts';
import { debianTree } from './debianTree.ts';
import { pythonLibrary } from './pythonFunctions.ts';
import { sourceFiles } from './sourceFiles.ts';

const every = Number(process.argv[2] ?? 1);
const listed = 10;

const fallbacks: Fallback[] = [];
const parser = testParser();
await parser.load('python', 'typescript', 'typescriptreact', 'javascript', 'go', 'ruby');
const reward = createReward(parser, (fallback) => fallbacks.push(fallback));

interface Swept {
  readonly place: string;
  readonly milliseconds: number;
  /** Null where the function alone, out of its context, is no code. */
  readonly similarity: number | null;
  readonly fallback: Fallback | undefined;
}

function sweep(path: string): Swept[] {
  const language = languageOf(path);
  if (!language) return [];
  return functionUnits(parser, language, readFileSync(path, 'utf8'))
    .filter(({ parses }) => parses)
    .map((unit) => {
      const before = fallbacks.length;
      const started = performance.now();
      const result = reward(unit, unit.code);
      return {
        place: `${path}:${unit.line} ${unit.qualifiedName}`,
        milliseconds: performance.now() - started,
        similarity: result.reward === null ? null : result.similarity,
        fallback: fallbacks[before],
      };
    });
}

function report(title: string, swept: readonly Swept[]): boolean {
  const unequal = swept.filter(({ similarity }) => similarity !== null && similarity < 1);
  const large = swept.filter(({ fallback }) => fallback?.cause instanceof TooLarge);
  const defects = swept.filter(({ fallback }) => fallback && !(fallback.cause instanceof TooLarge));
  const times = swept.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
  console.log(title);
  console.log(
    `  ${swept.length} functions, ${defects.length} defects, ${large.length} too large, ` +
      `${unequal.length} not 1 to themselves; ms: median ${at(0.5)}, 99 % ${at(0.99)}, most ${at(1)}`,
  );
  for (const { place, fallback, similarity } of [...defects, ...unequal].slice(0, listed)) {
    console.log(`  ${place}: ${fallback ? fallbackCause(fallback) : similarity}`);
  }
  const slowest = swept.toSorted((a, b) => b.milliseconds - a.milliseconds);
  for (const { place, milliseconds } of slowest.slice(0, 3)) {
    console.log(`  ${(milliseconds / 1000).toFixed(1)} s  ${place}`);
  }
  return defects.length === 0 && unequal.length === 0;
}

const trees: readonly (readonly [title: string, folder: string | null, wanted: RegExp])[] = [
  ['Python', pythonLibrary(), /\.py$/],
  ['JavaScript and TypeScript', 'node_modules', /(?<!\.min)\.(?:[cm]?[jt]s|[jt]sx)$/],
  ['Go', debianTree('golang-1.19-src') ?? '/usr/lib/go-1.19/src', /^(?!.*\/testdata\/).*\.go$/],
  ['Ruby', debianTree('libruby3.1') ?? '/usr/lib/ruby', /\.rb$/],
];

let passed = true;
for (const [title, folder, wanted] of trees) {
  if (folder === null || !existsSync(folder)) {
    console.log(`${title}: nothing is here to sweep.`);
    continue;
  }
  const files = sourceFiles(folder, (path) => wanted.test(path));
  const swept = files.filter((_, index) => index % every === 0).flatMap(sweep);
  passed = report(`${title}: ${folder}`, swept) && passed;
}
process.exitCode = passed ? 0 : 1;
