import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Comprehension, ComprehensionClause, Expression } from '../../ir.ts';
import {
  all,
  attribute,
  boolean,
  callWith,
  collection,
  comparison,
  conditional,
  connective,
  float,
  functionExpression,
  index,
  integer,
  literal,
  none,
  not,
  operation,
  other,
  returns,
  spread,
  unary,
  variable,
} from '../build.ts';
import { comparisonOperator } from './comparisonOperator.ts';
import { once } from './once.ts';
import { lowerParameters } from './parameters.ts';
import { lowerStrings } from './strings.ts';

/** What Python computes, by the kind of its syntax node; what is not here becomes `Other`. */
const expressions: ReadonlyMap<string, (node: SyntaxNode) => Expression> = new Map([
  ['identifier', (node) => variable(node.text)],
  ['dotted_name', dottedName],
  ['parenthesized_expression', inner],
  ['as_pattern_target', inner],
  ['chevron', inner],
  ['integer', (node) => integer(node.text)],
  ['float', (node) => float(node.text)],
  ['true', () => boolean(true)],
  ['false', () => boolean(false)],
  ['none', () => none],
  ['ellipsis', () => literal('none', '...')],
  ['string', (node) => lowerStrings([node], lowerExpression)],
  ['concatenated_string', (node) => lowerStrings(node.named, lowerExpression)],
  ['attribute', (node) => attribute(at(node, 'object'), node.child('attribute')?.text ?? '')],
  ['subscript', subscript],
  ['slice', slice],
  ['call', (node) => callWith(at(node, 'function'), lowerArguments(node.child('arguments')))],
  ['binary_operator', (node) => operation(operatorOf(node), at(node, 'left'), at(node, 'right'))],
  ['unary_operator', (node) => unary(operatorOf(node), at(node, 'argument'))],
  [
    'boolean_operator',
    (node) =>
      connective(operatorOf(node) === 'or' ? 'or' : 'and', [at(node, 'left'), at(node, 'right')]),
  ],
  ['not_operator', (node) => not(at(node, 'argument'))],
  ['comparison_operator', comparisons],
  ['conditional_expression', conditionalExpression],
  ['lambda', (node) => functionExpression(lambdaDefinition(node))],
  ['list', items('list')],
  ['set', items('set')],
  ['dictionary', items('dictionary')],
  ['tuple', items('tuple')],
  ['expression_list', items('tuple')],
  ['pattern_list', items('tuple')],
  ['tuple_pattern', items('tuple')],
  ['list_pattern', items('tuple')],
  ['pair', pair],
  ['list_comprehension', comprehension('list')],
  ['set_comprehension', comprehension('set')],
  ['dictionary_comprehension', comprehension('dictionary')],
  ['generator_expression', comprehension('generator')],
  ['named_expression', namedExpression],
  ['yield', yieldExpression],
  ['await', (node) => ({ kind: 'await', value: inner(node) })],
  ['list_splat', (node) => spread(inner(node))],
  ['list_splat_pattern', (node) => spread(inner(node))],
  ['dictionary_splat', (node) => spread(inner(node))],
]);

/** Where an error took a part of the syntax away, the place says so. */
export function lowerExpression(node: SyntaxNode | undefined): Expression {
  if (!node) return other('missing');
  const lower = expressions.get(node.kind);
  if (lower) return lower(node);
  const label = node.children.length === 0 ? `${node.kind}:${node.text}` : node.kind;
  return other(label, node.named.map(lowerExpression));
}

/** `lambda x: y`, without a name. */
export function lambdaDefinition(node: SyntaxNode) {
  const { parameters, unpacking } = lowerParameters(node.child('parameters'), lowerExpression);
  return { name: '', parameters, body: [...unpacking, returns(at(node, 'body'))] };
}

/** `async for` and `async with` await what they go through. */
export function awaited(node: SyntaxNode, value: Expression): Expression {
  return node.childOfKind('async') ? { kind: 'await', value } : value;
}

function at(node: SyntaxNode, field: string): Expression {
  return lowerExpression(node.child(field));
}

function inner(node: SyntaxNode): Expression {
  return lowerExpression(node.named[0]);
}

function operatorOf(node: SyntaxNode): string {
  return node.child('operator')?.text ?? '';
}

