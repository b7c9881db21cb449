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
    const found = findMethod(node, '');
    return found && readMethod(found.node, found.name, rules);
  },
};

const methods = new Set(['method', 'singleton_method', 'lambda']);
const makers = new Set(['lambda', 'proc', 'define_method', 'define_singleton_method']);

interface NamedMethod {
  readonly node: SyntaxNode;
  readonly name: string;
}

/** The outermost method or lambda; a lambda is called what it is assigned to. */
function findMethod(node: SyntaxNode, outerName: string): NamedMethod | null {
  const name = (node.child('name') ?? node.child('left'))?.text ?? outerName;
  if (methods.has(node.kind)) return { node, name };
  const maker = node.kind === 'call' && node.child('block') ? node.child('method')?.text : '';
  if (maker && makers.has(maker)) return { node, name: definedName(node) ?? name };
  for (const child of node.children) {
    const found = findMethod(child, name);
    if (found) return found;
  }
  return null;
}

/** The name that `define_method` is given. */
const definedName = (node: SyntaxNode): string | undefined =>
  node.child('arguments')?.named[0]?.text.replace(/^:/, '');
