import type { Tab } from './context.ts';
import { h } from './dom.ts';

export interface NamedTab {
  readonly id: string;
  readonly name: string;
  readonly tab: Tab;
}

/** Pages of which one is seen, chosen as the ARIA practices for tabs with arrow keys say. */
export class Tabs {
  readonly element: HTMLElement;
  private readonly heads: readonly HTMLElement[];
  private readonly places: readonly HTMLElement[];
  private chosen = -1;

  constructor(
    private readonly tabs: readonly NamedTab[],
    label: string,
    private readonly onSelect: (id: string) => void,
  ) {
    this.heads = tabs.map(({ id, name }, index) =>
      h(
        'button',
        {
          ...{ role: 'tab', type: 'button', id: `tab-${id}`, 'aria-controls': `panel-${id}` },
          click: () => this.select(index),
        },
        name,
      ),
    );
    this.places = tabs.map(({ id, tab }) =>
      h(
        'div',
        { role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}`, hidden: true },
        tab.element,
      ),
    );
    const list = h('div', { role: 'tablist', 'aria-label': label, class: 'tabs' }, ...this.heads);
    list.addEventListener('keydown', (event) => this.onKey(event));
    this.element = h('main', {}, list, ...this.places);
  }

  /** Turns to a page by its id; to the first where there is none of it. */
  open(id: string): void {
    this.select(
      Math.max(
        0,
        this.tabs.findIndex((tab) => tab.id === id),
      ),
    );
  }

  /** Reads the page that is seen again. */
  refresh(): void {
    void this.tabs[this.chosen]?.tab.show();
  }

  private select(index: number): void {
    if (index !== this.chosen) this.tabs[this.chosen]?.tab.hide?.();
    this.chosen = index;
    for (const [at, head] of this.heads.entries()) {
      head.setAttribute('aria-selected', String(at === index));
      head.tabIndex = at === index ? 0 : -1;
    }
    for (const [at, place] of this.places.entries()) place.hidden = at !== index;
    this.refresh();
    this.onSelect(this.tabs[index]?.id ?? '');
  }

  private onKey(event: KeyboardEvent): void {
    const last = this.tabs.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: this.chosen === last ? 0 : this.chosen + 1,
      ArrowLeft: this.chosen === 0 ? last : this.chosen - 1,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.select(to);
    this.heads[to]?.focus();
  }
}
