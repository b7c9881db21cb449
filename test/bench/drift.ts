/**
 * npm run bench:drift [-- --pairs FILE.jsonl] [--larger N] [--json FILE]
 *
 * Can drift tell a function that was broken under its doc from one that was only rewritten? Each
 * original gets a doc by the larger model; each model rebuilds it K times from that doc; then the
 * function is replaced by an equal rewrite or a broken one, labelled by execution. Beside drift,
 * S(then) - S(now): an absolute bar on S(now), and the share of parameters that the doc mentions.
 * Samples are drawn once and kept in .cache/bench (remove it after a change of the prompts); the
 * reward is the present one.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { driftOf, driftThreshold } from '../../src/drift.ts';
import { createReward } from '../../src/reward/reward.ts';
import type { RewardFunction } from '../../src/reward/types.ts';
import { testParser } from '../support/grammars.ts';
import { unitOf } from '../support/units.ts';
import { bootstrap } from './bootstrap.ts';
import { mean, quantile, rocAuc } from './reward/statistics.ts';
import { driftCodes, driftDocs } from './samples/driftSamples.ts';
import type { BenchFunction } from './samples/functions.ts';
import { largerModel, smallModel, studyPairs } from './samples/models.ts';
import { every, labelledPairs, originalsOf, type Pair, stride } from './samples/originals.ts';
import { Sampler } from './samples/sampler.ts';
import { fixed, percent, table, withInterval } from './table.ts';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: studyPairs },
    /** How many functions the larger model rebuilds. */
    larger: { type: 'string', default: '1000' },
    json: { type: 'string' },
  },
});
const reconstructions = [1, 2, 4];
const settings = ['single', 'matched'];
/** How many equal rewrites a threshold may flag. */
const tolerated = 0.05;
const rounds = 500;

interface Judged {
  readonly group: string;
  readonly setting: string;
  readonly equal: boolean;
  readonly drift: number;
  /** The product's verdict. */
  readonly drifted: boolean;
  readonly similarityNow: number;
  readonly parametersMentioned: number;
}

type Codes = ReadonlyMap<string, readonly (string | null)[]>;

const parser = testParser();
let fallbacks = 0;
const reward = remembered(createReward(parser, () => fallbacks++));
const all = labelledPairs(values.pairs);
const pairs = all.filter(({ setting }) => settings.includes(setting));
const originals = every(stride.small, await originalsOf(parser, all));
const fewer = every(stride.larger / stride.small, originals).slice(0, Number(values.larger));
const [small, larger] = [new Sampler(smallModel), new Sampler(largerModel)];
const docs = await driftDocs(larger, originals);
const bySmall = await driftCodes(small, originals, docs);
const byLarger = await driftCodes(larger, fewer, docs);
await Promise.all([small.dispose(), larger.dispose()]);

const runs = [
  { model: small.model, functions: originals, codes: bySmall },
  { model: small.model, functions: fewer, codes: bySmall },
  { model: larger.model, functions: fewer, codes: byLarger },
].flatMap(({ model, functions, codes }) =>
  reconstructions.map((count) => {
    const judged = judgeAll(functions, codes, count);
    return { model, reconstructions: count, judged, ...summarise(judged) };
  }),
);

console.log(`${docs.size} of ${originals.length} functions have a doc, by ${larger.model}\n`);
console.log('ROC-AUC of broken against equal, 95% bootstrap over functions\n');
console.log(
  table(
    ['model', 'functions', 'pairs', 'K', 'drift', ...settings, 'bar on S(now)', 'parameters named'],
    runs.map((run) => [
      run.model,
      `${run.functions}`,
      `${run.pairs}`,
      `${run.reconstructions}`,
      withInterval(run.drift),
      ...run.bySetting.map(({ auc }) => fixed(auc)),
      withInterval(run.bar),
      withInterval(run.parameters),
    ]),
  ),
);
console.log(`\nThreshold with at most ${percent(tolerated)} of the equal rewrites flagged\n`);
console.log(
  table(
    [
      ...['model', 'functions', 'K', 'threshold', 'broken caught'],
      ...['equal flagged as shipped', 'broken caught', 'drift of equal', 'of broken'],
    ],
    runs.map((run) => [
      ...[run.model, `${run.functions}`, `${run.reconstructions}`],
      ...[fixed(run.threshold), percent(run.caught)],
      ...[percent(run.asShipped.flagged), percent(run.asShipped.caught)],
      ...[run.quantiles.equal, run.quantiles.broken].map((its) =>
        its.map((q) => fixed(q, 2)).join(' '),
      ),
    ]),
  ),
);
console.log(
  [
    '\nDrifts are the 5th, 25th, 50th, 75th and 95th percentile. As shipped: over',
    `${driftThreshold}, and with K > 3 a 95% interval of the mean above 0.`,
  ].join(' '),
);
if (fallbacks > 0) console.log(`\n${fallbacks} comparisons fell back to another similarity.`);
if (values.json !== undefined) {
  writeFileSync(values.json, JSON.stringify({ docs: docs.size, fallbacks, runs }, null, 2));
}

