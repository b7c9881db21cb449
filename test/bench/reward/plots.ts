/**
 * Draws the plots of docs/reward.md from what `npm run bench:reward -- --json FILE` wrote:
 *
 *     npx tsx test/bench/reward/plots.ts FILE
 *
 * docs/images/reward-distribution.svg: S of equal and of broken pairs, a panel a language.
 * docs/images/reward-roc.svg: the ROC curves of S, the earlier reward and codebleu, likewise.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { LanguageId } from '../../../src/parse/types.ts';
import { type Mark, type Plot, plotSheet } from './plotSheet.ts';
import type { PairResult, Results } from './results.ts';
import type { Measure } from './score.ts';
import { rocAuc, rocCurve } from './statistics.ts';

const names: Partial<Record<LanguageId, string>> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  go: 'Go',
  ruby: 'Ruby',
};
/** Made by rewriting and breaking functions. Re-implementations and releases are told in numbers. */
const left: readonly string[] = ['natural', 'recon'];
const bins = 20;

const series: readonly { measure: Measure; name: string; colour: string }[] = [
  { measure: 'S', name: 'S', colour: '#0b63a5' },
  { measure: 'syntax', name: 'earlier reward', colour: '#b35900' },
  { measure: 'codebleu', name: 'codebleu', colour: '#6b6b6b' },
];

function bars(name: string, colour: string, values: readonly number[]): Mark {
  const heights = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(value * bins));
    heights[bin] = (heights[bin] ?? 0) + 1 / values.length;
  }
  const atOne = values.filter((value) => value === 1).length / values.length;
  return { kind: 'bars', name, colour, heights, note: `${(100 * atOne).toFixed(1)} % exactly 1` };
}

function distribution(language: string, pairs: readonly PairResult[]): Plot {
  const values = (equal: boolean) =>
    pairs.flatMap(({ S, equal: is }) => (is === equal && S !== undefined ? [S] : []));
  return {
    title: language,
    marks: [bars('equal', '#1a7f37', values(true)), bars('broken', '#cf222e', values(false))],
  };
}

function roc(language: string, pairs: readonly PairResult[]): Plot {
  return {
    title: language,
    marks: series.flatMap(({ measure, name, colour }) => {
      const verdicts = pairs.flatMap((pair) => {
        const value = pair[measure];
        return value === undefined ? [] : [{ value, equal: pair.equal }];
      });
      if (verdicts.length === 0) return [];
      const points = rocCurve(verdicts).map(({ falsePositives, truePositives }) => ({
        x: falsePositives,
        y: truePositives,
      }));
      return [{ kind: 'line', name, note: rocAuc(verdicts).toFixed(3), colour, points } as const];
    }),
  };
}

const [file] = process.argv.slice(2);
if (!file) throw new Error('Name the file that `npm run bench:reward -- --json FILE` wrote.');
const { pairs }: Results = JSON.parse(readFileSync(file, 'utf8'));
const byLanguage = Map.groupBy(
  pairs.filter(({ setting }) => !left.includes(setting)),
  ({ language }) => names[language] ?? language,
);
const panels = [...byLanguage];
writeFileSync(
  'docs/images/reward-distribution.svg',
  plotSheet({
    title: 'S of equal and of broken pairs',
    across: 'S',
    up: 'share of the pairs',
    plots: panels.map(([language, own]) => distribution(language, own)),
  }),
);
writeFileSync(
  'docs/images/reward-roc.svg',
  plotSheet({
    title: 'Equal told from broken: ROC curves, with the area under them',
    across: 'share of broken pairs above the threshold',
    up: 'share of equal pairs above it',
    plots: panels.map(([language, own]) => roc(language, own)),
  }),
);
