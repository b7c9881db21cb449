import type { CycleDetail, CycleFunction, CycleSummary } from '../messages.ts';
import { differencesSvg } from '../plots/differences.ts';
import { fill, type Words } from '../words.ts';
import { type Context, fillWith, type Tab } from './context.ts';
import { codeView, diffView } from './diffView.ts';
import { choice, h, tiles } from './dom.ts';
import { figureSection } from './figure.ts';
import { noCycles } from './noCycles.ts';
import { statusWords } from './statusWords.ts';
import { csvButton, section, type Table, tableElement } from './table.ts';

/** "Did it learn?": what one cycle was judged on, so that its verdict can be believed or doubted. */
export function learnedTab(context: Context): Tab {
  const element = h('div', {});
  let chosen: string | null = null;
  const show = (): Promise<void> =>
    fillWith(context.words, element, async () => {
      const { cycles } = await context.overview();
      const newestFirst = cycles.toReversed();
      const cycle = newestFirst.find(({ id }) => id === chosen) ?? newestFirst[0];
      if (!cycle) return [noCycles(context)];
      const detail = await context.source.ask({ ask: 'cycle', cycle: cycle.id });
      const choose = (id: string) => {
        chosen = id;
        void show();
      };
      return [picker(context, newestFirst, cycle.id, choose), ...content(context, cycle, detail)];
    });
  return { element, show };
}

function picker(
  { words, formats }: Context,
  cycles: readonly CycleSummary[],
  chosen: string,
  onChange: (id: string) => void,
): HTMLElement {
  const options = cycles.map(({ id, createdAt, status }) => {
    const text = fill(words.cycleOption, id, formats.day(createdAt), statusWords(words)[status]);
    return [id, text] as const;
  });
  return h('div', { class: 'filters' }, choice(words.cycle, options, chosen, onChange));
}

function content(context: Context, cycle: CycleSummary, detail: CycleDetail): HTMLElement[] {
  const { words } = context;
  const { functions } = detail;
  return [
    verdict(context, cycle),
    ...(functions === null
      ? [h('p', { class: 'what' }, words.noJudgement)]
      : [gains(context, cycle, functions), oneByOne(context, cycle, { ...detail, functions })]),
  ];
}

const verdictOf = (words: Words): Readonly<Record<CycleSummary['status'], string>> => ({
  promoted: words.promotedVerdict,
  kept: words.keptVerdict,
  candidate: words.candidateVerdict,
  imported: words.importedVerdict,
});

function verdict({ words, formats }: Context, cycle: CycleSummary): HTMLElement {
  const { id, status, heldOut, reason } = cycle;
  const figures =
    heldOut &&
    tiles(
      [words.meanBefore, formats.percent(heldOut.before)],
      [words.meanAfter, formats.percent(heldOut.after)],
      [words.meanDifference, formats.points(heldOut.difference)],
      [words.interval, heldOut.interval.map(formats.points).join(' … ')],
      [words.heldOutFunctions, formats.whole(heldOut.n)],
    );
  const because = status === 'kept' ? words.refused : words.why;
  return h(
    'div',
    { class: `verdict ${status}` },
    h('h2', {}, fill(verdictOf(words)[status], id)),
    reason === null ? null : h('p', {}, h('strong', {}, `${because}: `), reason),
    figures,
  );
}

function gainOf({ before, after }: CycleFunction): number | null {
  return before.reward === null || after.reward === null ? null : after.reward - before.reward;
}

/** A change smaller than this is none. */
const unchanged = 0.005;

function gains(
  context: Context,
  { heldOut }: CycleSummary,
  functions: readonly CycleFunction[],
): HTMLElement {
  const { words, formats } = context;
  const known = functions.flatMap((one) => gainOf(one) ?? []);
  const better = known.filter((gain) => gain > unchanged).length;
  const worse = known.filter((gain) => gain < -unchanged).length;
  const same = known.length - better - worse;
  const summary = fill(words.onePerFunctionSummary, known.length, better, worse, same);
  const mean = heldOut && { value: heldOut.difference, interval: heldOut.interval };
  return figureSection(context, {
    title: words.onePerFunction,
    what: `${words.onePerFunctionWhat} ${summary}`,
    summary,
    svg: (colours) => differencesSvg(known, mean, formats.points, colours),
    table: functionsTable(context, functions),
  });
}

