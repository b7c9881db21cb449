import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { functionExpression, other } from '../build.ts';
import { mentionedNames, variableName } from './names.ts';
import type { ExpressionRule, Reader } from './reader.ts';

export const functionValueKinds: ReadonlySet<string> = new Set([
  'arrow_function',
  'function_expression',
  'generator_function',
]);

/** `async` and `*` change what a call returns, whatever the body does. */
export const isAsync = (node: SyntaxNode): boolean => node.childOfKind('async') !== undefined;
const isGenerator = (node: SyntaxNode): boolean => node.childOfKind('*') !== undefined;

/** The name by which a function's body calls it; one that nobody calls by is no name. */
export function ownName(node: SyntaxNode): string {
  const name = node.child('name')?.text ?? '';
  const body = node.child('body');
  return body && mentionedNames(body).has(name) ? variableName(name) : '';
}

/** A function as a value. */
export function functionValue(node: SyntaxNode, name: string, reader: Reader): Expression {
  const value = functionExpression(reader.definition(node, name));
  const marked = isGenerator(node) ? other('generator', [value]) : value;
  return isAsync(node) ? other('async', [marked]) : marked;
}

const rule: ExpressionRule = (node, reader) => functionValue(node, ownName(node), reader);

export const functionRules: [string, ExpressionRule][] = [...functionValueKinds].map((kind) => [
  kind,
  rule,
]);
