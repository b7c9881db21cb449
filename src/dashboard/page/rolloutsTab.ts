import { csvOf } from '../csv.ts';
import {
  mostRollouts,
  type RolloutDetail,
  type RolloutOrder,
  type RolloutQuery,
  type RolloutRow,
} from '../messages.ts';
import { fill } from '../words.ts';
import { type Context, fillWith, run, type Tab } from './context.ts';
import { codeView, diffView } from './diffView.ts';
import { button, choice, h, put } from './dom.ts';
import { RolloutGrid } from './rolloutGrid.ts';
import { saveCsv, type Table, tableElement } from './table.ts';

/** Long enough for a word to be typed whole before it is looked for. */
const typingMs = 200;

export interface RolloutsTab extends Tab {
  /** Shows one rollout beside the list. */
  inspect(rollout: number): void;
}

/** Every rollout: found, sorted, and looked into. */
export function rolloutsTab(context: Context): RolloutsTab {
  const { words, formats } = context;
  const detail = h(
    'div',
    { class: 'detail', 'aria-live': 'polite' },
    h('p', {}, words.chooseRollout),
  );
  const found = h('span', { class: 'found', role: 'status' });
  let query: RolloutQuery = {
    ...{ repository: null, search: '', language: null, adapter: null, outcome: 'all' },
    ...{ order: 'time', descending: true },
  };
  const inspect = (rollout: number) => void fillWith(words, detail, () => shown(context, rollout));
  const load = (changes: Partial<RolloutQuery>) => {
    query = { ...query, ...changes, repository: context.repository() };
    run(context, () => grid.load(query));
  };
  const sort = (order: RolloutOrder) =>
    load({ order, descending: order === query.order ? !query.descending : order === 'time' });
  const tellFound = (total: number) => {
    found.textContent = total === 0 ? words.nothingFound : fill(words.found, formats.whole(total));
  };
  const grid = new RolloutGrid(context, query, ({ id }) => inspect(id), sort, tellFound);
  const filters = h('div', { class: 'filters' });
  const exportAll = button('CSV', () => run(context, () => saveAll(context, query)), {
    secondary: true,
    label: fill(words.saveCsv, words.rollouts),
  });
  const show = async () => {
    const { choices, totals } = await context.overview();
    const { holds } = context.source;
    const isPart = holds !== null && holds < totals.reconstructions;
    const named = (name: string) => [name, name === 'none' ? words.modelAlone : name] as const;
    const either = (all: string, names: readonly string[]) => [
      ['', all] as const,
      ...names.map(named),
    ];
    put(
      filters,
      searchField(words.search, query.search, (search) => load({ search })),
      choice(
        words.language,
        either(words.allLanguages, choices.languages),
        query.language ?? '',
        (value) => load({ language: value || null }),
      ),
      choice(
        words.adapter,
        either(words.allAdapters, choices.adapters),
        query.adapter ?? '',
        (value) => load({ adapter: value || null }),
      ),
      choice(words.outcome, outcomes(context), query.outcome, (value) =>
        load({ outcome: value === 'judged' || value === 'failed' ? value : 'all' }),
      ),
      found,
      isPart
        ? h(
            'span',
            { class: 'found' },
            fill(words.onlyNewest, formats.whole(holds), formats.whole(totals.reconstructions)),
          )
        : null,
      h('div', { class: 'tools' }, exportAll),
    );
    query = { ...query, repository: context.repository() };
    await grid.load(query);
  };
  const element = h(
    'div',
    { class: 'inspector' },
    filters,
    h('div', { class: 'split' }, grid.element, detail),
  );
  return {
    element,
    show: () => show().catch((error: unknown) => context.tell(String(error))),
    inspect,
  };
}

function outcomes({ words }: Context) {
  return [
    ['all', words.all],
    ['judged', words.judged],
    ['failed', words.failedOnly],
  ] as const;
}

function searchField(label: string, value: string, onSearch: (text: string) => void): HTMLElement {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const field = h('vscode-textfield', {
    ...{ type: 'search', placeholder: label, value },
    input: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => onSearch(field.value), typingMs);
    },
  });
  field.label = label;
  return field;
}

async function shown(context: Context, id: number): Promise<HTMLElement[]> {
  const { source, words } = context;
  const rollout = await source.ask({ ask: 'rollout', rollout: id });
  return rollout ? detailOf(context, rollout) : [h('p', { class: 'what' }, words.gone)];
}

function detailOf(context: Context, rollout: RolloutDetail): HTMLElement[] {
  const { source, words, formats } = context;
  const { act } = source;
  const { doc, code, original, failure, reward } = rollout;
  const open = () => run(context, async () => act?.({ act: 'openCode', rollout: rollout.id }));
  return [
    h(
      'header',
      {},
      h('h2', {}, h('code', {}, rollout.qualifiedName)),
      h('span', { class: 'score' }, failure ?? formats.percent(reward)),
      ...(act ? [button(words.openCode, open, { secondary: true })] : []),
    ),
    h('p', { class: 'what' }, `${rollout.path} · ${formats.moment(rollout.createdAt)}`),
    h('h3', {}, words.documentation),
    doc === '' ? h('p', { class: 'what' }, words.fromSignature) : h('blockquote', {}, doc),
    h('h3', {}, words.originalAgainstRebuilt),
    ...(code === null
      ? [h('p', { class: 'what' }, words.noCode), codeView(original, words.originalCode)]
      : [diffView(original, code, words, words.originalAgainstRebuilt)]),
    h('h3', {}, words.parts),
    tableElement(partsTable(context, rollout)),
    h('h3', {}, words.facts),
    facts(context, rollout),
  ];
}

function partsTable({ words, formats }: Context, { parts, similarity }: RolloutDetail): Table {
  const all = similarity === null ? parts : { [words.similarity]: similarity, ...parts };
  return {
    name: words.parts,
    columns: [{ name: words.part }, { name: words.value, isNumber: true }],
    rows: Object.entries(all).map(([name, value]) => [
      { value: name },
      { value, shown: formats.decimal(value, 2) },
    ]),
  };
}

function facts({ words, formats }: Context, rollout: RolloutDetail): HTMLElement {
  const rows: readonly (readonly [string, string])[] = [
    [words.model, rollout.model],
    [words.adapter, rollout.adapter ?? words.modelAlone],
    [words.prompt, rollout.promptVersion],
    [words.temperature, formats.decimal(rollout.temperature, 2)],
    [words.seed, String(rollout.seed)],
    [words.seconds, formats.decimal(rollout.milliseconds / 1000, 2)],
  ];
  return h(
    'dl',
    { class: 'facts' },
    ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

/** All rows that fit the filter, not only those that are drawn. */
async function saveAll(context: Context, query: RolloutQuery): Promise<void> {
  const rows: RolloutRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const page = await context.source.ask({
      ...{ ask: 'rollouts', query, offset: rows.length, limit: mostRollouts },
    });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
    total = page.total;
  }
  const { words } = context;
  const header = [words.date, words.function, words.path, words.language, words.adapter];
  const csv = csvOf(
    [...header, words.reward, words.failure],
    rows.map((row) => [
      ...[new Date(row.createdAt).toISOString(), row.qualifiedName, row.path, row.language],
      ...[row.adapter ?? 'none', row.reward, row.failure],
    ]),
  );
  await saveCsv(context, words.rollouts, csv);
}
