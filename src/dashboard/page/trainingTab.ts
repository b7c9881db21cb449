import type { ActivityRow, TrainingState } from '../messages.ts';
import { type LineChart, lineChartSvg } from '../plots/lineChart.ts';
import { fill } from '../words.ts';
import { type Context, fillWith, run, type Tab } from './context.ts';
import { button, choice, h, tiles } from './dom.ts';
import { figureSection } from './figure.ts';
import { noCycles } from './noCycles.ts';
import { stateWords } from './statusWords.ts';
import { tableSection } from './table.ts';
import { timeChart } from './timeChart.ts';

/** How often a run that is under way is looked at. */
const liveMs = 1_500;

type Figure = 'loss' | 'kl' | 'tokensPerSecond';

/** A run of the trainer as it goes, or went; and what background learning did. */
export function trainingTab(context: Context): Tab {
  const { words, source } = context;
  const live = h('div', {});
  const activities = h('div', {});
  const element = h('div', {}, live, activities);
  let chosen: string | null = null;
  let paused: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    const state = await source.ask({ ask: 'training', run: chosen });
    if (state.state === 'running') {
      timer = setTimeout(() => run(context, look), liveMs);
    }
    // What has not changed stays, with the keyboard's place in it.
    const now = JSON.stringify(state);
    if (now === last) return;
    last = now;
    await fillWith(words, live, async () => content(state));
  };
  const content = (state: TrainingState): HTMLElement[] => [
    head(context, state, {
      choose: (id) => {
        chosen = id;
        run(context, look);
      },
      pause: (id) => {
        paused = id;
      },
      isPaused: paused !== null && paused === state.run,
    }),
    ...(state.run === null ? [] : [...curves(context, state), log(context, state)]),
  ];
  return {
    element,
    show: async () => {
      last = '';
      await fillWith(words, live, async () => {
        await look();
        return [...live.childNodes];
      });
      await fillWith(words, activities, async () => {
        const rows = await source.ask({ ask: 'activities', repository: context.repository() });
        return [activitiesSection(context, rows)];
      });
    },
    hide: () => clearTimeout(timer),
  };
}

interface HeadParts {
  readonly choose: (id: string) => void;
  readonly pause: (id: string | null) => void;
  readonly isPaused: boolean;
}

function head(context: Context, state: TrainingState, parts: HeadParts): HTMLElement {
  const { words, formats } = context;
  if (state.run === null) return noCycles(context);
  const options = state.runs.map(
    ({ id, state: how }) => [id, fill(words.runState, id, stateWords(words)[how])] as const,
  );
  const latest = state.progress.at(-1);
  const isRunning = state.state === 'running';
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'filters' },
      choice(words.run, options, state.run, parts.choose),
      ...controls(context, state, parts),
    ),
    latest
      ? tiles(
          [words.step, fill(words.stepOf, latest.step, latest.steps)],
          [words.loss, formats.decimal(latest.loss, 3)],
          [words.kl, formats.decimal(latest.kl, 4)],
          [words.tokensPerSecond, formats.decimal(latest.tokensPerSecond, 0)],
          [
            words.timeLeft,
            isRunning && latest.etaSeconds !== null
              ? fill(words.minutes, Math.ceil(latest.etaSeconds / 60))
              : '–',
          ],
        )
      : null,
  );
}

function controls(
  context: Context,
  { state, run: id, isOurs, hasCheckpoint }: TrainingState,
  { pause, isPaused }: HeadParts,
): HTMLElement[] {
  const { words, source } = context;
  const { act } = source;
  if (!act) return [];
  if (state === 'running') {
    if (!isOurs) return [h('p', { class: 'what' }, words.elsewhere)];
    const end = (paused: string | null) => {
      pause(paused);
      run(context, () => act({ act: 'stopTraining' }));
    };
    return [
      button(words.pause, () => end(id)),
      button(words.stop, () => end(null), { secondary: true }),
      h('p', { class: 'what' }, words.pauseWhat),
    ];
  }
  const canGoOn = hasCheckpoint && (state === 'stopped' || state === 'crashed');
  return canGoOn
    ? [
        button(words.resume, () => run(context, () => act({ act: 'train' }))),
        h('p', { class: 'what' }, isPaused ? words.paused : words.pauseWhat),
      ]
    : [];
}

function curves(context: Context, { progress }: TrainingState): HTMLElement[] {
  const { words, formats } = context;
  const shown: readonly (readonly [Figure, string, number])[] = [
    ['loss', words.loss, 3],
    ['kl', words.klUnit, 4],
    ['tokensPerSecond', words.tokensPerSecond, 0],
  ];
  const sections = shown.flatMap(([name, title, digits]) => {
    const points = progress.flatMap((one) => {
      const y = one[name];
      return y === null ? [] : [{ x: one.step, y }];
    });
    if (points.length < 2) return [];
    const yText = (value: number) => formats.decimal(value, digits);
    const summary = fill(
      words.stepsSummary,
      points.length,
      yText(points[0]?.y ?? 0),
      yText(points.at(-1)?.y ?? 0),
    );
    const chart: LineChart = { points, marks: [], xText: formats.whole, yText };
    const live = { ...chart, isTime: false, xName: words.step, yName: title, summary };
    return [
      figureSection(context, {
        ...{ title, what: summary, summary },
        svg: (colours) => lineChartSvg(chart, colours),
        live: (colours) => timeChart(live, colours),
        table: {
          name: title,
          columns: [
            { name: words.step, isNumber: true },
            { name: title, isNumber: true },
          ],
          rows: points.map(({ x, y }) => [{ value: x }, { value: y, shown: yText(y) }]),
        },
      }),
    ];
  });
  return [h('div', { class: 'columns' }, ...sections)];
}

function log({ words }: Context, { log: lines }: TrainingState): HTMLElement {
  return h(
    'section',
    {},
    h('h2', {}, words.log),
    lines.length === 0
      ? h('p', { class: 'what' }, words.noLog)
      : h('ol', { class: 'log' }, ...lines.map(({ kind, text }) => h('li', { class: kind }, text))),
  );
}

function activitiesSection(context: Context, rows: readonly ActivityRow[]): HTMLElement {
  const { words, formats } = context;
  if (rows.length === 0) {
    return h(
      'section',
      {},
      h('h2', {}, words.activities),
      h('p', { class: 'what' }, words.noActivities),
    );
  }
  const kinds = { rollouts: words.activityRollouts, training: words.activityTraining };
  const outcomes = {
    done: words.outcomeDone,
    paused: words.outcomePaused,
    failed: words.outcomeFailed,
  };
  return tableSection(
    context,
    {
      name: words.activities,
      columns: [
        { name: words.date },
        { name: words.activity },
        { name: words.outcome },
        { name: words.duration, isNumber: true },
        { name: words.result },
      ],
      rows: rows.map(({ startedAt, kind, outcome, seconds, detail }) => [
        { value: new Date(startedAt).toISOString(), shown: formats.moment(startedAt) },
        { value: kinds[kind] },
        { value: outcomes[outcome] },
        { value: seconds / 60, shown: formats.decimal(seconds / 60, 1) },
        { value: detail },
      ]),
    },
    null,
  );
}
