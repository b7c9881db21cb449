import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Parameter, Statement } from '../../ir.ts';
import { assign, variable } from '../build.ts';

type Lower = (node: SyntaxNode | undefined) => Expression;

/** The parameters, and what the body starts with to take tuples among them apart (Python 2). */
export interface Parameters {
  readonly parameters: readonly Parameter[];
  readonly unpacking: readonly Statement[];
}

export function lowerParameters(list: SyntaxNode | undefined, lower: Lower): Parameters {
  const nodes = (list?.named ?? []).filter(({ kind }) => !separators.has(kind));
  const tuples = nodes.map(nameOf).filter(({ kind }) => kind === 'tuple_pattern');
  return {
    parameters: nodes.map((node) => lowerParameter(node, lower)),
    unpacking: tuples.map((tuple) => assign(lower(tuple), variable(plainName(tuple)))),
  };
}

const separators = new Set(['keyword_separator', 'positional_separator', 'ERROR']);

const rests: ReadonlyMap<string, NonNullable<Parameter['rest']>> = new Map([
  ['list_splat_pattern', 'positional'],
  ['list_splat', 'positional'],
  ['dictionary_splat_pattern', 'keywords'],
]);

/** `name` of `name: type = value`. */
const nameOf = (parameter: SyntaxNode): SyntaxNode => {
  if (parameter.kind === 'typed_parameter') return parameter.named[0] ?? parameter;
  return parameter.child('name') ?? parameter;
};

const plainName = (node: SyntaxNode) =>
  node.kind === 'tuple_pattern' ? `$tuple${node.start}` : node.text;

function lowerParameter(parameter: SyntaxNode, lower: Lower): Parameter {
  const name = nameOf(parameter);
  const rest = rests.get(name.kind);
  if (rest) return { name: name.named[0]?.text ?? '', rest };
  const value = parameter.child('value');
  return { name: plainName(name), ...(value && { default: lower(value) }) };
}
