import type { Overview } from '../messages.ts';
import { fill, type Words } from '../words.ts';
import { button, type Child, h, put } from './dom.ts';
import type { Formats } from './formats.ts';
import type { Source } from './source.ts';

/** What every part of the page works with. */
export interface Context {
  readonly source: Source;
  readonly words: Words;
  readonly formats: Formats;
  /** Whose rollouts are shown; null for all. */
  readonly repository: () => string | null;
  /** What the dashboard opens with, read once for all its pages. */
  readonly overview: () => Promise<Overview>;
  /** Tells the person, by eye and by ear, without taking the keyboard away. */
  readonly tell: (sentence: string) => void;
  /** Opens a rollout on the page of all of them. */
  readonly inspect: (rollout: number) => void;
}

/** One page of the dashboard. */
export interface Tab {
  readonly element: HTMLElement;
  /** Reads what it shows, again each time it is turned to. */
  show(): Promise<void>;
  hide?(): void;
}

export const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Before this nobody notices that something loads. */
const noticedMs = 250;

/** Fills `place` with what `read` gives; says that it loads, and what went wrong. */
export async function fillWith(
  words: Words,
  place: HTMLElement,
  read: () => Promise<readonly Child[]>,
): Promise<void> {
  place.setAttribute('aria-busy', 'true');
  const loading = () => put(place, h('p', { class: 'loading', role: 'status' }, words.loading));
  const slow = setTimeout(loading, place.childElementCount === 0 ? 0 : noticedMs);
  try {
    put(place, ...(await read()));
  } catch (error) {
    const again = button(words.tryAgain, () => void fillWith(words, place, read));
    const sentence = fill(words.failed, sentenceOf(error));
    put(place, h('div', { class: 'problem', role: 'alert' }, h('p', {}, sentence), again));
  } finally {
    clearTimeout(slow);
    place.removeAttribute('aria-busy');
  }
}

/** Does what the person asked for; what goes wrong is told. */
export function run({ tell }: Pick<Context, 'tell'>, work: () => Promise<unknown>): void {
  work().catch((error: unknown) => tell(sentenceOf(error)));
}

/** What stands where there is nothing yet: what it is and what to do. */
export function nothing(title: string, what: string, ...actions: readonly Child[]): HTMLElement {
  return h('div', { class: 'nothing' }, h('h2', {}, title), h('p', {}, what), ...actions);
}
