import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Call, Expression } from '../../ir.ts';
import {
  call,
  callMethod,
  collection,
  comparison,
  index,
  operation,
  spread,
  variable,
} from '../build.ts';
import { callbackCall, namedCallback } from './callbacks.ts';
import { arithmetic, format, integerValue, isString, isVariable, truth } from './values.ts';

/** What the library's functions mean in the IR. Null where this call is not of that form. */
type CallRule = (args: readonly Expression[], call: Call) => Expression | null;
type MethodRule = (object: Expression, args: readonly Expression[]) => Expression | null;

const binary =
  (operator: string): CallRule =>
  ([a, b], { arguments: all }) =>
    a && b && all.length === 2 ? arithmetic(operator, a, b) : null;

const unary =
  (make: (value: Expression) => Expression): CallRule =>
  ([value], { arguments: all }) =>
    value && all.length === 1 ? make(value) : null;

const renamed =
  (name: string): CallRule =>
  (args) =>
    call(variable(name), ...args);

const hasOwn = (object: Expression, key: Expression): Expression =>
  callMethod(variable('Object'), 'hasOwn', object, key);

/** The floor of a quotient is an operator of its own. */
const floor = (value: Expression): Expression => {
  const [a, b] = value.kind === 'operation' && value.operator === '/' ? value.operands : [];
  return a && b ? operation('//', a, b) : callMethod(variable('Math'), 'floor', value);
};

/** Functions by the name under which they are called. */
const functions = new Map<string, CallRule>([
  ['Math.pow', binary('**')],
  ['Math.abs', renamed('abs')],
  ['Math.floor', unary(floor)],
  ['Math.max', renamed('max')],
  ['Math.min', renamed('min')],
  ['Boolean', unary(truth)],
  ['Number', unary((value) => operation('u+', value))],
  ['String', unary((value) => format([value]))],
  ['Array', (args) => (args.length === 1 ? null : collection('list', args))],
  ['Array.of', (args) => collection('list', args)],
  ['Array.from', unary((value) => collection('list', [spread(value)]))],
  ['Object', (args) => (args.length === 0 ? collection('dictionary', []) : null)],
  ['Object.hasOwn', ([object, key]) => (object && key ? hasOwn(object, key) : null)],
]);

/** Methods of strings, arrays and objects. */
const methods = new Map<string, MethodRule>([
  ['push', (object, [item, ...more]) => (item && more.length === 0 ? append(object, item) : null)],
  [
    'at',
    (object, [place]) => (place && integerValue(place) !== null ? index(object, place) : null),
  ],
  ['includes', (object, [item, from]) => (item && !from ? comparison('in', item, object) : null)],
  ['concat', (object, args) => (isString(object) ? format([object, ...args]) : null)],
  ['hasOwnProperty', (object, [key]) => (key ? hasOwn(object, key) : null)],
  ['call', ownPropertyCall],
]);

const append = (list: Expression, item: Expression): Expression => callMethod(list, 'append', item);

/** `Object.prototype.hasOwnProperty.call(object, key)` */
function ownPropertyCall(
  callee: Expression,
  [object, key]: readonly Expression[],
): Expression | null {
  const isTest = callee.kind === 'attribute' && callee.name === 'hasOwnProperty';
  return isTest && object && key ? hasOwn(object, key) : null;
}

/** The name of a function that is no member of a value: `parseInt`, `Math.max`. */
function functionName(callee: Expression): string | null {
  if (callee.kind === 'variable') return callee.name;
  if (callee.kind !== 'attribute' || !isVariable(callee.object)) return null;
  return `${callee.object.name}.${callee.name}`;
}

/** A call in the IR's terms. @param syntax its arguments as they are written. */
export function knownCall(written: Call, syntax: SyntaxNode | undefined): Expression {
  const { callee, arguments: args } = written;
  const withFunction = callbackCall(written, syntax);
  if (withFunction) return withFunction;
  if (args.some((argument) => argument.spread)) return spreadCall(callee, args) ?? written;
  const values = args.map(({ value }) => value);
  const byName = functions.get(functionName(callee) ?? '')?.(values, written);
  if (byName) return byName;
  if (callee.kind !== 'attribute') return written;
  const byMethod = methods.get(callee.name)?.(callee.object, values);
  return byMethod ?? namedCallback(written, (each) => knownCall(each, undefined)) ?? written;
}

/** `xs.push(...ys)` */
function spreadCall(
  callee: Expression,
  [first, ...others]: readonly Argument[],
): Expression | null {
  const isPush = callee.kind === 'attribute' && callee.name === 'push' && others.length === 0;
  return isPush && first ? callMethod(callee.object, 'extend', first.value) : null;
}
