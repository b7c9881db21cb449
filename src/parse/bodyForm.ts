import { languages } from './languages/index.ts';
import type { FunctionUnit } from './types.ts';

/**
 * How a body is delimited: `block` by delimiters of its own, `statements` by the definition around
 * them, `expression` by nothing; `none` where a declaration has no body.
 */
export type BodyForm = 'block' | 'statements' | 'expression' | 'none';

export function bodyForm(unit: FunctionUnit): BodyForm {
  if (unit.docSlot.placement === 'body-string') return 'statements';
  const { emptyBodyEnd } = languages[unit.language];
  if (emptyBodyEnd) {
    if (unit.signature.endsWith('=')) return 'expression';
    return unit.kind === 'lambda' && unit.signature.includes('->') ? 'block' : 'statements';
  }
  if (unit.body === '') return 'none';
  return unit.body.startsWith('{') ? 'block' : 'expression';
}
