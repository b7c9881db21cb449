import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { boolean, call, callMethod, collection, forEach, variable, whileLoop } from '../build.ts';
import { withJumps, withoutExits } from './exits.ts';
import { boundNames } from './names.ts';
import { isPacked } from './packed.ts';
import { targetOf } from './patterns.ts';
import { bare, code, type Reader, type StatementRule } from './reader.ts';
import { declaredNames } from './scopes.ts';
import { condition, undefinedValue } from './values.ts';

/** A loop's body, labelled jumps resolved. */
function bodyOf(
  node: SyntaxNode,
  reader: Reader,
  kind: 'loop' | 'do' = 'loop',
): readonly Statement[] {
  const { temporary } = reader;
  return reader.jumps.within(kind, ({ breaks, continues }) => {
    const body = withJumps(reader.block(node.child('body')), breaks, 'break', temporary);
    if (kind === 'do') return withoutExits(body, continues, temporary);
    return withJumps(body, continues, 'continue', temporary);
  });
}

/** A condition that does more than ask is asked inside the loop. */
function loop(
  test: Expression,
  body: readonly Statement[],
  step: readonly Statement[],
  reader: Reader,
): Statement {
  if (!isPacked(test)) return whileLoop(condition(test), body, { step });
  return whileLoop(boolean(true), [...reader.effects.breakUnless(test), ...body], { step });
}

const whileRule: StatementRule = (node, reader) => {
  const test = node.child('condition');
  return [loop(test ? reader.expression(test) : boolean(true), bodyOf(node, reader), [], reader)];
};

/** `do … while c` is `while true { …; if !c break }`. */
const doRule: StatementRule = (node, reader) => {
  const body = bodyOf(node, reader, 'do');
  const test = node.child('condition');
  const end = test ? reader.effects.breakUnless(reader.expression(test)) : [];
  return [whileLoop(boolean(true), [...body, ...end])];
};

const forRule: StatementRule = (node, reader) => {
  const initializer = node.child('initializer');
  const isDeclaration = initializer?.kind.endsWith('_declaration');
  const names = initializer?.kind === 'lexical_declaration' ? declaredNames(initializer) : [];
  const first = initializer ? startOf(initializer, isDeclaration === true, reader) : [];
  const [test] = node
    .childrenOf('condition')
    .filter(({ isNamed, kind }) => isNamed && kind !== 'empty_statement');
  const increment = node.child('increment');
  const body = bodyOf(node, reader);
  const step = increment ? reader.effects.statements(reader.expression(increment)) : [];
  const asked = test ? reader.expression(test) : boolean(true);
  return reader.scoped(names, [...first, loop(asked, body, step, reader)]);
};

function startOf(
  initializer: SyntaxNode,
  isStatement: boolean,
  reader: Reader,
): readonly Statement[] {
  if (!initializer.isNamed || initializer.kind === 'empty_statement') return [];
  if (isStatement || initializer.kind === 'expression_statement')
    return reader.statement(initializer);
  return reader.effects.statements(reader.expression(initializer));
}

/** `for … of`, `for … in` over the keys, `for await`. */
const forInRule: StatementRule = (node, reader) => {
  const left = node.child('left');
  const right = node.child('right');
  const isBlock = /^(?:let|const|using)$/.test(node.child('kind')?.text ?? '');
  const { before, value } = reader.effects.unpack(
    right ? reader.expression(right) : undefinedValue,
  );
  const { target, following } = left
    ? targetOf(left, reader)
    : { target: reader.temporary(), following: [] };
  const body = [...following, ...bodyOf(node, reader)];
  const names = isBlock ? boundNames(left) : [];
  return [...before, ...reader.scoped(names, [over(target, iterableOf(node, value), body)])];
};

function iterableOf(node: SyntaxNode, value: Expression): Expression {
  if (node.childOfKind('in')) return callMethod(variable('Object'), 'keys', value);
  return node.childOfKind('await') ? { kind: 'await', value } : value;
}

/** Pairs of place and item are Python's `enumerate`. */
function over(target: Expression, iterable: Expression, body: readonly Statement[]): Statement {
  const isEntries =
    iterable.kind === 'call' &&
    iterable.arguments.length === 0 &&
    iterable.callee.kind === 'attribute' &&
    iterable.callee.name === 'entries' &&
    target.kind === 'collection' &&
    target.items.length === 2;
  if (!isEntries || iterable.callee.kind !== 'attribute') return forEach(target, iterable, body);
  const pairs = call(variable('enumerate'), iterable.callee.object);
  return forEach(collection('tuple', target.items), pairs, body);
}

/** A label names the statement it stands before; a block so named can be left by `break`. */
const labelled: StatementRule = (node, reader) => {
  const name = node.child('label')?.text ?? '';
  const body = node.child('body') ?? code(node).at(-1) ?? node;
  reader.jumps.label(name);
  if (/^(?:for|for_in|while|do|switch|labeled)_statement$/.test(bare(body).kind)) {
    return reader.statement(body);
  }
  return reader.jumps.within('block', ({ breaks }) =>
    withoutExits(reader.block(body), breaks, reader.temporary),
  );
};

export const loopRules: [string, StatementRule][] = [
  ['while_statement', whileRule],
  ['do_statement', doRule],
  ['for_statement', forRule],
  ['for_in_statement', forInRule],
  ['labeled_statement', labelled],
  ['break_statement', (node, reader) => [reader.jumps.breakTo(node.child('label')?.text)]],
  ['continue_statement', (node, reader) => [reader.jumps.continueTo(node.child('label')?.text)]],
];
