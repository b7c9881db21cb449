import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { variable } from '../build.ts';

/**
 * A value that is written once and used twice: `first` stands where it is computed, `again` where
 * it is used once more. Plain names and literals need no temporary.
 */
export function once(
  value: Expression,
  node: SyntaxNode,
  place = 0,
): { readonly first: Expression; readonly again: Expression } {
  if (value.kind === 'variable' || value.kind === 'literal') return { first: value, again: value };
  const temporary = variable(`$once${node.start}.${place}`);
  return {
    first: { kind: 'assignment', targets: [temporary], value, isPostfix: false },
    again: temporary,
  };
}
