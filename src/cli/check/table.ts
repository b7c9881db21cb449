import { percent, styled } from '../output.ts';
import type { Bar, Checked, CheckVerdict } from './checked.ts';
import { reasonText } from './reasonText.ts';

/** Worst first. */
const order: readonly CheckVerdict[] = ['drifted', 'below', 'ok', 'unknown'];
const colour = { drifted: 'red', below: 'red', ok: 'green', unknown: 'yellow' } as const;

/** All that was checked, worst first, and a line that sums it up. */
export function checkTable(all: readonly Checked[], bar: Bar): string {
  const sorted = all.toSorted(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      (a.verdict === 'drifted' ? (b.drift ?? 0) - (a.drift ?? 0) : 0) ||
      (a.fidelity ?? 0) - (b.fidelity ?? 0),
  );
  return [...sorted.map((one) => row(one, bar)), summary(all, bar)].join('\n');
}

function row(checked: Checked, { drift }: Bar): string {
  const { path, line, qualifiedName, fidelity, verdict, reason } = checked;
  return [
    percent(fidelity).padStart(4),
    ...(drift ? [signed(checked.drift).padStart(6)] : []),
    styled(colour[verdict], verdict.padEnd(7)),
    `${path}:${line} ${styled('bold', qualifiedName)}`,
    ...(reason ? [styled('dim', reasonText(reason))] : []),
  ].join('  ');
}

/** `0.123` as `+0.12`; a dash where there is none. */
function signed(drift: number | null): string {
  if (drift === null) return '–';
  return `${drift < 0 ? '−' : '+'}${Math.abs(drift).toFixed(2)}`;
}

function summary(all: readonly Checked[], { minFidelity }: Bar): string {
  const known = all.flatMap(({ fidelity }) => fidelity ?? []);
  const mean = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
  const words: Readonly<Record<CheckVerdict, string>> = {
    drifted: 'drifted',
    below: `under ${percent(minFidelity ?? null)}`,
    ok: 'ok',
    unknown: 'unknown',
  };
  const counts = order.flatMap((verdict) => {
    const { length } = all.filter((one) => one.verdict === verdict);
    return length === 0 ? [] : `${length} ${words[verdict]}`;
  });
  const functions = all.length === 1 ? '1 function' : `${all.length} functions`;
  return `${functions}: ${counts.join(', ')}. Mean fidelity ${percent(mean)}.`;
}
