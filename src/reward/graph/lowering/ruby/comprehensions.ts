import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Comprehension, ComprehensionClause, Expression } from '../../ir.ts';
import { integer, not } from '../build.ts';
import { LexicalScope } from '../lexicalScope.ts';
import { openBlock } from './blocks.ts';
import { valueJumps } from './jumps.ts';
import type { RubyReader } from './reader.ts';
import { resultOf } from './resultOf.ts';
import { returned } from './sink.ts';
import { itemTarget, sourceOf } from './sources.ts';

type Shape = (value: Expression, clause: ComprehensionClause) => Expression | null;

const of = (
  type: Comprehension['type'],
  element: Expression,
  clause: ComprehensionClause,
  ...conditions: readonly Expression[]
): Comprehension => ({
  kind: 'comprehension',
  type,
  element,
  clauses: [{ ...clause, conditions }],
});

/** The items for which the condition holds; of a hash, with key and value, a hash. */
const filtered = (condition: Expression, clause: ComprehensionClause): Expression => {
  const { target } = clause;
  const [key, value] = target.kind === 'collection' ? target.items : [];
  if (!key || !value) return of('list', target, clause, condition);
  return { ...of('dictionary', value, clause, condition), key };
};

const shapes = new Map<string, Shape>([
  ['map', (value, clause) => of('list', value, clause)],
  ['collect', (value, clause) => of('list', value, clause)],
  ['filter_map', (value, clause) => of('list', value, clause, value)],
  ['select', filtered],
  ['filter', filtered],
  ['find_all', filtered],
  ['reject', (value, clause) => filtered(not(value), clause)],
  ['any?', (value, clause) => of('any', value, clause)],
  ['all?', (value, clause) => of('all', value, clause)],
  ['none?', (value, clause) => not(of('any', value, clause))],
  ['sum', (value, clause) => of('sum', value, clause)],
  ['count', (value, clause) => of('sum', integer('1'), clause, value)],
  ['to_h', pairs],
  ['flat_map', flattened],
  ['collect_concat', flattened],
]);

function pairs(value: Expression, clause: ComprehensionClause): Expression | null {
  if (value.kind !== 'collection' || value.items.length !== 2) return null;
  const [key, element] = value.items;
  return key && element ? { ...of('dictionary', element, clause), key } : null;
}

/** What the block gives is gone over once more; a list in a list is one comprehension. */
function flattened(value: Expression, clause: ComprehensionClause): Expression {
  if (value.kind === 'comprehension' && value.type === 'list') {
    return { ...value, clauses: [clause, ...value.clauses] };
  }
  const target: Expression = { kind: 'variable', name: '%flat' };
  const inner = { target, iterable: value, conditions: [] };
  return { kind: 'comprehension', type: 'list', element: target, clauses: [clause, inner] };
}

/** `map`, `select`, `any?` and the like with a block that is one value, or null. */
export function comprehension(
  node: SyntaxNode,
  block: SyntaxNode,
  outer: RubyReader,
): Expression | null {
  const name = node.child('method')?.text ?? '';
  const { kept } = outer.method;
  if (kept.has(node) || !(shapes.has(name) || name === 'with_index')) return null;
  const source = sourceOf(node, outer);
  const shape = source && shapes.get(source.action);
  if (!source || !shape || !hasOnlyBlock(node)) return null;
  let failed = false;
  const ruby = outer.at({
    scope: new LexicalScope(outer.scope),
    jumps: valueJumps(() => {
      failed = true;
    }),
  });
  const { parameters, body } = openBlock(block, ruby, source.firstNumber ? 2 : 1);
  const clause = { ...itemTarget(source, parameters, ruby), conditions: [] };
  const value = resultOf(body(returned));
  if (!failed && value) return shape(value, clause);
  // Read again as a value; what is tried twice on each level takes for ever.
  kept.add(node);
  return null;
}

/** `with_index(1)` takes a number; all else must have no argument but its block. */
const hasOnlyBlock = (node: SyntaxNode) =>
  node.child('method')?.text === 'with_index' ||
  (node.child('arguments')?.named ?? []).every(({ kind }) => kind === 'block_argument');
