import { pathOf } from '../environment.ts';
import type { Expression, ForEach, Statement, While } from '../ir.ts';
import { assignedNames } from '../locals.ts';
import type { LoopPlan } from '../loopPlan.ts';
import type { LoopRule, Place } from './rule.ts';

const integer = (value: string): Expression => ({ kind: 'literal', type: 'integer', value });
const set = (target: Expression, value: Expression): Statement => ({
  kind: 'assign',
  targets: [target],
  value,
});
const sum = (a: Expression, b: Expression): Expression => ({
  kind: 'operation',
  operator: '+',
  operands: [a, b],
});

/** The arguments of a call of a global function, all of them plain. */
function argumentsOf(
  expression: Expression,
  name: string,
  place: Place,
): readonly Expression[] | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'variable') return undefined;
  if (expression.callee.name !== name || !place.isGlobal(name)) return undefined;
  const { arguments: given } = expression;
  if (given.some(({ keyword, spread }) => keyword !== undefined || spread)) return undefined;
  return given.map(({ value }) => value);
}

/** The object of a method call without arguments. */
function objectOf(expression: Expression, method: string): Expression | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return undefined;
  const { object, name } = expression.callee;
  return name === method && expression.arguments.length === 0 ? object : undefined;
}

/** Loops that do the same are brought to the same plan. */
export const loopRules: readonly LoopRule[] = [
  {
    name: 'counting loop',
    before: 'for i in range(a, b): …',
    after: 'i = a\nwhile i < b:\n    …\n    i = i + 1',
    apply(plan, place) {
      if (plan.head.kind !== 'each' || plan.head.target.kind !== 'variable') return undefined;
      const { target, iterable } = plan.head;
      const given = argumentsOf(iterable, 'range', place);
      if (!given || given.length < 1 || given.length > 3) return undefined;
      if (assignedNames(plan.body).has(target.name)) return undefined;
      const [low = integer('0'), high, by = integer('1')] =
        given.length === 1 ? [undefined, ...given] : given;
      if (!high) return undefined;
      const bound: Expression = { kind: 'variable', name: place.temporary() };
      const isFalling = by.kind === 'literal' && by.value.startsWith('-');
      return {
        ...plan,
        before: [...plan.before, set(bound, high), set(target, low)],
        head: {
          kind: 'while',
          condition: {
            kind: 'comparison',
            operator: isFalling ? '>' : '<',
            left: target,
            right: bound,
          },
        },
        step: [...plan.step, set(target, sum(target, by))],
        counter: target.name,
      };
    },
  },
  {
    name: 'enumeration',
    before: 'for i, x in enumerate(s): …',
    after: 'i = 0\nfor x in s:\n    …\n    i = i + 1',
    apply(plan, place) {
      if (plan.head.kind !== 'each' || plan.head.target.kind !== 'collection') return undefined;
      const [index, target, ...others] = plan.head.target.items;
      if (index?.kind !== 'variable' || !target || others.length > 0) return undefined;
      const [iterable, start = integer('0')] =
        argumentsOf(plan.head.iterable, 'enumerate', place) ?? [];
      if (!iterable || assignedNames(plan.body).has(index.name)) return undefined;
      return {
        ...plan,
        before: [...plan.before, set(index, start)],
        head: { kind: 'each', target, iterable },
        step: [...plan.step, set(index, sum(index, integer('1')))],
        counter: index.name,
      };
    },
  },
  {
    name: 'loop over keys',
    before: 'for k in d.keys(): …',
    after: 'for k in d: …',
    apply(plan) {
      if (plan.head.kind !== 'each') return undefined;
      const iterable = objectOf(plan.head.iterable, 'keys');
      return iterable && { ...plan, head: { ...plan.head, iterable } };
    },
  },
  {
    name: 'loop over items',
    before: 'for k, v in d.items(): …',
    after: 'for k in d:\n    v = d[k]\n    …',
    apply(plan) {
      if (plan.head.kind !== 'each' || plan.head.target.kind !== 'collection') return undefined;
      const object = objectOf(plan.head.iterable, 'items');
      const [key, item, ...others] = plan.head.target.items;
      if (!object || pathOf(object) === null || key?.kind !== 'variable') return undefined;
      if (!item || others.length > 0) return undefined;
      return {
        ...plan,
        head: { kind: 'each', target: key, iterable: object },
        body: [set(item, { kind: 'index', object, index: key }), ...plan.body],
      };
    },
  },
];

/** The plan of a loop, after all rules. */
export function planOf(loop: While | ForEach, place: Place): LoopPlan {
  const { body, otherwise } = loop;
  let plan: LoopPlan =
    loop.kind === 'while'
      ? {
          before: [],
          head: { kind: 'while', condition: loop.condition },
          body,
          step: loop.step,
          otherwise,
        }
      : {
          before: [],
          head: { kind: 'each', target: loop.target, iterable: loop.iterable },
          body,
          step: [],
          otherwise,
        };
  for (const rule of loopRules) plan = rule.apply(plan, place) ?? plan;
  return plan;
}
