import type { SyntaxNode } from '../../syntaxNode.ts';
import type { Definition } from '../ir.ts';
import type { Lowering } from '../lowering.ts';
import { lambdaDefinition } from './python/expressions.ts';
import { functionDefinition } from './python/statements.ts';

/** What may stand around a function, and where in it the function is. */
const wrapped: ReadonlyMap<string, (node: SyntaxNode) => SyntaxNode | undefined> = new Map([
  ['module', (node) => node.named[0]],
  ['block', (node) => node.named[0]],
  ['expression_statement', (node) => node.named[0]],
  ['decorated_definition', (node) => node.child('definition')],
]);

function definition(node: SyntaxNode): Definition | null {
  if (node.kind === 'function_definition') return functionDefinition(node);
  const right = node.child('right');
  if (node.kind === 'assignment' && right?.kind === 'lambda') {
    return { ...lambdaDefinition(right), name: node.child('left')?.text ?? '' };
  }
  const inner = wrapped.get(node.kind)?.(node);
  return inner ? definition(inner) : null;
}

export const python: Lowering = {
  traits: { emptyIsFalse: true, zeroIsFalse: true },
  definition,
};
