import type { SyntaxNode } from '../../syntaxNode.ts';
import type { Lowering } from '../lowering.ts';
import { expressions } from './go/expressions.ts';
import { readDefinition } from './go/functions.ts';
import { GoReader } from './go/reader.ts';
import { statements } from './go/statements.ts';
import { LexicalScope } from './lexicalScope.ts';

const rules = { expressions, statements, definition: readDefinition };

/** Go, where conditions are booleans and errors plain values. */
export const go: Lowering = {
  traits: { emptyIsFalse: false, zeroIsFalse: false },
  definition(node) {
    const found = findFunction(node, '');
    if (!found?.node.child('body')) return null;
    return readDefinition(found.node, found.name, new GoReader(rules, new LexicalScope()));
  },
};

const functions = new Set(['function_declaration', 'method_declaration', 'func_literal']);

interface NamedFunction {
  readonly node: SyntaxNode;
  readonly name: string;
}

/** The outermost function; a literal is called what `f := func…` or `f: func…` call it. */
function findFunction(node: SyntaxNode, outerName: string): NamedFunction | null {
  const named = node.child('name') ?? node.child('left') ?? node.child('key');
  const name = named?.text ?? outerName;
  if (functions.has(node.kind)) return { node, name };
  for (const child of node.children) {
    const found = findFunction(child, name);
    if (found) return found;
  }
  return null;
}
