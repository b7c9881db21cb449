import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Expression } from '../../ir.ts';
import { call, callWith, collection, float, operation, other, variable } from '../build.ts';
import { printing } from './printing.ts';
import type { ExpressionRule, GoReader } from './reader.ts';
import { typeExpression, zeroValue } from './types.ts';

type Builtin = (args: readonly SyntaxNode[], go: GoReader) => Expression;

/** Functions whose meaning depends on the syntax of their arguments. */
const builtins = new Map<string, Builtin>([
  ['append', append],
  ['make', make],
  ['new', ([type], go) => operation('u&', zeroValue(type, go))],
]);

const integerTypes = /^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune)$/;

export const callExpression: ExpressionRule = (node, go) => {
  const callee = node.child('function');
  const args = node.child('arguments')?.named ?? [];
  if (callee?.kind === 'identifier' && go.scope.resolve(callee.text) === undefined) {
    const builtin = builtins.get(callee.text);
    if (builtin) return builtin(args, go);
    if (args.length === 1) return convert(callee, args[0], go);
  }
  const plain = callWith(
    go.expression(callee),
    args.map((arg) => argument(arg, go)),
  );
  return printing(plain) ?? plain;
};

export const typeConversion: ExpressionRule = (node, go) =>
  convert(node.child('type'), node.child('operand'), go);

/** A conversion, or a call with one argument: the two look alike. A literal takes the type. */
function convert(
  type: SyntaxNode | undefined,
  operand: SyntaxNode | undefined,
  go: GoReader,
): Expression {
  const value = go.expression(operand);
  if (type && value.kind === 'literal' && value.type === 'integer') {
    if (integerTypes.test(type.text)) return value;
    if (/^float(?:32|64)$/.test(type.text)) return float(value.value);
  }
  if (type?.kind === 'slice_type' && /^(?:rune|int32)$/.test(type.child('element')?.text ?? '')) {
    return call(variable('runes'), value);
  }
  return callWith(typeExpression(type, go), operand ? [argument(operand, go)] : []);
}

function argument(node: SyntaxNode, go: GoReader): Argument {
  if (node.kind !== 'variadic_argument') return { value: go.expression(node) };
  return { value: go.expression(node.named[0]), spread: 'positional' };
}

/** `append(xs, v)` is `xs + [v]`: the slice that the caller holds keeps its length. */
function append([slice, ...added]: readonly SyntaxNode[], go: GoReader): Expression {
  return added.reduce((list, node) => {
    const { value, spread } = argument(node, go);
    return operation('+', list, spread ? value : collection('list', [value]));
  }, go.expression(slice));
}

/** A capacity makes no difference to what is computed. */
function make([type, size]: readonly SyntaxNode[], go: GoReader): Expression {
  const length = size && go.expression(size);
  switch (type?.kind) {
    case 'map_type':
      return collection('dictionary', []);
    case 'slice_type': {
      const isEmpty = length?.kind === 'literal' && length.value === '0';
      if (isEmpty || !length) return collection('list', []);
      return other('make', [zeroValue(type.child('element'), go), length]);
    }
    case 'channel_type':
      return other('channel', length ? [length] : []);
    default:
      return call(variable('make'), typeExpression(type, go), ...(length ? [length] : []));
  }
}
