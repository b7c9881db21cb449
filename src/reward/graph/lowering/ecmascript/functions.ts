import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Definition, Parameter, Statement } from '../../ir.ts';
import { assign, attribute, returns, variable } from '../build.ts';
import { mapBlocks } from './exits.ts';
import { boundNames } from './names.ts';
import { defaulting, targetOf } from './patterns.ts';
import { bare, code, type Reader } from './reader.ts';
import { undefinedAtFirst } from './scoped.ts';
import { blockNames, hoistedNames } from './scopes.ts';
import { isVariable } from './values.ts';

/** A parameter and what the function does with it before its body starts. */
interface Prepared {
  readonly parameter: Parameter;
  readonly preparation: readonly Statement[];
  readonly names: readonly string[];
}

/** A function, method or arrow function without its types. */
export function definitionOf(node: SyntaxNode, name: string, outside: Reader): Definition {
  const body = node.child('body');
  const written = parametersOf(node);
  const block = body?.kind === 'statement_block' ? body : null;
  const { result, temporaries } = outside.inFunction(node, (reader) => {
    const prepared = written.map((parameter, at) => prepare(parameter, at, reader));
    const own = new Set(prepared.map(({ parameter }) => parameter.name));
    const names = [
      ...prepared.flatMap(({ names }) => names),
      ...(block ? [...blockNames(block.named), ...hoistedNames(block)] : []),
    ].filter((local) => !own.has(local));
    const unset = block ? hoistedNames(block, true) : [];
    const open = [...unset, ...reader.captured(names)].filter((local) => !own.has(local));
    return {
      names,
      parameters: prepared.map(({ parameter }) => parameter),
      body: [
        ...undefinedAtFirst(open),
        ...prepared.flatMap(({ preparation }) => preparation),
        ...(body ? withoutLastAwait(bodyOf(body, reader)) : []),
      ],
    };
  });
  const { parameters, body: statements, names } = result;
  return { name, parameters, body: statements, locals: [...new Set([...names, ...temporaries])] };
}

function bodyOf(body: SyntaxNode, reader: Reader): readonly Statement[] {
  if (body.kind === 'statement_block') return reader.statements(body.named);
  return reader.effects.use(reader.expression(body), returns);
}

/** `return await x` is `return x`, but where a `try` waits for it. */
const withoutLastAwait = (block: readonly Statement[]): readonly Statement[] =>
  block.map((statement) => {
    if (statement.kind === 'try') return statement;
    if (statement.kind !== 'return' || statement.value?.kind !== 'await') {
      return mapBlocks(statement, withoutLastAwait);
    }
    return returns(statement.value.value);
  });

function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const single = node.child('parameter');
  if (single) return [single];
  const list = node.child('parameters');
  return (list ? code(list) : []).filter((parameter) => patternOf(parameter).kind !== 'this');
}

/** A TypeScript parameter has its pattern within; JavaScript's is the pattern. */
const patternOf = (parameter: SyntaxNode): SyntaxNode => parameter.child('pattern') ?? parameter;

function prepare(parameter: SyntaxNode, at: number, reader: Reader): Prepared {
  const whole = patternOf(parameter);
  const isRest = whole.kind === 'rest_pattern';
  const pattern = bare(isRest ? (code(whole)[0] ?? whole) : whole);
  const value = parameter.child('value');
  const { target, following } = targetOf(pattern, reader);
  const isPlain = isVariable(target) && pattern.kind !== 'object_pattern';
  const name = isPlain ? target.name : `parameter ${at + 1}`;
  const given = variable(name);
  return {
    parameter: isRest ? { name, rest: 'positional' } : { name },
    preparation: [
      ...(value ? defaulting(given, reader.expression(value)) : []),
      ...(isPlain ? [] : [assign(target, given)]),
      ...following,
      ...(isProperty(parameter) ? [assign(attribute(variable('this'), name), given)] : []),
    ],
    names: boundNames(pattern),
  };
}

/** `constructor(private x: T)` sets `this.x`. */
const isProperty = (parameter: SyntaxNode): boolean =>
  parameter.children.some(({ kind }) =>
    /^(?:accessibility|override)_modifier$|^readonly$/.test(kind),
  );
