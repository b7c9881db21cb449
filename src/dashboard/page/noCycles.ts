import { type Context, nothing, run } from './context.ts';
import { button } from './dom.ts';

/** What stands where nothing was trained yet. */
export function noCycles(context: Context): HTMLElement {
  const { source, words } = context;
  const { act } = source;
  const train = act && button(words.train, () => run(context, () => act({ act: 'train' })));
  return nothing(words.noCycles, words.noCyclesWhat, train);
}
