import type { Expression } from '../../ir.ts';
import type { GoFunction, ValueType } from './reader.ts';

const conversions = new Map<string, ValueType>([
  ['string', 'string'],
  ['len', 'integer'],
  ['cap', 'integer'],
  ['int', 'integer'],
  ['int64', 'integer'],
]);

/** The type of a value as far as its form tells. */
export function typeOf(value: Expression, { types }: GoFunction): ValueType {
  switch (value.kind) {
    case 'format':
      return 'string';
    case 'literal':
      return value.type === 'string' || value.type === 'integer' ? value.type : 'other';
    case 'variable':
      return types.get(value.name) ?? 'other';
    case 'call':
      return value.callee.kind === 'variable'
        ? (conversions.get(value.callee.name) ?? 'other')
        : 'other';
    default:
      return 'other';
  }
}
