import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Expression, Statement } from '../../ir.ts';
import { callMethod, evaluate } from '../build.ts';
import { argumentsOf } from './arguments.ts';
import type { RubyReader } from './reader.ts';
import { discarded, type Sink } from './sink.ts';
import { target } from './targets.ts';

interface Mutated {
  readonly statements: readonly Statement[];
  readonly object: Expression;
}

/**
 * `xs << a << b`, `xs.push(a, b)`, `xs.concat(ys)`: one item or list after the other; the value is
 * xs. Null where `<<` may as well shift a number.
 */
export function mutation(node: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] | null {
  if (!sink.isDiscarded && (!sink.isResult || shiftsNumber(node))) return null;
  const result = appended(node, ruby);
  return result && [...result.statements, ...(sink.isDiscarded ? [] : sink.put(result.object))];
}

const shiftsNumber = (node: SyntaxNode) =>
  node.kind === 'binary' && node.named.some(({ kind }) => kind === 'integer');

function appended(node: SyntaxNode, ruby: RubyReader): Mutated | null {
  if (node.kind === 'binary' && node.child('operator')?.text === '<<') {
    const right = node.child('right');
    return right
      ? append(node.child('left'), [{ value: ruby.expression(right) }], false, ruby)
      : null;
  }
  const name = node.kind === 'call' ? (node.child('method')?.text ?? '') : '';
  const args = node.child('arguments')?.named ?? [];
  const isList = name === 'concat';
  if (args.length === 0 || node.child('operator')?.text !== '.') return null;
  if (!isList && name !== 'push' && name !== 'append') return null;
  return append(node.child('receiver'), argumentsOf(args, undefined, ruby), isList, ruby);
}

function append(
  receiver: SyntaxNode | undefined,
  args: readonly Argument[],
  isList: boolean,
  ruby: RubyReader,
): Mutated | null {
  if (!receiver) return null;
  const { statements, object } = receiverOf(receiver, ruby);
  const calls = args.map(({ value, spread }) =>
    evaluate(callMethod(object, spread || isList ? 'extend' : 'append', value)),
  );
  return { statements: [...statements, ...calls], object };
}

/** `(xs ||= []) << v` assigns first; in `xs << a << b` a is appended first. */
function receiverOf(node: SyntaxNode, ruby: RubyReader): Mutated {
  const [only] = node.named;
  if (node.kind === 'parenthesized_statements' && only && node.named.length === 1) {
    return receiverOf(only, ruby);
  }
  const left = node.child('left');
  if (left && (node.kind === 'assignment' || node.kind === 'operator_assignment')) {
    return { statements: ruby.into(node, discarded), object: target(left, ruby) };
  }
  return appended(node, ruby) ?? { statements: [], object: ruby.expression(node) };
}
