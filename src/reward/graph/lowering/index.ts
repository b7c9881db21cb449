import type { LanguageId } from '../../../parse/types.ts';
import type { Lowering } from '../lowering.ts';
import { ecmascript } from './ecmascript.ts';
import { go } from './go.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';

/** How each language is read into the IR. A new language is one more table. */
export const lowerings: Readonly<Record<LanguageId, Lowering>> = {
  python,
  typescript: ecmascript,
  typescriptreact: ecmascript,
  javascript: ecmascript,
  javascriptreact: ecmascript,
  go,
  ruby,
};
