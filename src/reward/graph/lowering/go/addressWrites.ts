import type { Call, Expression, Statement } from '../../ir.ts';
import { assign, other } from '../build.ts';
import type { GoReader } from './reader.ts';

/** What a call may have written through an address it was given: `f(&x)` changes x. */
export function addressWrites(value: Expression, go: GoReader): Statement[] {
  return callsIn(value).flatMap((call) =>
    call.arguments.flatMap(({ value: argument }, place) => {
      if (argument.kind !== 'operation' || argument.operator !== 'u&') return [];
      const [target] = argument.operands;
      if (target?.kind !== 'variable' || !go.function.types.has(target.name)) return [];
      return [assign(target, other(`written ${place}`, [call]))];
    }),
  );
}

/** The calls that are made for the value, those in function literals left out. */
function callsIn(value: Expression): Call[] {
  switch (value.kind) {
    case 'call':
      return [
        ...callsIn(value.callee),
        ...value.arguments.flatMap((argument) => callsIn(argument.value)),
        value,
      ];
    case 'attribute':
      return callsIn(value.object);
    case 'index':
      return [...callsIn(value.object), ...callsIn(value.index)];
    case 'comparison':
      return [...callsIn(value.left), ...callsIn(value.right)];
    case 'not':
      return callsIn(value.operand);
    case 'collection':
      return value.items.flatMap(callsIn);
    case 'operation':
    case 'other':
    case 'and':
    case 'or':
      return value.operands.flatMap(callsIn);
    default:
      return [];
  }
}
