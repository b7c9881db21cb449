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
