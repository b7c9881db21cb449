import { type Cell, csvOf } from '../csv.ts';
import { fill } from '../words.ts';
import { type Context, run } from './context.ts';
import { button, h } from './dom.ts';

/** What a cell says in a file, and how it looks on the page where that is something else. */
export interface TableCell {
  readonly value: Cell;
  readonly shown?: Node | string;
}

export interface Table {
  /** Names the table, and the file it is saved to. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isNumber?: boolean }[];
  readonly rows: readonly (readonly TableCell[])[];
}

export function tableElement({ name, columns, rows }: Table): HTMLElement {
  const kind = (index: number) => (columns[index]?.isNumber ? 'number' : null);
  return h(
    'div',
    { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': name },
    h(
      'table',
      {},
      h('caption', { class: 'unseen' }, name),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...columns.map((column, index) =>
            h('th', { scope: 'col', class: kind(index) }, column.name),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        ...rows.map((cells) =>
          h(
            'tr',
            {},
            ...cells.map(({ value, shown }, index) =>
              index === 0
                ? h('th', { scope: 'row', class: kind(index) }, shown ?? value)
                : h('td', { class: kind(index) }, shown ?? value),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Saves a table's values. */
export function csvButton(context: Context, table: () => Table): HTMLElement {
  const { name } = table();
  const save = () =>
    run(context, () => {
      const { columns, rows } = table();
      const header = columns.map((column) => column.name);
      const values = rows.map((cells) => cells.map(({ value }) => value));
      return saveCsv(context, name, csvOf(header, values));
    });
  return button('CSV', save, { secondary: true, label: fill(context.words.saveCsv, name) });
}

export function saveCsv({ source }: Context, name: string, content: string): Promise<void> {
  return source.save({ act: 'save', kind: 'csv', name: fileName(name), content });
}

/** What any file system takes for a name. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
}

/** A section with a heading, a word on what it shows, its buttons and its content. */
export function section(
  title: string,
  what: string | null,
  tools: readonly Node[],
  ...content: readonly Node[]
): HTMLElement {
  const heading = h('h2', {}, title);
  return h(
    'section',
    {},
    h('header', {}, heading, h('div', { class: 'tools' }, ...tools)),
    what === null ? null : h('p', { class: 'what' }, what),
    ...content,
  );
}

/** A table in a section of its own. */
export function tableSection(context: Context, table: Table, what: string | null): HTMLElement {
  return section(table.name, what, [csvButton(context, () => table)], tableElement(table));
}
