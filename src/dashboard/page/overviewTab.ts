import type { CycleSummary, GroupReward, Overview, PromotionSpread } from '../messages.ts';
import { intervalsSvg } from '../plots/intervals.ts';
import { lineChartSvg } from '../plots/lineChart.ts';
import { spreadSvg } from '../plots/spread.ts';
import { fill } from '../words.ts';
import { type Context, fillWith, nothing, run, type Tab } from './context.ts';
import { button, h, pictureOf, tiles } from './dom.ts';
import { figureSection, pictureButtons } from './figure.ts';
import { palette } from './palette.ts';
import { statusWords } from './statusWords.ts';
import { csvButton, section, type Table, tableElement, tableSection } from './table.ts';
import { timeChart } from './timeChart.ts';

const groupsShown = 12;

/** What there is, how it went, and where docs are worst. */
export function overviewTab(context: Context): Tab {
  const element = h('div', {});
  return {
    element,
    show: () =>
      fillWith(context.words, element, async () => {
        const overview = await context.overview();
        return overview.totals.reconstructions === 0
          ? [noRollouts(context)]
          : content(context, overview);
      }),
  };
}

function noRollouts({ words }: Context): HTMLElement {
  return nothing(words.noRollouts, words.noRolloutsWhat);
}

function content(context: Context, overview: Overview): HTMLElement[] {
  const { words } = context;
  const judged = overview.cycles.filter(({ heldOut }) => heldOut !== null);
  return [
    totals(context, overview),
    rewards(context, overview),
    h(
      'div',
      { class: 'columns' },
      groups(context, words.byLanguage, words.language, overview.languages),
      groups(context, words.byFolder, words.folder, overview.folders),
    ),
    ...(judged.length === 0 ? [] : [heldOut(context, judged)]),
    ...(overview.promotions.length === 0 ? [] : [spreads(context, overview.promotions)]),
    worst(context, overview),
  ];
}

function totals({ words, formats }: Context, { totals: counts }: Overview): HTMLElement {
  return tiles(
    [words.meanReward, formats.percent(counts.meanReward)],
    [words.functions, formats.whole(counts.functions)],
    [words.documentations, formats.whole(counts.documentations)],
    [words.reconstructions, formats.whole(counts.reconstructions)],
  );
}

function rewards(context: Context, { rewards: buckets, cycles }: Overview): HTMLElement {
  const { words, formats } = context;
  const spansDays = (buckets.at(-1)?.from ?? 0) - (buckets[0]?.from ?? 0) > 2 * 86_400_000;
  const timeText = spansDays ? formats.day : formats.moment;
  const summary = fill(
    words.rewardsOverTimeSummary,
    ...[buckets.length, timeText(buckets[0]?.from ?? 0), timeText(buckets.at(-1)?.from ?? 0)],
    ...[formats.percent(buckets[0]?.mean ?? null), formats.percent(buckets.at(-1)?.mean ?? null)],
  );
  const chart = {
    points: buckets.map(({ from, mean, margin }) => ({ x: from, y: mean, margin })),
    marks: cycles.map(({ id, createdAt, status }) => ({
      x: createdAt,
      text: status === 'promoted' ? `${id} ✓` : id,
    })),
    ...{ xText: timeText, yText: formats.tick },
    ...{ isTime: true, xName: words.from, yName: words.reward, summary },
  };
  return figureSection(context, {
    title: words.rewardsOverTime,
    what: words.rewardsOverTimeWhat,
    summary,
    svg: (colours) => lineChartSvg(chart, colours),
    live: (colours) => timeChart(chart, colours),
    table: {
      name: words.rewardsOverTime,
      columns: [
        { name: words.from },
        ...[words.reward, words.margin, words.count].map((name) => ({ name, isNumber: true })),
      ],
      rows: buckets.map(({ from, mean, margin, count }) => [
        { value: new Date(from).toISOString(), shown: timeText(from) },
        { value: mean, shown: formats.percent(mean) },
        { value: margin, shown: formats.percent(margin) },
        { value: count, shown: formats.whole(count) },
      ]),
    },
  });
}

/** A table whose bars can be seen at a glance and whose numbers can be read. */
function groups(
  context: Context,
  name: string,
  column: string,
  all: readonly GroupReward[],
): HTMLElement {
  const { words, formats } = context;
  const table = (some: readonly GroupReward[]): Table => ({
    name,
    columns: [{ name: column }, { name: words.reward }, { name: words.count, isNumber: true }],
    rows: some.map((group) => [
      { value: group.name, shown: group.name || words.topFolder },
      { value: group.mean, shown: bar(group.mean, formats.percent(group.mean)) },
      { value: group.count, shown: formats.whole(group.count) },
    ]),
  });
  const place = h('div', {}, tableElement(table(all.slice(0, groupsShown))));
  const more = button(
    fill(words.showAll, all.length),
    () => place.replaceChildren(tableElement(table(all))),
    { secondary: true },
  );
  if (all.length > groupsShown) place.append(more);
  return section(name, null, [csvButton(context, () => table(all))], place);
}

function bar(share: number, text: string): HTMLElement {
  const filled = h('span', { class: 'filled' });
  filled.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return h(
    'span',
    { class: 'bar' },
    h('span', { class: 'track', 'aria-hidden': 'true' }, filled),
    h('span', {}, text),
  );
}

