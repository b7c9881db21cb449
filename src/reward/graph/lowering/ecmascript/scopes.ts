import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Statement } from '../../ir.ts';
import { scope } from '../build.ts';
import { boundNames } from './names.ts';

export const functionDeclarations: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
]);

const functions = new Set([
  ...functionDeclarations,
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'class_body',
]);

const lexical = new Set(['lexical_declaration', 'using_declaration']);

const named = new Set([
  ...functionDeclarations,
  'class_declaration',
  'abstract_class_declaration',
  'enum_declaration',
]);

export const declaredNames = (declaration: SyntaxNode): string[] =>
  declaration.named
    .filter(({ kind }) => kind === 'variable_declarator')
    .flatMap((declarator) => boundNames(declarator.child('name')));

/** The names that these statements declare for their own block. */
export const blockNames = (statements: readonly SyntaxNode[]): string[] =>
  statements.flatMap((statement) => {
    if (lexical.has(statement.kind)) return declaredNames(statement);
    return named.has(statement.kind) ? boundNames(statement.child('name')) : [];
  });

/** The names that `var` declares anywhere in a function's body. */
export function hoistedNames(body: SyntaxNode): string[] {
  return body.named.flatMap((node) => {
    if (functions.has(node.kind)) return [];
    const inner = hoistedNames(node);
    if (node.kind === 'variable_declaration') return [...declaredNames(node), ...inner];
    const isVar = node.kind === 'for_in_statement' && node.child('kind')?.text === 'var';
    return isVar ? [...boundNames(node.child('left')), ...inner] : inner;
  });
}

/** Statements with names of their own. */
export const scoped = (
  names: readonly string[],
  body: readonly Statement[],
): readonly Statement[] => (names.length > 0 ? [scope([...new Set(names)], body)] : body);
