import { type Mark, type Plot, plotSheet } from '../reward/plotSheet.ts';
import type { PolicyResult } from './results.ts';

const colours = ['#0b63a5', '#b35900', '#2c7a3f', '#8a3fa0', '#6b6b6b'];
const bins = 20;

/** A number of the trainer's progress, step by step. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
}

/** The held-out rewards of the base and of each policy, a panel a policy. */
export function distributionPlots(results: readonly PolicyResult[]): string {
  const [base, ...others] = results;
  if (!base) throw new Error('There is nothing to draw.');
  return plotSheet({
    title: 'Held-out reward before and after training',
    across: 'reward of a function',
    up: 'share of functions',
    plots: others.map((result) => ({
      title: result.policy,
      marks: [bars('before', colours[4], base), bars('after', colours[0], result)],
    })),
  });
}

/** Each figure's curves over the steps, from its least to its greatest value. */
export function curvePlots(figures: ReadonlyMap<string, readonly Curve[]>): string {
  return plotSheet({
    title: 'Training',
    across: 'share of the steps',
    up: 'from least to greatest',
    plots: [...figures].map(([title, curves]) => curvePlot(title, curves)),
  });
}

function curvePlot(title: string, curves: readonly Curve[]): Plot {
  const all = curves.flatMap(({ values }) => values);
  const [least, greatest] = [Math.min(...all), Math.max(...all)];
  const range = greatest - least || 1;
  const marks = curves.map(
    ({ name, values }, index): Mark => ({
      ...{ kind: 'line', name, note: '', colour: colours[index % colours.length] ?? '#000000' },
      points: values.map((value, step) => ({
        x: values.length > 1 ? step / (values.length - 1) : 0,
        y: (value - least) / range,
      })),
    }),
  );
  return { title: `${title}: ${least.toPrecision(2)} to ${greatest.toPrecision(2)}`, marks };
}

function bars(name: string, colour: string | undefined, { rewards, reward }: PolicyResult): Mark {
  const heights = new Array<number>(bins).fill(0);
  for (const value of rewards) {
    const bin = Math.min(bins - 1, Math.floor(value * bins));
    heights[bin] = (heights[bin] ?? 0) + 1 / rewards.length;
  }
  return { kind: 'bars', name, colour: colour ?? '', heights, note: `mean ${reward.toFixed(3)}` };
}
