import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Expression, Pair } from '../../ir.ts';
import { collection, spread } from '../build.ts';
import { blockArgument } from './blocks.ts';
import { symbol, symbolOf } from './literals.ts';
import type { ExpressionRule, RubyReader } from './reader.ts';

const isSymbol = (node: SyntaxNode | undefined) =>
  node?.kind === 'hash_key_symbol' || node?.kind === 'simple_symbol';

/** The arguments of a call, its block the last one. Pairs without a symbol make a hash. */
export function argumentsOf(
  nodes: readonly SyntaxNode[],
  block: SyntaxNode | undefined,
  ruby: RubyReader,
): Argument[] {
  const pairs: Pair[] = [];
  const args = nodes.flatMap((node): Argument[] => {
    switch (node.kind) {
      case 'pair': {
        const key = node.child('key');
        if (isSymbol(key)) return [{ keyword: nameOf(key), value: pairValue(node, ruby) }];
        pairs.push(pair(node, ruby));
        return [];
      }
      case 'splat_argument':
        return [{ value: ruby.expression(node.named[0]), spread: 'positional' }];
      case 'hash_splat_argument':
        return [{ value: ruby.expression(node.named[0]), spread: 'keywords' }];
      case 'forward_argument':
        return ruby.method.arguments.map((value) => ({ value, spread: 'positional' }));
      case 'block_argument':
        return [];
      default:
        return [{ value: ruby.expression(node) }];
    }
  });
  if (pairs.length > 0) args.push({ value: collection('dictionary', pairs) });
  return block ? [...args, blockArgument(block, ruby)] : args;
}

const nameOf = (key: SyntaxNode | undefined) => key?.text.replace(/^:|:$/g, '') ?? '';

/** `{ x: }` takes the variable or method of that name. */
function pairValue(node: SyntaxNode, ruby: RubyReader): Expression {
  const value = node.child('value');
  return value ? ruby.expression(value) : ruby.named(nameOf(node.child('key')));
}

function pair(node: SyntaxNode, ruby: RubyReader): Pair {
  const key = node.child('key');
  const value = pairValue(node, ruby);
  if (key && isSymbol(key)) return { kind: 'pair', key: symbol(nameOf(key)), value };
  const read = ruby.expression(key);
  const isText = key?.kind === 'string' && node.children.some(({ kind }) => kind === ':');
  return { kind: 'pair', key: isText ? symbolOf(read) : read, value };
}

export const hash: ExpressionRule = (node, ruby) => collection('dictionary', items(node, ruby));

export const array: ExpressionRule = (node, ruby) => collection('list', items(node, ruby));

/** The items of an array, a hash or the right side of an assignment. */
export function items(node: SyntaxNode, ruby: RubyReader): Expression[] {
  return node.named.map((item) => {
    if (item.kind === 'pair') return pair(item, ruby);
    const isSpread = item.kind === 'splat_argument' || item.kind === 'hash_splat_argument';
    return isSpread ? spread(ruby.expression(item.named[0])) : ruby.expression(item);
  });
}
