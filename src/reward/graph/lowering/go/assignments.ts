import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import {
  assign,
  callMethod,
  collection,
  comparison,
  evaluate,
  float,
  integer,
  other,
} from '../build.ts';
import { addressWrites } from './addressWrites.ts';
import { binary } from './expressions.ts';
import type { GoReader, StatementRule, ValueType } from './reader.ts';
import { typeExpression, valueType, zeroValue } from './types.ts';
import { typeOf } from './valueTypes.ts';

/** Makes the targets; called once the values are read, so that `x := f(x)` reads the outer x. */
type Targets = (values: readonly Expression[]) => Expression[];

const items = (node: SyntaxNode | undefined): SyntaxNode[] =>
  node?.kind === 'expression_list' ? node.named : node ? [node] : [];

export const shortDeclaration: StatementRule = (node, go) =>
  declare(items(node.child('left')), items(node.child('right')), go);

/** `names := values`, also where a `range` or a receive declares. */
export function declare(
  names: readonly SyntaxNode[],
  values: readonly SyntaxNode[],
  go: GoReader,
): Statement[] {
  return store(names, values, (read) => declared(names, read, go), go);
}

export function declared(
  names: readonly SyntaxNode[],
  values: readonly Expression[],
  go: GoReader,
  type: ValueType = 'other',
): Expression[] {
  return names.map((name, place) => {
    if (name.text === '_') return go.discard();
    const value = values.length === names.length ? values[place] : undefined;
    return go.declare(name.text, type === 'other' && value ? typeOf(value, go.function) : type);
  });
}

export const assignment: StatementRule = (node, go) => {
  const left = items(node.child('left'));
  const right = items(node.child('right'));
  const operator = (node.child('operator')?.text ?? '=').slice(0, -1);
  if (operator === '') return store(left, right, () => left.map((one) => target(one, go)), go);
  const [read] = go.expressions(left);
  const [value] = go.expressions(right);
  return read && value ? [assign(read, binary(operator, read, value, go))] : [];
};

const target = (node: SyntaxNode, go: GoReader): Expression =>
  node.text === '_' ? go.discard() : go.expression(node);

/** `x++` and `x--`. */
export const step =
  (operator: '+' | '-'): StatementRule =>
  (node, go) => {
    const value = go.expression(node.named[0]);
    return [assign(value, binary(operator, value, integer('1'), go))];
  };

export const sendStatement: StatementRule = (node, go) => [
  evaluate(
    callMethod(go.expression(node.child('channel')), 'send', go.expression(node.child('value'))),
  ),
];

function store(
  targets: readonly SyntaxNode[],
  values: readonly SyntaxNode[],
  makeTargets: Targets,
  go: GoReader,
): Statement[] {
  const [only] = values;
  const name = targets[0]?.text ?? '';
  if (targets.length === 1 && only) {
    if (only.kind === 'func_literal' && targets[0]?.kind === 'identifier' && name !== '_') {
      return defineLocal(only, name, makeTargets, go);
    }
    const value = go.expression(only);
    if (name === '_') return [evaluate(value)];
    const [target] = makeTargets([value]);
    return target ? [assign(target, value), ...addressWrites(value, go)] : [];
  }
  const pair = targets.length === 2 && values.length === 1 && only && commaOk(only, go);
  const read = pair || go.expressions(values);
  const made = makeTargets(read);
  const value = read.length === 1 && read[0] ? read[0] : collection('tuple', read);
  return [assign(collection('tuple', made), value), ...addressWrites(value, go)];
}

/** A function literal in a variable; it may call itself by an earlier declaration. */
function defineLocal(
  literal: SyntaxNode,
  name: string,
  makeTargets: Targets,
  go: GoReader,
): Statement[] {
  const definition = go.definition(literal, go.scope.resolve(name) ?? name);
  const [target] = makeTargets([]);
  const unique = target?.kind === 'variable' ? target.name : name;
  return [{ kind: 'define', definition: { ...definition, name: unique } }];
}

/** `v, ok := m[k]`, `x.(T)` and `<-ch`: the value and whether there is one. */
function commaOk(node: SyntaxNode, go: GoReader): Expression[] | null {
  const value = go.expression(node);
  if (value.kind === 'index') return [value, comparison('in', value.index, value.object)];
  if (value.kind === 'other' && value.label === 'assert') {
    const [operand, type] = value.operands;
    return operand && type
      ? [other('as', [operand, type]), comparison('instanceof', operand, type)]
      : null;
  }
  const isReceived =
    value.kind === 'call' && value.callee.kind === 'attribute' && value.callee.name === 'receive';
  return isReceived ? [value, other('open', [value])] : null;
}

/** `var a, b T = x, y`: without values the zero value of the type. */
export const variableSpec: StatementRule = (node, go) => {
  const names = node.childrenOf('name').filter(({ isNamed }) => isNamed);
  const type = node.child('type');
  const values = items(node.child('value'));
  if (values.length === 0) {
    const zero = zeroValue(type, go);
    return declared(names, [], go, valueType(type)).map((name) => assign(name, zero));
  }
  const [only] = values;
  const make = (read: readonly Expression[]) => declared(names, read, go, valueType(type));
  if (type && names.length === 1 && only && only.kind !== 'func_literal') {
    const value = typed(go.expression(only), type, go);
    return names[0]?.text === '_'
      ? [evaluate(value)]
      : make([value]).flatMap((name) => [assign(name, value), ...addressWrites(value, go)]);
  }
  return store(names, values, make, go);
};

/** A number that is declared with a type is one of that type. */
function typed(value: Expression, type: SyntaxNode, go: GoReader): Expression {
  const kind = valueType(type);
  if (value.kind !== 'literal' || value.type !== 'integer' || kind === 'integer') return value;
  if (kind === 'float') return float(value.value);
  return type.kind === 'type_identifier'
    ? { kind: 'call', callee: typeExpression(type, go), arguments: [{ value }] }
    : value;
}

/** A `const` group: one without a value repeats the one before it, with the next iota. */
export const constDeclaration: StatementRule = (node, go) => {
  let values: readonly SyntaxNode[] = [];
  return node.named.flatMap((spec, place) => {
    const own = items(spec.child('value'));
    if (own.length > 0) values = own;
    const names = spec.childrenOf('name').filter(({ isNamed }) => isNamed);
    const at = go.at({ iota: place });
    return store(names, values, (read) => declared(names, read, go), at);
  });
};
