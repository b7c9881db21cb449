import type { Unlearnable } from '../../cycle/learnable.ts';
import { styled } from '../output.ts';

const meaning: Readonly<Record<Unlearnable, string>> = {
  secret: 'holds what looks like a secret',
  generated: 'in a file that a program wrote',
  vendored: 'in a file of somebody else’s',
  minified: 'in a minified file',
  'test-data': 'in test data',
  ignored: 'in a file that .roundtripignore names',
  syntax: 'does not parse',
  length: 'shorter than 3 lines, longer than 150, or a stub',
  duplicate: 'nearly the same as an earlier one',
};

/** How many functions are learned from, and how many not for each reason, the most first. */
export function verdictTable(counts: ReadonlyMap<Unlearnable | null, number>): string {
  const eligible = counts.get(null) ?? 0;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const excluded = [...counts].filter(([reason]) => reason !== null).sort((a, b) => b[1] - a[1]);
  const width = String(total).length;
  return [
    ...excluded.map(([reason, count]) => {
      const why = reason === null ? '' : meaning[reason];
      return `${String(count).padStart(width)}  ${(reason ?? '').padEnd(9)}  ${styled('dim', why)}`;
    }),
    `${styled('bold', String(eligible).padStart(width))}  of ${total === 1 ? '1 function' : `${total} functions`} would be learned from.`,
  ].join('\n');
}
