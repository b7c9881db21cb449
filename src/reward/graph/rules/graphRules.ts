import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';
import { inferNumbers } from './numbers.ts';
import type { Rule } from './rule.ts';

/** Changes nodes in place once the whole graph is known. */
export interface GraphRule extends Rule {
  apply(values: Values): void;
}

/** The constant that a loop-carried value grows by each round. */
function stepOf(values: Values, mu: NodeId, back: NodeId): NodeId | undefined {
  const sum = values.match(back, 'op:+');
  if (sum?.length !== 2) return undefined;
  const [a, b] = sum;
  const step = a === mu ? b : b === mu ? a : undefined;
  if (step === undefined) return undefined;
  const { kind, number } = values.at(step);
  return kind === 'literal' && number ? step : undefined;
}

export const graphRules: readonly GraphRule[] = [
  {
    name: 'sum of numbers',
    before: '(b + a) / 2',
    after: '(a + b) / 2',
    apply(values) {
      const sums = values.store.nodes.filter((node) => node.label === 'op:+');
      if (sums.every((node) => node.isCommutative)) return;
      const isNumber = inferNumbers(values);
      values.store.nodes.forEach((node, id) => {
        if (node.label === 'op:+' && isNumber(id)) node.isCommutative = true;
      });
    },
  },
  {
    name: 'induction variable',
    before: 'i = a\nwhile c:\n    …\n    i += 1',
    after: 'i = a, a + 1, a + 2, …',
    apply(values) {
      values.store.nodes.forEach((node, id) => {
        const [initial, back, loop] = node.label === 'mu' ? node.operands : [];
        if (initial === undefined || back === undefined || loop === undefined) return;
        const step = stepOf(values, id, back);
        if (step === undefined) return;
        node.label = 'induction';
        node.operands = [initial, step, loop];
      });
    },
  },
  {
    name: 'loop over places',
    before: 'for i in range(len(s)): use(s[i])',
    after: 'for x in s: use(x)',
    apply(values) {
      const { nodes } = values.store;
      nodes.forEach((node, id) => {
        const [place, length] = node.label === 'lt' ? node.operands : [];
        if (place === undefined || length === undefined) return;
        const [start, step, loop] = values.match(place, 'induction') ?? [];
        const collection = values.argumentOf(length, 'len');
        if (start === undefined || step === undefined || loop === undefined) return;
        if (collection === undefined || values.at(loop).operands[0] !== id) return;
        if (values.integerAt(start) !== 0n || values.integerAt(step) !== 1n) return;
        Object.assign(node, { label: 'has', kind: 'element', operands: [collection, loop] });
        for (const item of nodes) {
          const [object, index] = item.label === 'index' ? item.operands : [];
          if (object !== collection || index !== place) continue;
          Object.assign(item, { label: 'element', kind: 'element', operands: [collection, loop] });
        }
      });
    },
  },
];
