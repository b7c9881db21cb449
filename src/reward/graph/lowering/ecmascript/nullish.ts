import type { Comparison, Expression } from '../../ir.ts';
import { comparison, connective, literal } from '../build.ts';
import type { Reader } from './reader.ts';
import { assignmentExpression, choice, isPath, same } from './values.ts';

/** `undefined` or `null`, to which `==` compares equal both. */
const nullish = literal('none', 'nullish');

export const isNullish = (value: Expression): Expression => comparison('==', value, nullish);
const isNotNullish = (value: Expression): Expression => comparison('!=', value, nullish);

/** `x === undefined || x === null` is `x == null`; neighbours of a longer chain are found too. */
export function connect(kind: 'and' | 'or', ...operands: Expression[]): Expression {
  const flat = connective(kind, operands).operands;
  const joined: Expression[] = [];
  for (const operand of flat) {
    const last = joined.at(-1);
    const both = last && sameQuestion(kind === 'or' ? '==' : '!=', last, operand);
    if (both) joined.splice(-1, 1, both);
    else joined.push(operand);
  }
  const [only] = joined;
  return joined.length === 1 && only ? only : { kind, operands: joined };
}

function sameQuestion(operator: '==' | '!=', a: Expression, b: Expression): Expression | null {
  const [first, second] = [askedOf(operator, a), askedOf(operator, b)];
  if (!first || !second || first.none === second.none) return null;
  const { subject } = first;
  const asked = subject.kind === 'assignment' && !subject.isPostfix ? subject.targets[0] : subject;
  return asked && same(asked, second.subject) ? comparison(operator, subject, nullish) : null;
}

function askedOf(
  operator: Comparison['operator'],
  question: Expression,
): { subject: Expression; none: string } | null {
  if (question.kind !== 'comparison' || question.operator !== operator) return null;
  const { left, right } = question;
  for (const [none, subject] of [
    [right, left],
    [left, right],
  ] as const) {
    if (none.kind === 'literal' && none.type === 'none') return { subject, none: none.value };
  }
  return null;
}

/** A value that is needed twice: as it is first read, and from then on. */
export function readTwice(
  value: Expression,
  reader: Reader,
): { first: Expression; again: Expression } {
  if (isPath(value) || value.kind === 'literal') return { first: value, again: value };
  if (value.kind === 'assignment' && value.targets[0] && !value.isPostfix) {
    return { first: value, again: value.targets[0] };
  }
  const again = reader.temporary();
  return { first: assignmentExpression(again, value), again };
}

/** `value ?? alternative` */
export function coalesce(value: Expression, alternative: Expression, reader: Reader): Expression {
  const { first, again } = readTwice(value, reader);
  return choice(isNotNullish(first), again, alternative);
}
