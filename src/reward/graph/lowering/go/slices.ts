import type { Expression } from '../../ir.ts';
import { index, other } from '../build.ts';
import type { ExpressionRule } from './reader.ts';

/** `xs[a:b]`; a bound that says what is meant without it is left out. */
export const sliceExpression: ExpressionRule = (node, go) => {
  const [operand, start, end, capacity] = ['operand', 'start', 'end', 'capacity'].map((field) =>
    node.child(field),
  );
  const object = go.expression(operand);
  const from = start ? go.expression(start) : null;
  const to = end ? go.expression(end) : null;
  const bounds = [
    from && isZero(from) ? null : from,
    to && isLengthOf(to, object) ? null : to,
    null,
  ];
  const slice = index(object, { kind: 'slice', bounds });
  return capacity ? other('capacity', [slice, go.expression(capacity)]) : slice;
};

const isZero = (bound: Expression) => bound.kind === 'literal' && bound.value === '0';

/** `len(xs)` of the very variable or field that is sliced. */
function isLengthOf(bound: Expression, object: Expression): boolean {
  if (bound.kind !== 'call' || bound.callee.kind !== 'variable') return false;
  const [argument] = bound.arguments;
  return bound.callee.name === 'len' && argument !== undefined && isSame(argument.value, object);
}

function isSame(one: Expression, two: Expression): boolean {
  if (one.kind === 'variable') return two.kind === 'variable' && one.name === two.name;
  if (one.kind !== 'attribute' || two.kind !== 'attribute') return false;
  return one.name === two.name && isSame(one.object, two.object);
}
