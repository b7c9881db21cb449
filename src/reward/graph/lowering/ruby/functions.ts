import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Definition, Parameter, Statement } from '../../ir.ts';
import { assign } from '../build.ts';
import { LexicalScope } from '../lexicalScope.ts';
import { heredocBodies } from './heredocs.ts';
import { functionJumps, type Jumps } from './jumps.ts';
import { type RubyMethod, RubyReader, type RubyRules } from './reader.ts';
import { returned } from './sink.ts';
import { declareNames, target } from './targets.ts';

/** A method, or what stands for itself as a lambda does. It sees no variables from outside. */
export function readMethod(node: SyntaxNode, name: string, rules: RubyRules): Definition {
  const method: RubyMethod = {
    block: '&block',
    yields: false,
    temporaries: 0,
    arguments: [],
    heredocs: heredocBodies(node),
    kept: new Set(),
  };
  const ruby = new RubyReader(rules, method, new LexicalScope(), functionJumps);
  const list = parameterList(node);
  const { parameters, before } = readParameters(list, ruby);
  for (const parameter of parameters) method.arguments.push(ruby.variable(parameter.name));
  const body = [...before, ...ruby.body(blockIn(node).child('body'), returned)];
  const hasBlock = list?.named.some(({ kind }) => kind === 'block_parameter');
  const given = method.yields && !hasBlock ? [{ name: method.block }] : [];
  return {
    name,
    parameters: [...parameters, ...given],
    body,
    locals: localsOf(ruby, parameters),
  };
}

/** A block or lambda as a value: it sees the variables around it. */
export function readBlock(node: SyntaxNode, outer: RubyReader, jumps: Jumps): Definition {
  const ruby = outer.at({ scope: new LexicalScope(outer.scope), jumps });
  const { parameters, before } = readParameters(parameterList(node), ruby);
  const body = [...before, ...ruby.body(blockIn(node).child('body'), returned)];
  return { name: '', parameters, body, locals: localsOf(ruby, parameters) };
}

function localsOf({ scope }: RubyReader, parameters: readonly Parameter[]): string[] {
  const own = new Set(parameters.map(({ name }) => name));
  return scope.declared.filter((name) => !own.has(name));
}

const parameterList = (node: SyntaxNode) =>
  node.child('parameters') ?? blockIn(node).child('parameters');

/** The block of a lambda or of a call that is given one; of a method, the method. */
function blockIn(node: SyntaxNode): SyntaxNode {
  const inner = node.child('block') ?? node.child('body');
  return inner?.kind === 'block' || inner?.kind === 'do_block' ? inner : node;
}

interface Parameters {
  readonly parameters: Parameter[];
  /** Takes apart what `(a, b)` names. */
  readonly before: Statement[];
}

function readParameters(list: SyntaxNode | undefined, ruby: RubyReader): Parameters {
  const before: Statement[] = [];
  const declare = (name: string | undefined) =>
    name === undefined ? ruby.temporary().name : ruby.scope.declare(name);
  const parameters = (list?.named ?? []).map((node): Parameter => {
    if (node.kind === 'destructured_parameter') {
      const whole = ruby.temporary();
      declareNames(node, ruby);
      before.push(assign(target(node, ruby), whole));
      return { name: whole.name };
    }
    const name = declare(node.kind === 'identifier' ? node.text : node.child('name')?.text);
    if (node.kind === 'splat_parameter' || node.kind === 'forward_parameter') {
      return { name, rest: 'positional' };
    }
    if (node.kind === 'hash_splat_parameter') return { name, rest: 'keywords' };
    if (node.kind === 'block_parameter') ruby.method.block = name;
    const value = node.child('value');
    return value ? { name, default: ruby.expression(value) } : { name };
  });
  return { parameters: parameters, before };
}
