import type { SyntaxNode } from '../../syntaxNode.ts';
import type { Lowering } from '../lowering.ts';
import { expressions } from './ruby/expressions.ts';
import { readMethod } from './ruby/functions.ts';
import { statements } from './ruby/statements.ts';

const rules = { expressions, statements };

/** Ruby, where only nil and false are false and everything has a value. */
export const ruby: Lowering = {
  traits: { emptyIsFalse: false, zeroIsFalse: false },
  definition(node) {
    const found = findMethod(node);
    if (!found) return null;
    const name = found.child('name') ?? definedName(found) ?? node.child('left');
    return readMethod(found, name?.text ?? '', rules);
  },
};

const methods = new Set(['method', 'singleton_method', 'lambda']);
const makers = new Set(['lambda', 'proc', 'define_method', 'define_singleton_method']);

/** The outermost method or lambda of a definition, an assignment or a call such as `private`. */
function findMethod(node: SyntaxNode): SyntaxNode | undefined {
  const isMade = node.kind === 'call' && node.child('block') !== undefined;
  if (methods.has(node.kind) || (isMade && makers.has(node.child('method')?.text ?? ''))) {
    return node;
  }
  for (const child of node.children) {
    const found = findMethod(child);
    if (found) return found;
  }
  return undefined;
}

/** The name that `define_method` is given. */
const definedName = (node: SyntaxNode): SyntaxNode | undefined =>
  node.kind === 'call' ? node.child('arguments')?.named[0] : undefined;