function functionsTable(
  { words, formats }: Context,
  functions: readonly CycleFunction[],
  nameOf = (one: CycleFunction): Node | string => one.qualifiedName,
): Table {
  return {
    name: words.oneByOne,
    columns: [
      { name: words.function },
      { name: words.file },
      ...[words.before, words.after, words.difference].map((name) => ({ name, isNumber: true })),
    ],
    rows: functions.map((one) => {
      const gain = gainOf(one);
      return [
        { value: one.qualifiedName, shown: nameOf(one) },
        { value: one.path },
        { value: one.before.reward, shown: formats.percent(one.before.reward) },
        { value: one.after.reward, shown: formats.percent(one.after.reward) },
        { value: gain, shown: gain === null ? words.notJudged : gainText(gain, formats.points) },
      ];
    }),
  };
}

function gainText(gain: number, text: (value: number) => string): HTMLElement {
  const kind = Math.abs(gain) <= unchanged ? 'same' : gain > 0 ? 'better' : 'worse';
  return h('span', { class: `gain ${kind}` }, text(gain));
}

function oneByOne(
  context: Context,
  { id }: CycleSummary,
  { functions, before }: CycleDetail & { readonly functions: readonly CycleFunction[] },
): HTMLElement {
  const { words } = context;
  const detail = h(
    'div',
    { class: 'detail', 'aria-live': 'polite' },
    h('p', {}, words.chooseFunction),
  );
  const indexed = functions.map((one, index) => ({ ...one, index }));
  const sorted = indexed.toSorted((a, b) => (gainOf(b) ?? -2) - (gainOf(a) ?? -2));
  const nameOf = (one: CycleFunction) => {
    const index = sorted.find((other) => other === one)?.index ?? 0;
    const open = (event: Event) => {
      mark(event.currentTarget);
      void fillWith(words, detail, () => comparison(context, id, before, one, index));
    };
    return h('button', { class: 'link', type: 'button', click: open }, one.qualifiedName);
  };
  const table = functionsTable(context, sorted, nameOf);
  return section(
    words.oneByOne,
    null,
    [csvButton(context, () => table)],
    h('div', { class: 'split' }, tableElement(table), detail),
  );
}

/** Shows which row is open. */
function mark(link: EventTarget | null): void {
  if (!(link instanceof HTMLElement)) return;
  for (const other of link.closest('table')?.querySelectorAll('[aria-current]') ?? []) {
    other.removeAttribute('aria-current');
  }
  link.setAttribute('aria-current', 'true');
}

async function comparison(
  context: Context,
  cycle: string,
  policy: string | null,
  one: CycleFunction,
  index: number,
): Promise<HTMLElement[]> {
  const { source, words, formats } = context;
  const codes = await source.ask({ ask: 'cycleCodes', cycle, index });
  const by = policy === null ? words.theModelAlone : fill(words.adapterNamed, policy);
  const side = (title: string, answer: CycleFunction['before'], code: string | null) => [
    h('h3', {}, title, ' ', h('span', { class: 'score' }, formats.percent(answer.reward))),
    answer.doc === null ? h('p', { class: 'what' }, words.noDoc) : h('blockquote', {}, answer.doc),
    rebuilt(context, codes.original, code, title),
  ];
  return [
    h('h2', {}, h('code', {}, one.qualifiedName)),
    h('p', { class: 'what' }, one.path),
    ...side(fill(words.beforeWhat, by), one.before, codes.before),
    ...side(fill(words.afterWhat, cycle), one.after, codes.after),
  ];
}

function rebuilt(
  { words }: Context,
  original: string | null,
  code: string | null,
  title: string,
): HTMLElement {
  if (original === null) return h('p', { class: 'what' }, words.codeGone);
  if (code === null) {
    return h(
      'div',
      {},
      h('p', { class: 'what' }, words.noCode),
      codeView(original, words.originalCode),
    );
  }
  return diffView(original, code, words, `${words.originalAgainstRebuilt}: ${title}`);
}
