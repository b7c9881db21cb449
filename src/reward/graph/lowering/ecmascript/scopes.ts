import type { SyntaxNode } from '../../../syntaxNode.ts';
import { boundNames, mentionedNames, variableName } from './names.ts';

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

export const declaredNames = (declaration: SyntaxNode, isUnset = false): string[] =>
  declaration.named
    .filter(({ kind }) => kind === 'variable_declarator')
    .filter((declarator) => !isUnset || !declarator.child('value'))
    .flatMap((declarator) => boundNames(declarator.child('name')));

/** The names that these statements declare for their own block. */
export const blockNames = (statements: readonly SyntaxNode[]): string[] =>
  statements.flatMap((statement) => {
    if (lexical.has(statement.kind)) return declaredNames(statement);
    return named.has(statement.kind) ? boundNames(statement.child('name')) : [];
  });

/**
 * The names that `var` declares anywhere in a function's body.
 * @param isUnset only those that a declaration gives no value.
 */
export function hoistedNames(body: SyntaxNode, isUnset = false): string[] {
  return body.named.flatMap((node) => {
    if (functions.has(node.kind)) return [];
    const inner = hoistedNames(node, isUnset);
    if (node.kind === 'variable_declaration') return [...declaredNames(node, isUnset), ...inner];
    const isVar = node.kind === 'for_in_statement' && node.child('kind')?.text === 'var';
    return isVar && !isUnset ? [...boundNames(node.child('left')), ...inner] : inner;
  });
}

/**
 * The names that inner functions speak of, but for their own. What those functions see is a
 * variable, not the value that it has where they are made.
 */
export function capturedNames(node: SyntaxNode, found = new Set<string>()): Set<string> {
  for (const child of node.children) {
    if (!functions.has(child.kind)) {
      capturedNames(child, found);
      continue;
    }
    const own = child.child('name') ?? (node.kind === 'variable_declarator' && node.child('name'));
    for (const name of mentionedNames(child)) {
      if (!own || name !== own.text) found.add(variableName(name));
    }
  }
  return found;
}
