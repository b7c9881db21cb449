import type { Summary, TaskReport } from '../../evaluation/summary.ts';
import { type Status, statuses } from '../../evaluation/types.ts';
import { percent, styled } from '../output.ts';

const words: Readonly<Record<Status, string>> = {
  passed: 'passed',
  failed: 'failed',
  'compile-error': 'does not compile',
  timeout: 'took too long',
  'out-of-memory': 'took too much memory',
  'no-answer': 'no answer',
};

/** One row of the table. @param width of the column of tasks. */
export function taskRow({ task, passed, samples, counts }: TaskReport, width: number): string {
  const colour = passed === samples ? 'green' : passed > 0 ? 'yellow' : 'red';
  return `${task.padEnd(width)}  ${styled(colour, countsText(counts))}`;
}

/** The last row: what came of all tasks in one language. */
export function summaryText(summary: Summary): string {
  const { language, tasks, samples, interval, counts } = summary;
  const shares = Object.entries(summary).flatMap(([name, share]) => {
    const k = /^passAt(\d+)$/.exec(name)?.[1];
    return k ? `pass@${k} ${percent(share as number)}` : [];
  });
  const range = interval ? ` [${interval.map(percent).join(', ')}]` : '';
  const drawn = samples === 1 ? '' : `, ${samples} samples each`;
  return `${language}: ${styled('bold', shares.join(', '))}${range} of ${tasks} tasks${drawn}: ${countsText(counts)}.`;
}

/** `passed`, or `3 passed, 1 took too long`. */
function countsText(counts: TaskReport['counts']): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return statuses
    .flatMap((status) => {
      const count = counts[status];
      if (count === undefined) return [];
      return total === 1 ? words[status] : `${count} ${words[status]}`;
    })
    .join(', ');
}
