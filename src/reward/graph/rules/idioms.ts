import { eitherOrder, pair } from './operands.ts';
import type { NodeRule } from './rule.ts';

/** Spellings of one operation on collections. */
export const idiomRules: readonly NodeRule[] = [
  {
    name: 'index from the end',
    before: 'x[len(x) - 1]',
    after: 'x[-1]',
    on: ['index'],
    apply(values, operands) {
      const [object, index] = pair(operands);
      const sum = values.match(index, 'op:+');
      for (const [length, offset] of sum ? eitherOrder(sum) : []) {
        const isNegative = (values.integerAt(offset) ?? 0n) < 0n;
        if (isNegative && values.argumentOf(length, 'len') === object) {
          return values.make('index', 'index', [object, offset]);
        }
      }
      return undefined;
    },
  },
  {
    name: 'slice from the start',
    before: 'x[0:n]',
    after: 'x[:n]',
    on: ['slice:110', 'slice:100'],
    apply(values, operands) {
      const [start, ...others] = operands;
      if (start === undefined || values.integerAt(start) !== 0n) return undefined;
      return values.make(others.length === 1 ? 'slice:010' : 'slice:000', 'other', others);
    },
  },
  {
    name: 'quotient and remainder',
    before: 'q, r = divmod(a, b)',
    after: 'q = a // b\nr = a % b',
    on: ['index'],
    apply(values, operands) {
      const [object, index] = pair(operands);
      const [callee, a, b] = values.match(object, 'call/2') ?? [];
      if (callee === undefined || a === undefined || b === undefined) return undefined;
      if (values.label(callee) !== 'global:divmod') return undefined;
      if (values.integerAt(index) === 0n) return values.operation('//', [a, b]);
      return values.integerAt(index) === 1n ? values.operation('%', [a, b]) : undefined;
    },
  },
  {
    name: 'item that was just stored',
    before: 'd[k] = v\nreturn d[k]',
    after: 'd[k] = v\nreturn v',
    on: ['index'],
    apply(values, operands) {
      const [object, index] = pair(operands);
      const [, stored, value] = values.match(object, 'store') ?? [];
      return stored === index ? value : undefined;
    },
  },
  {
    name: 'extending',
    before: 'x.extend(y)',
    after: 'x = x + y',
    on: ['method:extend/1'],
    apply: (values, operands) => values.operation('+', operands),
  },
  {
    name: 'sorting in place',
    before: 'x = list(y)\nx.sort()',
    after: 'x = sorted(y)',
    on: ['method:sort/0'],
    apply(values, operands) {
      const [list] = operands;
      if (list === undefined) return undefined;
      const copied = values.argumentOf(list, 'list') ?? list;
      return values.make('call/1', 'call', [values.global('sorted'), copied]);
    },
  },
  {
    name: 'default of None',
    before: 'd.get(k, None)',
    after: 'd.get(k)',
    on: ['method:get/2'],
    apply(values, operands) {
      const [object, key, byDefault] = operands;
      if (object === undefined || key === undefined || byDefault !== values.none) return undefined;
      return values.make('method:get/1', 'call', [object, key]);
    },
  },
  {
    name: 'appending by concatenation',
    before: 'x = x + [v]',
    after: 'x.append(v)',
    on: ['op:+'],
    apply(values, operands) {
      const [list, added] = pair(operands);
      const items = values.match(added, 'collection:list');
      const [item] = items ?? [];
      if (items?.length !== 1 || item === undefined) return undefined;
      if (values.label(item) === 'spread') return undefined;
      return values.make('method:append/1', 'call', [list, item]);
    },
  },
];
