import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';
import type { NodeRule } from './rule.ts';

/** What a string is made of, where `id` is known to be one. */
function piecesOf(values: Values, id: NodeId): readonly NodeId[] | undefined {
  if (values.stringAt(id) !== undefined) return [id];
  const argument = values.argumentOf(id, 'str');
  return argument === undefined ? values.match(id, 'format') : [argument];
}

/** Neighbouring texts in one, values bare. */
function joined(values: Values, pieces: readonly NodeId[]): NodeId[] {
  const joined: NodeId[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const text = values.stringAt(piece);
    const before = last === undefined ? undefined : values.stringAt(last);
    if (text === '') continue;
    if (text !== undefined && before !== undefined) {
      joined[joined.length - 1] = values.literal('string', before + text);
    } else joined.push(piece);
  }
  return joined;
}

/** Ways to put values into a text. */
export const stringRules: readonly NodeRule[] = [
  {
    name: 'interpolation',
    before: "f'{str(a)}b'",
    after: "f'{a}b'",
    on: ['format'],
    apply(values, operands) {
      const pieces = joined(
        values,
        operands.flatMap((piece) => piecesOf(values, piece) ?? [piece]),
      );
      const [first = values.literal('string', '')] = pieces;
      if (pieces.length > 1) return values.keep('format', 'format', pieces);
      if (values.stringAt(first) !== undefined || pieces.length === 0) return first;
      return values.keep('call/1', 'call', [values.global('str'), first]);
    },
  },
  {
    name: 'concatenation of strings',
    before: "'a' + str(b)",
    after: "f'a{b}'",
    on: ['op:+'],
    apply(values, operands) {
      const pieces = operands.map((operand) => piecesOf(values, operand));
      const known = pieces.filter((piece) => piece !== undefined);
      if (known.length < operands.length) return undefined;
      return values.make('format', 'format', known.flat());
    },
  },
];