/** The pairs of `functions`, by their first `count` reconstructions; those with none are left out. */
function judgeAll(functions: readonly BenchFunction[], codes: Codes, count: number): Judged[] {
  const wanted = new Set(functions.map(({ id }) => id));
  return pairs.flatMap((pair) => {
    const doc = docs.get(pair.group);
    const rebuilt = (codes.get(pair.group) ?? []).slice(0, count).filter((code) => code !== null);
    if (!wanted.has(pair.group) || doc === undefined || rebuilt.length === 0) return [];
    return judge(pair, doc, rebuilt);
  });
}

function judge(pair: Pair, doc: string, rebuilt: readonly string[]): Judged[] {
  const now = unitOf(parser, 'python', pair.candidate);
  const drift = driftOf(reward, now, pair.original, rebuilt);
  if (!drift) return [];
  const { group, setting, equal } = pair;
  return [
    {
      ...{ group, setting, equal },
      drift: drift.drift,
      drifted: drift.drifted,
      similarityNow: mean(rebuilt.map((code) => reward(now, code).similarity)),
      parametersMentioned: shareMentioned(now.parameters, doc),
    },
  ];
}

/** 1 for a function without parameters. */
function shareMentioned(parameters: readonly string[], doc: string): number {
  const words = new Set(doc.match(/\w+/g));
  const names = parameters
    .map((name) => name.replace(/^\*+/, ''))
    .filter((name) => name !== 'self');
  return names.length === 0 ? 1 : mean(names.map((name) => (words.has(name) ? 1 : 0)));
}

function summarise(judged: readonly Judged[]) {
  const functions = [...Map.groupBy(judged, ({ group }) => group).values()];
  // An equal pair should have the higher value.
  const auc = (of: readonly Judged[], value: (one: Judged) => number) =>
    rocAuc(of.map((one) => ({ value: value(one), equal: one.equal })));
  const estimate = (value: (one: Judged) => number) =>
    bootstrap(functions, (drawn) => auc(drawn.flat(), value), rounds);
  const equal = judged.filter((one) => one.equal);
  const broken = judged.filter((one) => !one.equal);
  const driftsOf = (of: readonly Judged[]) => of.map(({ drift }) => drift);
  const threshold = Math.max(0, quantile(driftsOf(equal), 1 - tolerated));
  const shareOf = (of: readonly Judged[], isFlagged: (one: Judged) => boolean) =>
    mean(of.map((one) => (isFlagged(one) ? 1 : 0)));
  const fiveQuantiles = (of: readonly Judged[]) =>
    [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(driftsOf(of), share));
  return {
    functions: functions.length,
    pairs: judged.length,
    drift: estimate((one) => -one.drift),
    bySetting: settings.map((setting) => ({
      setting,
      auc: auc(
        judged.filter((one) => one.setting === setting),
        (one) => -one.drift,
      ),
    })),
    bar: estimate((one) => one.similarityNow),
    parameters: estimate((one) => one.parametersMentioned),
    threshold,
    caught: shareOf(broken, ({ drift }) => drift > threshold),
    asShipped: {
      flagged: shareOf(equal, ({ drifted }) => drifted),
      caught: shareOf(broken, ({ drifted }) => drifted),
    },
    quantiles: { equal: fiveQuantiles(equal), broken: fiveQuantiles(broken) },
  };
}

/** The same pair of codes is judged for each K. */
function remembered(judgeCode: RewardFunction): RewardFunction {
  const known = new Map<string, ReturnType<RewardFunction>>();
  return (original, candidate, doc) => {
    const key = JSON.stringify([original.code, candidate, doc]);
    const judged = known.get(key) ?? judgeCode(original, candidate, doc);
    known.set(key, judged);
    return judged;
  };
}
