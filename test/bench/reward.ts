/**
 * How well the reward and its parts tell equivalent candidates from broken ones, and what a pair
 * costs. Reads JSON lines `{group, language, original, candidate, equal}`:
 *
 *     npm run bench:reward -- pairs.jsonl...        (or ROUNDTRIP_REWARD_PAIRS, separated by `:`)
 */
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { LanguageId } from '../../src/parse/types.ts';
import { createReward } from '../../src/reward/reward.ts';
import { testParser } from '../support/grammars.ts';

interface LabelledPair {
  readonly group: string;
  readonly language: LanguageId;
  readonly original: string;
  readonly candidate: string;
  readonly equal: boolean;
}

interface Scored {
  readonly group: string;
  readonly equal: boolean;
  readonly value: number;
}

/** The chance that an equivalent candidate scores above a broken one; a tie counts one half. */
function rocAuc(scored: readonly Scored[]): number {
  const values = (equal: boolean) => scored.filter((s) => s.equal === equal).map((s) => s.value);
  const [equivalent, broken] = [values(true), values(false)];
  let won = 0;
  for (const a of equivalent) for (const b of broken) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (equivalent.length * broken.length);
}

/** The mean over the groups (one original each) that have candidates of both kinds. */
function rocAucWithinGroups(scored: readonly Scored[]): number {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const aucs = [...groups.values()].map(rocAuc).filter((auc) => !Number.isNaN(auc));
  return aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const argument = process.argv.slice(2);
const files = argument.length > 0 ? argument : process.env.ROUNDTRIP_REWARD_PAIRS?.split(delimiter);
if (!files) {
  console.log('No pairs given: name JSON-lines files, or set ROUNDTRIP_REWARD_PAIRS.');
  process.exit(0);
}
const pairs = files
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  .filter((line) => line.trim() !== '')
  .map((line): LabelledPair => JSON.parse(line));

const parser = testParser();
await parser.load(...new Set(pairs.map(({ language }) => language)));
const reward = createReward(parser);

const milliseconds: number[] = [];
const scores = new Map<string, Scored[]>();
let unjudged = 0;
let wrongForm = 0;
for (const { language, original, candidate, equal, group } of pairs) {
  const start = performance.now();
  const result = reward({ language, code: original }, candidate);
  milliseconds.push(performance.now() - start);
  if (result.reward === null) unjudged++;
  else if (result.reward < 0) wrongForm++;
  const { tokens = 0, identifiers = 0, tree = 0, signature = 0 } = result.parts;
  const values = { similarity: result.similarity, tokens, identifiers, tree, signature };
  for (const [name, value] of Object.entries(values)) {
    scores.set(name, [...(scores.get(name) ?? []), { group, equal, value }]);
  }
}

const equivalent = pairs.filter(({ equal }) => equal).length;
console.log(
  `${pairs.length} pairs: ${equivalent} equivalent, ${pairs.length - equivalent} broken; ` +
    `${unjudged} not judged, ${wrongForm} of the wrong form`,
);
console.log('ROC-AUC      all pairs   within one function');
for (const [name, scored] of scores) {
  const within = rocAucWithinGroups(scored).toFixed(3);
  console.log(`${name.padEnd(12)} ${rocAuc(scored).toFixed(3).padStart(9)} ${within.padStart(21)}`);
}
const [median, p95, most] = [0.5, 0.95, 1].map((share) => quantile(milliseconds, share).toFixed(2));
console.log(`ms a pair    median ${median}, 95 % under ${p95}, most ${most}`);
