import type { RolloutOrder, RolloutQuery, RolloutRow } from '../messages.ts';
import type { Words } from '../words.ts';
import type { Context } from './context.ts';
import { h, put } from './dom.ts';

const rowHeight = 26;
const perRequest = 200;
/** Rows drawn above and below what is seen, so that scrolling shows no gap. */
const spare = 10;

interface Column {
  readonly order: RolloutOrder;
  readonly name: keyof Words;
  readonly text: (row: RolloutRow, context: Context) => string;
}

const columns: readonly Column[] = [
  { order: 'function', name: 'function', text: (row) => row.qualifiedName },
  {
    order: 'reward',
    name: 'reward',
    text: (row, { formats }) => row.failure ?? formats.percent(row.reward),
  },
  { order: 'path', name: 'path', text: (row) => row.path },
  { order: 'language', name: 'language', text: (row) => row.language },
  { order: 'adapter', name: 'adapter', text: (row, { words }) => row.adapter ?? words.modelAlone },
  { order: 'time', name: 'date', text: (row, { formats }) => formats.day(row.createdAt) },
];

/**
 * A list of any length of which only what is seen is asked for and drawn. Arrow keys, Page Up and
 * Down, Home and End move through it; Enter or Space opens a row.
 */
export class RolloutGrid {
  readonly element: HTMLElement;
  private readonly viewport = h('div', { class: 'viewport' });
  private readonly body = h('tbody', {});
  private readonly head = h('thead', {});
  private readonly table: HTMLElement;
  private readonly pages = new Map<number, readonly RolloutRow[]>();
  private readonly asked = new Set<number>();
  private total = 0;
  private current = 0;
  private opened: number | null = null;
  private version = 0;

  constructor(
    private readonly context: Context,
    private query: RolloutQuery,
    private readonly onOpen: (row: RolloutRow) => void,
    private readonly onSort: (order: RolloutOrder) => void,
    private readonly onFound: (total: number) => void,
  ) {
    this.table = h(
      'table',
      { role: 'grid', 'aria-label': context.words.rollouts },
      this.head,
      this.body,
    );
    this.viewport.append(this.table);
    this.viewport.addEventListener('scroll', () => this.draw());
    this.body.addEventListener('keydown', (event) => this.onKey(event));
    this.element = this.viewport;
    new ResizeObserver(() => this.draw()).observe(this.viewport);
  }

  /** Reads the list anew. @throws Error with a sentence for the person. */
  async load(query: RolloutQuery): Promise<void> {
    this.query = query;
    this.version += 1;
    this.pages.clear();
    this.asked.clear();
    this.current = 0;
    this.viewport.scrollTop = 0;
    this.drawHead();
    await this.fetch(0);
    this.draw();
  }

  private drawHead(): void {
    const { words } = this.context;
    const { order, descending } = this.query;
    const sorted = descending ? 'descending' : 'ascending';
    const heads = columns.map((column) => {
      const isSorted = column.order === order;
      const sign = isSorted ? (descending ? ' ▾' : ' ▴') : '';
      return h(
        'th',
        {
          scope: 'col',
          role: 'columnheader',
          class: column.order,
          'aria-sort': isSorted ? sorted : null,
        },
        h(
          'button',
          { class: 'link', type: 'button', click: () => this.onSort(column.order) },
          words[column.name],
          h('span', { 'aria-hidden': 'true' }, sign),
        ),
      );
    });
    put(this.head, h('tr', { role: 'row', 'aria-rowindex': 1 }, ...heads));
  }

  private async fetch(page: number): Promise<void> {
    if (this.asked.has(page)) return;
    this.asked.add(page);
    const { version, query } = this;
    const { total, rows } = await this.context.source.ask({
      ...{ ask: 'rollouts', query, offset: page * perRequest, limit: perRequest },
    });
    if (version !== this.version) return;
    this.pages.set(page, rows);
    this.total = total;
    this.table.setAttribute('aria-rowcount', String(total + 1));
    this.onFound(total);
  }

  private rowAt(index: number): RolloutRow | undefined {
    return this.pages.get(Math.floor(index / perRequest))?.[index % perRequest];
  }

  private seen(): { first: number; last: number } {
    const { scrollTop, clientHeight } = this.viewport;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
    const last = Math.min(this.total, Math.ceil((scrollTop + clientHeight) / rowHeight) + spare);
    return { first, last };
  }

  private draw(): void {
    const { first, last } = this.seen();
    const hadFocus = this.body.contains(document.activeElement);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, at) => this.row(first + at));
    put(this.body, gap(first), ...rows, gap(this.total - last));
    if (hadFocus) this.focusCurrent();
    for (let page = Math.floor(first / perRequest); page * perRequest < last; page++) {
      if (this.asked.has(page)) continue;
      this.fetch(page).then(
        () => this.draw(),
        (error: unknown) => this.context.tell(String(error)),
      );
    }
  }

  private row(index: number): HTMLElement {
    const row = this.rowAt(index);
    const { context } = this;
    const open = () => this.open(index);
    return h(
      'tr',
      {
        ...{ role: 'row', 'aria-rowindex': index + 2, 'data-index': index, click: open },
        tabindex: index === this.current ? 0 : -1,
        'aria-selected': row !== undefined && row.id === this.opened ? 'true' : 'false',
      },
      ...columns.map(({ order, text }) =>
        h('td', { role: 'gridcell', class: order }, row ? text(row, context) : '…'),
      ),
    );
  }

  private open(index: number): void {
    const row = this.rowAt(index);
    if (!row) return;
    this.current = index;
    this.opened = row.id;
    this.draw();
    this.onOpen(row);
  }

  private onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.viewport.clientHeight / rowHeight) - 2);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.current + 1,
      ArrowUp: this.current - 1,
      PageDown: this.current + page,
      PageUp: this.current - page,
      Home: 0,
      End: this.total - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      this.current = Math.max(0, Math.min(this.total - 1, to));
      this.reveal();
      this.draw();
      this.focusCurrent();
    } else if (event.key === 'Enter' || event.key === ' ') this.open(this.current);
    else return;
    event.preventDefault();
  }

  private reveal(): void {
    const { scrollTop, clientHeight } = this.viewport;
    const top = this.current * rowHeight;
    const shown = clientHeight - 2 * rowHeight; // the head stands over the first row
    if (top < scrollTop) this.viewport.scrollTop = top;
    else if (top > scrollTop + shown) this.viewport.scrollTop = top - shown;
  }

  private focusCurrent(): void {
    this.body
      .querySelector<HTMLElement>(`[data-index="${this.current}"]`)
      ?.focus({ preventScroll: true });
  }
}

/** Stands for rows that are not drawn. */
function gap(rows: number): HTMLElement {
  const cell = h('td', { colspan: columns.length });
  cell.style.height = `${rows * rowHeight}px`;
  cell.style.padding = '0';
  const row = h('tr', { 'aria-hidden': 'true', class: 'gap' }, cell);
  row.hidden = rows <= 0;
  return row;
}
