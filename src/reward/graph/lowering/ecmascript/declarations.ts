import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Statement } from '../../ir.ts';
import { assign, variable } from '../build.ts';
import { classValue, enumValue } from './classes.ts';
import { functionValueKinds, ownName } from './functionValues.ts';
import { boundNames, mentionedNames } from './names.ts';
import { targetOf } from './patterns.ts';
import { bare, type Reader, type StatementRule } from './reader.ts';
import { functionDeclarations } from './scopes.ts';
import { undefinedValue } from './values.ts';

const nameOf = (node: SyntaxNode): string => boundNames(node.child('name'))[0] ?? '';

const define: StatementRule = (node, reader) => [
  { kind: 'define', definition: reader.definition(node, nameOf(node)) },
];

const variables: StatementRule = (node, reader) =>
  node.named
    .filter(({ kind }) => kind === 'variable_declarator')
    .flatMap((declarator) => declared(declarator, node.kind !== 'variable_declaration', reader));

/** `let x` sets x in each round of a loop, `var x` does not. */
function declared(
  declarator: SyntaxNode,
  isLexical: boolean,
  reader: Reader,
): readonly Statement[] {
  const name = declarator.child('name');
  const written = declarator.child('value');
  if (!name) return [];
  if (!written) return isLexical ? [assign(variable(nameOf(declarator)), undefinedValue)] : [];
  const value = bare(written);
  const own =
    name.kind === 'identifier' && functionValueKinds.has(value.kind) ? ownName(value) : null;
  if (own === '' || (own !== null && own === nameOf(declarator))) {
    return [{ kind: 'define', definition: reader.definition(value, nameOf(declarator)) }];
  }
  const { target, following } = targetOf(name, reader);
  return [
    ...reader.effects.use(reader.expression(value), (result) => assign(target, result)),
    ...following,
  ];
}

const classDeclaration: StatementRule = (node, reader) => [
  assign(variable(nameOf(node)), classValue(node, reader)),
];

/**
 * The statements of a block. A function declaration is known in the whole block; it goes to just
 * before the first statement that speaks of it.
 */
export function statementsOf(nodes: readonly SyntaxNode[], reader: Reader): readonly Statement[] {
  const waiting = new Map<string, SyntaxNode>();
  for (const node of nodes) {
    if (functionDeclarations.has(node.kind)) waiting.set(node.child('name')?.text ?? '', node);
  }
  const result: Statement[] = [];
  const add = (node: SyntaxNode) => {
    if (waiting.size > 0) {
      for (const name of mentionedNames(node)) {
        const needed = waiting.get(name);
        if (!needed) continue;
        waiting.delete(name);
        add(needed);
      }
    }
    result.push(...reader.statement(node));
  };
  for (const node of nodes) if (!functionDeclarations.has(node.kind)) add(node);
  for (const [name, node] of waiting) {
    if (!waiting.delete(name)) continue;
    add(node);
  }
  return result;
}

export const declarationRules: [string, StatementRule][] = [
  ...[...functionDeclarations].map((kind): [string, StatementRule] => [kind, define]),
  ['lexical_declaration', variables],
  ['variable_declaration', variables],
  ['using_declaration', variables],
  ['class_declaration', classDeclaration],
  ['abstract_class_declaration', classDeclaration],
  ['enum_declaration', (node, reader) => [assign(variable(nameOf(node)), enumValue(node, reader))]],
];
