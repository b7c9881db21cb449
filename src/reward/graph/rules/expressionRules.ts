import { groupBy } from '../groupBy.ts';
import type { Argument, Call, Expression } from '../ir.ts';
import { formatRules } from './formats.ts';
import type { ExpressionRule, Place } from './rule.ts';

/** The call of a global function. */
function callOf(expression: Expression, place: Place): { name: string; call: Call } | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'variable') return undefined;
  const { name } = expression.callee;
  return place.isGlobal(name) ? { name, call: expression } : undefined;
}

function onlyArgument(args: readonly Argument[]): Expression | undefined {
  const [first] = args;
  if (args.length !== 1 || first?.keyword !== undefined || first?.spread) return undefined;
  return first?.value;
}

const emptyCollections: ReadonlyMap<string, 'list' | 'dictionary' | 'tuple'> = new Map([
  ['list', 'list'],
  ['dict', 'dictionary'],
  ['tuple', 'tuple'],
]);

/** Longer lists are data rather than a test spelled out. */
const longestTest = 6;

/** Expressions that have a plainer form. */
export const expressionRules: readonly ExpressionRule[] = [
  {
    name: 'empty collection',
    before: 'list()',
    after: '[]',
    on: 'call',
    apply(expression, place) {
      const { name, call } = callOf(expression, place) ?? {};
      const type = name === undefined ? undefined : emptyCollections.get(name);
      if (!type || call?.arguments.length !== 0) return undefined;
      return { kind: 'collection', type, items: [] };
    },
  },
  {
    name: 'dictionary by keywords',
    before: 'dict(a=1)',
    after: "{'a': 1}",
    on: 'call',
    apply(expression, place) {
      const { name, call } = callOf(expression, place) ?? {};
      if (name !== 'dict' || !call || call.arguments.length === 0) return undefined;
      const items: Expression[] = [];
      for (const { keyword, value } of call.arguments) {
        if (keyword === undefined) return undefined;
        const key: Expression = { kind: 'literal', type: 'string', value: keyword };
        items.push({ kind: 'pair', key, value });
      }
      return { kind: 'collection', type: 'dictionary', items };
    },
  },
  {
    name: 'sum of a comprehension',
    before: 'sum(x * x for x in s)',
    after: 't = 0\nfor x in s: t += x * x',
    on: 'call',
    apply(expression, place) {
      const { name, call } = callOf(expression, place) ?? {};
      const argument = call && onlyArgument(call.arguments);
      if (name !== 'sum' || argument?.kind !== 'comprehension') return undefined;
      return argument.type === 'generator' || argument.type === 'list'
        ? { ...argument, type: 'sum' }
        : undefined;
    },
  },
  {
    name: 'any and all of a comprehension',
    before: 'any(x > 0 for x in s)',
    after: 't = False\nfor x in s:\n    if x > 0:\n        t = True\n        break',
    on: 'call',
    apply(expression, place) {
      const { name, call } = callOf(expression, place) ?? {};
      const argument = call && onlyArgument(call.arguments);
      if ((name !== 'any' && name !== 'all') || argument?.kind !== 'comprehension')
        return undefined;
      const isPlain = argument.type === 'generator' || argument.type === 'list';
      return isPlain && argument.clauses.length === 1 ? { ...argument, type: name } : undefined;
    },
  },
  {
    name: 'collection of a comprehension',
    before: 'list(f(x) for x in s)',
    after: '[f(x) for x in s]',
    on: 'call',
    apply(expression, place) {
      const { name, call } = callOf(expression, place) ?? {};
      const argument = call && onlyArgument(call.arguments);
      if ((name !== 'list' && name !== 'set') || argument?.kind !== 'comprehension') {
        return undefined;
      }
      const isPlain = argument.type === 'generator' || argument.type === 'list';
      return isPlain ? { ...argument, type: name } : undefined;
    },
  },
  {
    name: 'membership in a short list',
    before: 'x in (a, b)',
    after: 'x == a or x == b',
    on: 'comparison',
    apply(expression) {
      if (expression.kind !== 'comparison') return undefined;
      const { operator, left, right } = expression;
      if (operator !== 'in' && operator !== 'not in') return undefined;
      if (right.kind !== 'collection' || right.type === 'dictionary') return undefined;
      const { items } = right;
      if (items.length === 0 || items.length > longestTest) return undefined;
      if (items.some((item) => item.kind === 'spread')) return undefined;
      const any: Expression = {
        kind: 'or',
        operands: items.map((item) => ({
          kind: 'comparison',
          operator: '==',
          left,
          right: item,
        })),
      };
      return operator === 'in' ? any : { kind: 'not', operand: any };
    },
  },
  {
    name: 'one of several types',
    before: 'isinstance(x, (A, B))',
    after: 'isinstance(x, A) or isinstance(x, B)',
    on: 'call',
    apply(expression, place) {
      const { name, call } = callOf(expression, place) ?? {};
      const [value, types, ...others] = call?.arguments ?? [];
      if (name !== 'isinstance' || !call || !value || others.length > 0) return undefined;
      if (types?.value.kind !== 'collection' || types.value.items.length === 0) return undefined;
      const operands = types.value.items.map(
        (type): Expression => ({ ...call, arguments: [value, { value: type }] }),
      );
      return { kind: 'or', operands };
    },
  },
  ...formatRules,
];

const byKind = groupBy(expressionRules, (rule) => rule.on);

/** The expression after all rules; its parts are not looked at. */
export function rewritten(expression: Expression, place: Place): Expression {
  let current = expression;
  for (;;) {
    const next = once(current, place);
    if (!next) return current;
    current = next;
  }
}

function once(expression: Expression, place: Place): Expression | undefined {
  for (const rule of byKind.get(expression.kind) ?? []) {
    const result = rule.apply(expression, place);
    if (result) return result;
  }
  return undefined;
}
