/**
 * How well S tells equal candidates from broken ones, beside the syntax-level score that was the
 * reward before it and PyPI's codebleu, and what a pair costs each of them. Same pairs, same run:
 *
 *     npm run bench:reward [-- [--json FILE] PAIRS.jsonl...]
 *
 * Without files: all of test/bench/reward/pairs and of the folder ROUNDTRIP_REWARD_DATA
 * (../shared/data/reward). `plots.ts` draws what `--json` wrote. Needs python3 and the network the
 * first time, for codebleu; without it the run goes on and says so.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { testParser } from '../../support/grammars.ts';
import { Codebleu } from './codebleu.ts';
import { readPairs } from './labelledPair.ts';
import { printSummary } from './print.ts';
import type { Results } from './results.ts';
import { scorePairs } from './score.ts';
import { summarise } from './summary.ts';

const folders = [
  process.env.ROUNDTRIP_REWARD_DATA ?? '../shared/data/reward',
  'test/bench/reward/pairs',
];

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return files.sort().map((file) => join(folder, file));
}

function startCodebleu(): Codebleu | undefined {
  try {
    return Codebleu.start();
  } catch (cause) {
    console.error(`codebleu can't be run, its rows are missing: ${String(cause)}`);
    return undefined;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' } },
});
const files = positionals.length > 0 ? positionals : folders.flatMap(filesOf);
const parser = testParser();
const codebleu = startCodebleu();
const results: Results = { sets: [], pairs: [] };
try {
  for (const file of files) {
    const set = basename(file, '.jsonl');
    const pairs = readPairs(file);
    await parser.load(...new Set(pairs.map(({ language }) => language)));
    const scored = await scorePairs(pairs, parser, codebleu);
    const summary = summarise(set, scored);
    printSummary(summary);
    if (pairs.some(({ language }) => language.startsWith('typescript'))) {
      console.log('  codebleu knows no TypeScript: it read these pairs as JavaScript.');
    }
    results.sets.push(summary);
    for (const { pair, scores } of scored) {
      const { id, language, setting, equal, agree } = pair;
      const [S, syntax, other] = [scores.S, scores.syntax, scores.codebleu].map((s) => s?.value);
      results.pairs.push({ set, id, language, setting, equal, agree, S, syntax, codebleu: other });
    }
  }
} finally {
  await codebleu?.stop();
}
const [load = Number.NaN] = loadavg();
console.log(
  `\n${availableParallelism()} cores at a load of ${load.toFixed(1)}; above 1 a core, times are long.`,
);
if (values.json) writeFileSync(values.json, `${JSON.stringify(results)}\n`);
