import { fixed, percent, table } from '../table.ts';
import type { DataSetSummary, SettingSummary, TimeSummary } from './summary.ts';

function printSetting({ setting, equal, broken, separations }: SettingSummary): void {
  const title = `${setting}: ${equal} equal, ${broken} broken`;
  const head = [title, 'AUC', 'within a function', 'Spearman', 'equal at 1', 'broken at 1'];
  const rows = separations.map((one) => [
    one.measure,
    fixed(one.auc),
    fixed(one.aucWithin),
    fixed(one.spearman, 2),
    percent(one.equalAtOne),
    percent(one.brokenAtOne),
  ]);
  console.log(`\n${table(head, rows)}`);
}

function printTime(title: string, { pairs, measures }: TimeSummary): void {
  if (pairs === 0) return;
  const own = measures.find(({ measure }) => measure === 'S')?.median ?? Number.NaN;
  const head = [
    `ms a pair, ${title}: ${pairs} pairs`,
    'median',
    '95th percentile',
    'median over S',
  ];
  const rows = measures.map(({ measure, median, p95 }) => [
    measure,
    fixed(median, 2),
    fixed(p95, 2),
    fixed(median / own, 2),
  ]);
  console.log(`\n${table(head, rows)}`);
}

/** Tables of one data set, as docs/reward.md takes them. */
export function printSummary({ name, settings, time, ...summary }: DataSetSummary): void {
  console.log(
    `\n## ${name}\n\n${summary.pairs} pairs of ${summary.functions} functions; ` +
      `${summary.fallbacks} fell back to the syntax, ${summary.notJudged} were not judged, ` +
      `${summary.equalOfWrongForm} equal ones are of the wrong form.`,
  );
  for (const setting of settings) printSetting(setting);
  printTime('all', time.all);
  printTime('originals of 25-35 lines', time.thirtyLines);
}
