import type { Expression } from '../../ir.ts';
import { callbackLoop } from './callbacks.ts';
import { isPath, negation } from './values.ts';

/** `!(a || (b(), c))` is `!a && (b(), !c)`, whose parts can be taken one by one. */
export function denied(value: Expression): Expression {
  if (value.kind !== 'not' || !packedParts(value.operand)) return value;
  const { operand } = value;
  if (operand.kind !== 'and' && operand.kind !== 'or') return value;
  const kind = operand.kind === 'and' ? 'or' : 'and';
  return { kind, operands: operand.operands.map(negation) };
}

/** `a && (b(), c)` where the first part holds nothing to do and the rest has. */
export function packedParts(value: Expression): { first: Expression; rest: Expression } | null {
  if (value.kind !== 'and' && value.kind !== 'or') return null;
  const at = value.operands.findIndex((operand, place) => place > 0 && packs(operand));
  const part = (operands: readonly Expression[]): Expression => {
    const [only] = operands;
    return operands.length === 1 && only ? only : { kind: value.kind, operands };
  };
  if (at < 0) return null;
  return { first: part(value.operands.slice(0, at)), rest: part(value.operands.slice(at)) };
}

/** Whether a condition has something to do before one of its parts is asked. */
export const isPacked = (test: Expression): boolean => packs(test) || packedParts(test) !== null;

/** Whether `unpack` would find anything to do before this value. */
export function packs(expression: Expression): boolean {
  switch (expression.kind) {
    case 'sequence':
      return true;
    case 'assignment':
      return !expression.isPostfix && expression.targets.every(isPath);
    case 'other':
      return callbackLoop(expression) !== null;
    case 'conditional':
      return (
        isPacked(expression.condition) ||
        packs(expression.consequence) ||
        packs(expression.alternative)
      );
    case 'and':
    case 'or':
      return expression.operands.slice(0, 1).some(packs);
    case 'not':
      return packs(expression.operand);
    case 'await':
      return packs(expression.value);
    case 'attribute':
      return packs(expression.object);
    case 'comparison':
      return anyPacks([expression.left, expression.right]);
    case 'index':
      return anyPacks([expression.object, expression.index]);
    case 'operation':
      return anyPacks(expression.operands);
    case 'format':
      return anyPacks(expression.parts);
    case 'call':
      return anyPacks([expression.callee, ...expression.arguments.map(({ value }) => value)]);
    default:
      return false;
  }
}

function anyPacks(operands: readonly Expression[]): boolean {
  const [first] = operands;
  if (!first) return false;
  return packs(first) || (canWait(first) && anyPacks(operands.slice(1)));
}

export function canWait(value: Expression): boolean {
  if (value.kind === 'attribute') return canWait(value.object);
  return value.kind === 'literal' || value.kind === 'variable' || value.kind === 'function';
}
