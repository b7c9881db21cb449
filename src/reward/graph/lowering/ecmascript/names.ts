import type { SyntaxNode } from '../../../syntaxNode.ts';
import { bare, code } from './reader.ts';

/** Names that stand for the IR's own functions, which a program's variables are not. */
const reserved = new Set([
  ...[
    'abs',
    'all',
    'any',
    'bool',
    'bytes',
    'chr',
    'dict',
    'divmod',
    'enumerate',
    'filter',
    'float',
  ],
  ...[
    'int',
    'isinstance',
    'iter',
    'len',
    'list',
    'map',
    'max',
    'min',
    'next',
    'ord',
    'pow',
    'range',
  ],
  ...['repr', 'reversed', 'round', 'set', 'sorted', 'str', 'sum', 'tuple', 'type', 'zip'],
]);

/**
 * The variable `len` is `'len` in the IR, where no name of the language can be; so is `$x`, as `$`
 * starts the names that the builder of graphs makes.
 */
export const variableName = (name: string): string =>
  reserved.has(name) || name.startsWith('$') ? `'${name}` : name;

const names = new Set([
  'identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'type_identifier',
]);

/** The variables that a pattern binds. */
export function boundNames(pattern: SyntaxNode | undefined): string[] {
  if (!pattern) return [];
  const node = bare(pattern);
  if (names.has(node.kind)) return [variableName(node.text)];
  if (node.kind === 'pair_pattern') return boundNames(node.child('value'));
  if (node.kind === 'assignment_pattern' || node.kind === 'object_assignment_pattern') {
    return boundNames(node.child('left'));
  }
  const isPattern = /^(array|object|rest)_pattern$/.test(node.kind);
  return isPattern ? code(node).flatMap(boundNames) : [];
}

/** The texts of all identifiers in this piece of code. */
export function mentionedNames(node: SyntaxNode, found = new Set<string>()): Set<string> {
  if (names.has(node.kind)) found.add(node.text);
  for (const child of node.children) mentionedNames(child, found);
  return found;
}
