import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { boolean, forEach, whileLoop } from '../build.ts';
import { openBlock } from './blocks.ts';
import { fold } from './folds.ts';
import { loopJumps } from './jumps.ts';
import type { RubyReader } from './reader.ts';
import { discarded, returned, type Sink } from './sink.ts';
import { itemTarget, type Source, sourceOf } from './sources.ts';

/** A call with a block as a loop in the place of a statement, or null where it is none. */
export function iteration(
  node: SyntaxNode,
  block: SyntaxNode,
  sink: Sink,
  ruby: RubyReader,
): Statement[] | null {
  if (!node.child('receiver')) {
    return node.child('method')?.text === 'loop' ? forever(block, sink, ruby) : null;
  }
  const source = sourceOf(node, ruby);
  if (!source) return null;
  if (source.action === 'each' || (source.action === 'map' && sink.isDiscarded)) {
    return eachLoop(source, block, sink, ruby);
  }
  return fold(source, node, block, sink, ruby);
}

function forever(block: SyntaxNode, sink: Sink, outer: RubyReader): Statement[] {
  return outer.inner((scoped) => {
    const ruby = scoped.at({ jumps: loopJumps(outer.jumps, sink) });
    const { body } = openBlock(block, ruby, 0);
    return [whileLoop(boolean(true), body(discarded))];
  });
}

/** `each` gives back what it went over. */
function eachLoop(source: Source, block: SyntaxNode, sink: Sink, outer: RubyReader): Statement[] {
  const loop = outer.inner((scoped) => {
    const ruby = scoped.at({ jumps: loopJumps(outer.jumps, sink) });
    const { parameters, body } = openBlock(block, ruby, source.firstNumber ? 2 : 1);
    const { target, iterable } = itemTarget(source, parameters, ruby);
    return [forEach(target, iterable, body(discarded))];
  });
  return withValue(loop, source.object, sink);
}

/** A loop's value; `break v` may have given it another one. */
export function withValue(loop: Statement[], value: Expression, sink: Sink): Statement[] {
  if (sink.isDiscarded) return loop;
  return sink === returned ? [...loop, ...sink.put(value)] : [...sink.put(value), ...loop];
}
