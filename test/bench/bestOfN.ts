/**
 * npm run bench:best-of-n [-- --model FILE.gguf] [--drawn] [--json FILE]
 *
 * What choosing the best of N docs gains over one doc: each function has 8 docs, drawn as a person
 * gets them. A doc is chosen by its greedy reconstruction, as in the product, and judged by other
 * reconstructions of it, with fresh seeds, that had no say in the choice; so the gain is none of
 * the luck of the one that chose. Values are expectations over all subsets of N of the 8 docs.
 * Samples are drawn once and kept in .cache/bench (remove it after a change of the prompts); the
 * reward is the present one.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createReward } from '../../src/reward/reward.ts';
import type { RewardFunction } from '../../src/reward/types.ts';
import { testParser } from '../support/grammars.ts';
import { bootstrap, type Estimate } from './bootstrap.ts';
import { mean } from './reward/statistics.ts';
import { type BestOfNSample, bestOfNSamples, docsPerFunction } from './samples/bestOfNSamples.ts';
import { type BenchFunction, benchFunctions } from './samples/functions.ts';
import { smallModel } from './samples/models.ts';
import { Sampler } from './samples/sampler.ts';
import { fixed, percent, table, withInterval } from './table.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: smallModel },
    /** Scores the functions whose samples are on the disk, and draws nothing. */
    drawn: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const numbersOfDocs = [1, 2, 4, 8];

/** A doc's fidelity by the reconstruction that chooses, and by those that don't. */
interface DocScore {
  readonly choosing: number;
  readonly fresh: number;
}

/** Of one function: the expected scores of the doc chosen out of N, by N. */
type Chosen = ReadonlyMap<number, DocScore>;

const parser = testParser();
let fallbacks = 0;
const reward = createReward(parser, () => fallbacks++);
const sampler = new Sampler(values.model);
const all = await benchFunctions(parser);
const samples = await bestOfNSamples(sampler, all, { isComplete: !values.drawn });
const functions = all.filter(({ id }) => samples.has(id));
await sampler.dispose();

const chosen = functions.map(({ unit, id }) => {
  const byNumber = choose(docScores({ unit, id }, samples.get(id), reward));
  return { language: unit.language, byNumber };
});
const summary = numbersOfDocs.map((docs) => summarise(docs, chosen));
const languages = [...Map.groupBy(chosen, ({ language }) => language)].map(([language, its]) => ({
  language,
  functions: its.length,
  fresh: numbersOfDocs.map((docs) =>
    mean(its.map(({ byNumber }) => scoreOf(byNumber, docs).fresh)),
  ),
}));

console.log(`${sampler.model}, ${functions.length} functions, ${docsPerFunction} docs each\n`);
console.log(
  table(
    ['best of', 'fidelity', 'gain over one', 'functions better / worse', 'claimed', 'of it luck'],
    summary.map((row) => [
      `${row.docs}`,
      withInterval(row.fresh),
      row.docs === 1 ? '–' : `${withInterval(row.gain)} (${percent(row.relativeGain)})`,
      row.docs === 1 ? '–' : `${row.better} / ${row.worse}`,
      fixed(row.choosing),
      row.docs === 1 ? '–' : withInterval(row.luck),
    ]),
  ),
);
console.log(
  [
    '\nfidelity: mean reward from 0 of the chosen doc, by reconstructions that did not choose;',
    'claimed: by the one that chose; of it luck: its gain over one doc less the gain that is real.\n',
  ].join('\n'),
);
console.log(
  table(
    ['language', 'functions', ...numbersOfDocs.map((docs) => `best of ${docs}`)],
    languages.map(({ language, functions, fresh }) => [
      language,
      `${functions}`,
      ...fresh.map((value) => fixed(value)),
    ]),
  ),
);
if (fallbacks > 0) console.log(`\n${fallbacks} comparisons fell back to another similarity.`);
if (values.json !== undefined) {
  const { model } = sampler;
  writeFileSync(values.json, JSON.stringify({ model, fallbacks, summary, languages }, null, 2));
}

/** A reply that was no doc, or no code, scores 0; equal docs share their reconstructions. */
function docScores(
  { unit }: BenchFunction,
  sample: BestOfNSample | undefined,
  rewardOf: RewardFunction,
): DocScore[] {
  if (!sample) throw new Error(`${unit.qualifiedName} has no sample.`);
  return sample.docs.map((drawn) => {
    if (!drawn) return { choosing: 0, fresh: 0 };
    const fidelity = (code: string | null) =>
      code === null ? 0 : Math.max(0, rewardOf(unit, code, drawn.doc).reward ?? 0);
    return { choosing: fidelity(drawn.choosing), fresh: mean(drawn.fresh.map(fidelity)) };
  });
}

/**
 * The doc that scores best among N of M docs is the one of rank r (from 0) in
 * C(M - 1 - r, N - 1) of the C(M, N) subsets. Of equal ones the first drawn is taken, as in the product.
 */
function choose(docs: readonly DocScore[]): Chosen {
  const ranked = [...docs].sort((a, b) => b.choosing - a.choosing);
  return new Map(
    numbersOfDocs.map((number) => {
      const weights = ranked.map(
        (_, rank) => subsets(docs.length - 1 - rank, number - 1) / subsets(docs.length, number),
      );
      const expected = (score: (doc: DocScore) => number) =>
        ranked.reduce((sum, doc, rank) => sum + (weights[rank] ?? 0) * score(doc), 0);
      return [
        number,
        { choosing: expected((doc) => doc.choosing), fresh: expected((doc) => doc.fresh) },
      ];
    }),
  );
}

/** The binomial coefficient. */
function subsets(of: number, size: number): number {
  if (size > of) return 0;
  let count = 1;
  for (let index = 0; index < size; index++) count = (count * (of - index)) / (index + 1);
  return count;
}

function scoreOf(byNumber: Chosen, docs: number): DocScore {
  const score = byNumber.get(docs);
  if (!score) throw new Error(`Nothing was computed for the best of ${docs}.`);
  return score;
}

function summarise(docs: number, of: readonly { readonly byNumber: Chosen }[]) {
  const pairs = of.map(({ byNumber }) => ({
    one: scoreOf(byNumber, 1),
    best: scoreOf(byNumber, docs),
  }));
  type Pair = (typeof pairs)[number];
  const over = (value: (pair: Pair) => number): Estimate =>
    bootstrap(pairs, (drawn) => mean(drawn.map(value)));
  const gain = ({ one, best }: Pair) => best.fresh - one.fresh;
  const atLeast = 1e-9; // sums of the same numbers in another order
  return {
    docs,
    fresh: over(({ best }) => best.fresh),
    gain: over(gain),
    relativeGain: mean(pairs.map(gain)) / mean(pairs.map(({ one }) => one.fresh)),
    better: pairs.filter((pair) => gain(pair) > atLeast).length,
    worse: pairs.filter((pair) => gain(pair) < -atLeast).length,
    choosing: mean(pairs.map(({ best }) => best.choosing)),
    luck: over((pair) => pair.best.choosing - pair.one.choosing - gain(pair)),
  };
}