/** `a.b.c` in a pattern or an import. */
function dottedName(node: SyntaxNode): Expression {
  const [first, ...names] = node.named.map(({ text }) => text);
  return names.reduce<Expression>(attribute, variable(first ?? ''));
}

function items(type: 'list' | 'set' | 'dictionary' | 'tuple') {
  return (node: SyntaxNode) => collection(type, node.named.map(lowerExpression));
}

function pair(node: SyntaxNode): Expression {
  return { kind: 'pair', key: at(node, 'key'), value: at(node, 'value') };
}

function subscript(node: SyntaxNode): Expression {
  const [first, ...others] = node.childrenOf('subscript');
  const isTuple = others.length > 0 || node.children.at(-2)?.kind === ',';
  const place = isTuple
    ? collection('tuple', [first, ...others].map(lowerExpression))
    : lowerExpression(first);
  return index(at(node, 'value'), place);
}

function slice(node: SyntaxNode): Expression {
  const bounds: (Expression | null)[] = [null, null, null];
  let place = 0;
  for (const child of node.children) {
    if (child.kind === ':') place++;
    else if (child.isNamed) bounds[place] = lowerExpression(child);
  }
  return { kind: 'slice', bounds };
}

function lowerArguments(list: SyntaxNode | undefined): Argument[] {
  if (list?.kind === 'generator_expression') return [{ value: lowerExpression(list) }];
  return (list?.named ?? []).map(argument);
}

function argument(node: SyntaxNode): Argument {
  switch (node.kind) {
    case 'keyword_argument':
      return { keyword: node.child('name')?.text ?? '', value: at(node, 'value') };
    case 'dictionary_splat':
      return { spread: 'keywords', value: inner(node) };
    default: {
      const value = lowerExpression(node);
      return value.kind === 'spread' ? { spread: 'positional', value: value.value } : { value };
    }
  }
}

/** `a < b < c` is `a < b and b < c`, b evaluated once. */
function comparisons(node: SyntaxNode): Expression {
  const operands = node.named.filter(({ field }) => field !== 'operators');
  let left = lowerExpression(operands[0]);
  const operators = node.childrenOf('operators');
  return all(
    operators.map(({ kind }, place) => {
      const right = lowerExpression(operands[place + 1]);
      const isLast = place === operators.length - 1;
      const { first, again } = isLast ? { first: right, again: right } : once(right, node, place);
      const result = comparison(comparisonOperator(kind), left, first);
      left = again;
      return result;
    }),
  );
}

function conditionalExpression(node: SyntaxNode): Expression {
  const [consequence, condition, alternative] = node.named;
  return conditional(
    lowerExpression(condition),
    lowerExpression(consequence),
    lowerExpression(alternative),
  );
}

function comprehension(type: Comprehension['type']) {
  return (node: SyntaxNode): Comprehension => {
    const body = node.child('body');
    const entry = body?.kind === 'pair' ? body : undefined;
    return {
      kind: 'comprehension',
      type,
      ...(entry && { key: at(entry, 'key') }),
      element: entry ? at(entry, 'value') : lowerExpression(body),
      clauses: clausesOf(node),
    };
  };
}

function clausesOf(node: SyntaxNode): ComprehensionClause[] {
  const clauses: { target: Expression; iterable: Expression; conditions: Expression[] }[] = [];
  for (const child of node.named) {
    if (child.kind === 'if_clause') clauses.at(-1)?.conditions.push(inner(child));
    if (child.kind !== 'for_in_clause') continue;
    const [iterable, ...others] = child.childrenOf('right').filter(({ isNamed }) => isNamed);
    const value =
      others.length > 0
        ? collection('tuple', [iterable, ...others].map(lowerExpression))
        : lowerExpression(iterable);
    clauses.push({
      target: at(child, 'left'),
      iterable: awaited(child, value),
      conditions: [],
    });
  }
  return clauses;
}

function namedExpression(node: SyntaxNode): Expression {
  return {
    kind: 'assignment',
    targets: [at(node, 'name')],
    value: at(node, 'value'),
    isPostfix: false,
  };
}

function yieldExpression(node: SyntaxNode): Expression {
  const [value] = node.named;
  return {
    kind: 'yield',
    value: value ? lowerExpression(value) : null,
    isDelegated: node.childOfKind('from') !== undefined,
  };
}
