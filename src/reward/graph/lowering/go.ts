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
    const found = findFunction(node);
    if (!found?.child('body')) return null;
    const name = found.child('name')?.text ?? nameOfLiteral(node);
    return readDefinition(found, name, new GoReader(rules, new LexicalScope()));
  },
};

const functions = new Set(['function_declaration', 'method_declaration', 'func_literal']);

/** The outermost function of a declaration, assignment or element of a literal. */
function findFunction(node: SyntaxNode): SyntaxNode | undefined {
  if (functions.has(node.kind)) return node;
  for (const child of node.children) {
    const found = findFunction(child);
    if (found) return found;
  }
  return undefined;
}

/** What `f := func…`, `x.f = func…` or `f: func…` call it. */
function nameOfLiteral(node: SyntaxNode): string {
  const spec = node.childOfKind('var_spec') ?? node;
  return (spec.child('name') ?? spec.child('left') ?? spec.child('key'))?.text ?? '';
}
