import { lineDiff } from '../lineDiff.ts';
import type { Words } from '../words.ts';
import { h } from './dom.ts';

const signs = { same: ' ', removed: '−', added: '+' } as const;

/** Two codes as one coloured diff. The sign tells too, for eyes and ears that miss the colour. */
export function diffView(
  original: string,
  rebuilt: string,
  words: Words,
  name: string,
): HTMLElement {
  const spoken = { same: '', removed: words.linesRemoved, added: words.linesAdded };
  return h(
    'div',
    { class: 'code', tabindex: 0, role: 'region', 'aria-label': name },
    h(
      'pre',
      {},
      ...lineDiff(original, rebuilt).map(({ kind, text }) =>
        h(
          'span',
          { class: `line ${kind}` },
          h('span', { class: 'sign', 'aria-hidden': 'true' }, signs[kind]),
          spoken[kind] ? h('span', { class: 'unseen' }, `${spoken[kind]}: `) : null,
          `${text}\n`,
        ),
      ),
    ),
  );
}

/** A code alone, or a documentation, as it is. */
export function codeView(text: string, name: string): HTMLElement {
  return h(
    'div',
    { class: 'code', tabindex: 0, role: 'region', 'aria-label': name },
    h('pre', {}, text),
  );
}
