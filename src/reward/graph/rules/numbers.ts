import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';

/** Operators that leave no doubt that their operands are numbers (or sets, which have no sum). */
const arithmetic = new Set(['op:-', 'op:/', 'op://', 'op:**', 'op:<<', 'op:>>', 'op:u-']);

/**
 * Which nodes must be numbers, by what they are made of and by what is done with them, wherever
 * the program does not fail.
 */
export function inferNumbers(values: Values): (id: NodeId) => boolean {
  const { nodes, budget } = values.store;
  const numbers = new Uint8Array(nodes.length);
  nodes.forEach((node, id) => {
    if (node.number || values.isBoolean(id)) numbers[id] = 1;
  });
  const isNumber = (id: NodeId) => numbers[id] === 1;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    budget.spend(nodes.length);
    const mark = (id: NodeId) => {
      if (isNumber(id) || values.at(id).kind === 'literal') return;
      numbers[id] = 1;
      isChanged = true;
    };
    nodes.forEach((node, id) => {
      const { label, kind, operands } = node;
      if (kind === 'operation') {
        const isArithmetic = arithmetic.has(label);
        if (isArithmetic || (label === 'op:+' && operands.some(isNumber))) mark(id);
        if (isArithmetic || (label === 'op:+' && isNumber(id))) operands.forEach(mark);
        if (label === 'op:%' && operands[0] !== undefined && isNumber(operands[0])) mark(id);
      } else if (label === 'andv' && operands.some((operand) => values.isBoolean(operand)))
        mark(id);
      else if (label === 'lt' && operands.some(isNumber)) operands.forEach(mark);
      else if (label === 'mu' && isNumber(id)) operands.slice(0, 2).forEach(mark);
      else if (label === 'mu' && operands[0] !== undefined && isNumber(operands[0])) mark(id);
      else if (label === 'phi' && isNumber(id)) operands.slice(1).forEach(mark);
    });
  }
  return isNumber;
}