function heldOut(context: Context, cycles: readonly CycleSummary[]): HTMLElement {
  const { words, formats } = context;
  const judged = cycles.flatMap(({ heldOut: figures, ...one }) =>
    figures === null ? [] : [{ ...one, figures }],
  );
  return figureSection(context, {
    title: words.heldOut,
    what: words.heldOutWhat,
    summary: fill(
      words.heldOutSummary,
      judged.length,
      judged.filter(({ status }) => status === 'promoted').length,
    ),
    svg: (colours) =>
      intervalsSvg(
        judged.map(({ id, status, figures }) => ({
          name: `${id} · ${statusWords(words)[status]}`,
          value: figures.difference,
          interval: figures.interval,
          isGood: status === 'promoted',
        })),
        formats.points,
        colours,
      ),
    table: {
      name: words.heldOut,
      columns: [
        { name: words.adapter },
        { name: words.status },
        ...[words.before, words.after, words.difference, words.interval, words.functions].map(
          (name) => ({ name, isNumber: true }),
        ),
      ],
      rows: judged.map(({ id, status, figures: { before, after, difference, interval, n } }) => [
        { value: id },
        { value: statusWords(words)[status] },
        { value: before, shown: formats.percent(before) },
        { value: after, shown: formats.percent(after) },
        { value: difference, shown: formats.points(difference) },
        { value: interval.join(' '), shown: interval.map(formats.points).join(' … ') },
        { value: n, shown: formats.whole(n) },
      ]),
    },
  });
}

function spreads(context: Context, promotions: readonly PromotionSpread[]): HTMLElement {
  const { words } = context;
  const pictures = promotions.map((promotion) => spread(context, promotion));
  const bins = promotions[0]?.before.length ?? 0;
  const table: Table = {
    name: words.spread,
    columns: [
      { name: words.rewardBin, isNumber: true },
      ...promotions.flatMap(({ id }) =>
        [words.before, words.after].map((side) => ({ name: `${id} ${side}`, isNumber: true })),
      ),
    ],
    rows: Array.from({ length: bins }, (_, bin) => [
      { value: bin / bins, shown: context.formats.tick(bin / bins) },
      ...promotions.flatMap(({ before, after }) => [
        { value: before[bin] ?? 0 },
        { value: after[bin] ?? 0 },
      ]),
    ]),
  };
  const details = h('details', {}, h('summary', {}, words.showTable), tableElement(table));
  return section(
    words.spread,
    words.spreadWhat,
    [csvButton(context, () => table)],
    h('div', { class: 'small-plots' }, ...pictures),
    details,
  );
}

function spread(context: Context, { id, parent, before, after }: PromotionSpread): HTMLElement {
  const { words, formats } = context;
  const counted = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const meanOf = (counts: readonly number[]) =>
    counts.reduce((sum, count, bin) => sum + count * ((bin + 0.5) / counts.length), 0) /
    Math.max(1, counted(counts));
  const title = fill(words.spreadOf, id);
  const facts = [id, formats.percent(meanOf(before)), formats.whole(counted(before))];
  const summary =
    counted(after) === 0
      ? fill(words.spreadNoneAfter, id)
      : fill(
          words.spreadSummary,
          ...[...facts, formats.percent(meanOf(after)), formats.whole(counted(after))],
        );
  const svg = (colours: ReturnType<typeof palette>) =>
    spreadSvg(
      {
        ...{ before, after },
        beforeText: parent ?? words.modelAlone,
        afterText: id,
        tickText: formats.tick,
      },
      colours,
    );
  const place = h('div', { class: 'plot' });
  const draw = () => place.replaceChildren(pictureOf(svg(palette()), summary));
  place.addEventListener('redraw', draw);
  draw();
  return h(
    'figure',
    {},
    h(
      'figcaption',
      {},
      h('h3', {}, title),
      h('div', { class: 'tools' }, ...pictureButtons(context, `${words.spread} ${id}`, svg)),
    ),
    place,
    h('p', { class: 'what' }, summary),
  );
}

function worst(context: Context, { worst: docs }: Overview): HTMLElement {
  const { words, formats, source, inspect } = context;
  const actions = (reconstruction: number, name: string) => {
    const { act } = source;
    const open = () =>
      run(context, async () => act?.({ act: 'openCode', rollout: reconstruction }));
    const label = (word: string) => ({ secondary: true, label: `${word}: ${name}` });
    return h(
      'span',
      { class: 'tools' },
      button(words.inspect, () => inspect(reconstruction), label(words.inspect)),
      act && button(words.openCode, open, label(words.openCode)),
    );
  };
  return tableSection(
    context,
    {
      name: words.worst,
      columns: [
        { name: words.function },
        { name: words.reward, isNumber: true },
        { name: words.file },
        { name: words.documentation },
        { name: words.date },
        { name: words.inspect },
      ],
      rows: docs.map((one) => [
        { value: one.qualifiedName, shown: h('code', {}, one.qualifiedName) },
        { value: one.meanReward, shown: formats.percent(one.meanReward) },
        { value: one.path },
        { value: one.doc, shown: h('span', { class: 'excerpt' }, one.doc) },
        { value: new Date(one.createdAt).toISOString(), shown: formats.day(one.createdAt) },
        { value: one.reconstructionId, shown: actions(one.reconstructionId, one.qualifiedName) },
      ]),
    },
    words.worstWhat,
  );
}
