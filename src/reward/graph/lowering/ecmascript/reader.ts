import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Definition, Expression, Statement, Variable } from '../../ir.ts';
import type { Effects } from './effects.ts';
import type { JumpTargets } from './exits.ts';

/** What the rules of one kind of syntax need of the others. */
export interface Reader {
  expression(node: SyntaxNode): Expression;
  statement(node: SyntaxNode): readonly Statement[];
  /** A block, or the statement in its place; within a scope if it has names of its own. */
  block(node: SyntaxNode | undefined): readonly Statement[];
  /** The statements of one block, without a scope around them. */
  statements(nodes: readonly SyntaxNode[]): readonly Statement[];
  /** A function, under the name by which its body can call it: '' for none. */
  definition(node: SyntaxNode, name: string): Definition;
  /** A new local variable of the function that is being read. */
  temporary(): Variable;
  /** Reads the inside of a function, whose jumps and temporaries are its own. */
  inFunction<Result>(
    node: SyntaxNode,
    read: (inside: Reader) => Result,
  ): { result: Result; temporaries: readonly string[] };
  /** Statements in a scope of these names, if any. */
  scoped(names: readonly string[], body: readonly Statement[]): readonly Statement[];
  /** Those of the names that functions within the one that is being read speak of. */
  captured(names: readonly string[]): string[];
  /** Expressions where statements can stand. */
  readonly effects: Effects;
  /** Where `break` and `continue` lead in the function that is being read. */
  readonly jumps: JumpTargets;
}

export type ExpressionRule = (node: SyntaxNode, reader: Reader) => Expression;
export type StatementRule = (node: SyntaxNode, reader: Reader) => readonly Statement[];

const typeSyntax = new Set(['type_arguments', 'type_parameters', 'type_annotation']);

/** Named children that are code: types are not. */
export const code = (node: SyntaxNode): SyntaxNode[] =>
  node.named.filter(({ kind }) => !typeSyntax.has(kind));

/** What is inside parentheses, type assertions and the like, which mean nothing at run time. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (transparent.has(inner.kind)) {
    const next = inner.kind === 'type_assertion' ? code(inner).at(-1) : code(inner)[0];
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

export const transparent: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'instantiation_expression',
  'type_assertion',
]);
