import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StopRule } from '../../../src/engine/engine.ts';
import { Reply } from '../../../src/engine/reply.ts';

interface Outcome {
  readonly text: string;
  readonly complete: boolean;
  readonly shown: readonly string[];
}

/** Draws the text in pieces and notes what is shown on the way. */
function draw(pieces: readonly string[], before: string[], after: string[] = []): Outcome {
  const reply = new Reply({ before, after });
  const shown: string[] = [];
  for (const piece of pieces) {
    shown.push(reply.add(piece));
    if (reply.complete) break;
  }
  const { complete } = reply;
  shown.push(reply.end());
  return { text: reply.text, complete, shown: shown.filter((text) => text !== '') };
}

describe('the stop rule', () => {
  const fence = '^```';
  const leavesBody = '\\n(?=[^\\s])';
  const cases: [string, string[], string[], string[], string, boolean][] = [
    ['never matches', ['a doc', '\n'], [fence], [], 'a doc\n', false],
    ['cuts before its match', ['a doc\n', '``', '`\nmore'], [fence], [], 'a doc\n', true],
    ['cuts after its match', ['x\n}', '\ny'], [], ['^\\}\\n'], 'x\n}\n', true],
    ['may match in mid-piece', ['one\n```\ntwo'], [fence], [], 'one\n', true],
    ['looks ahead into the next line', ['  a\n', '  b\n', 'c'], [leavesBody], [], '  a\n  b', true],
    ['takes the earliest of many', ['a b c'], ['c', 'b'], ['a b'], 'a b', true],
    ['prefers the cut before at the same place', ['a b c'], ['b'], ['b c'], 'a ', true],
    ['is tried on blank lines too', ['a\n', '\n', '\nb'], ['\\n{3}'], [], 'a', true],
    ['anchors at the start of the reply', ['```'], [fence], [], '', true],
  ];
  for (const [name, pieces, before, after, text, complete] of cases) {
    it(name, () => expect(draw(pieces, before, after)).toMatchObject({ text, complete }));
  }

  it('is refused if it is no regular expression', () => {
    expect(() => new Reply({ before: ['('], after: [] })).toThrow(SyntaxError);
  });
});

describe('what is shown', () => {
  it('comes at once where nothing can be cut off', () => {
    expect(draw(['a', 'b\n', 'c'], [], ['z']).shown).toEqual(['a', 'b\n', 'c']);
  });

  it('comes by lines where the line being written may be cut off', () => {
    const { shown } = draw(['one ', 'line\n', '\ntwo', '\n', 'three'], ['^```']);
    expect(shown).toEqual(['one line', '\n\ntwo', '\nthree']);
  });

  const piece = fc.constantFrom('a', 'b ', '\n', '\n\n', '```', '}', '  c', 'x\ny', 'é', '😀');
  const pattern = fc.constantFrom(
    '^```',
    '\\n{3}',
    '\\n(?=\\S)',
    '^\\}',
    'a[\\s\\S]*c',
    '[\\s\\S]+b',
    'é',
    '(?<=a)\\n',
    '$',
  );
  const patterns = fc.array(pattern, { maxLength: 3 });

  it('joined is the final text, whatever the rule and the pieces', () => {
    fc.assert(
      fc.property(fc.array(piece), patterns, patterns, (pieces, before, after) => {
        const { text, shown } = draw(pieces, before, after);
        expect(shown.join('')).toBe(text);
        expect(pieces.join('').startsWith(text)).toBe(true);
      }),
    );
  });

  it('does not depend on whether anyone watches the pieces: a stopped reply takes no more', () => {
    const rule: StopRule = { before: [], after: ['b'] };
    const reply = new Reply(rule);
    expect([reply.add('ab'), reply.add('c'), reply.end()]).toEqual(['ab', '', '']);
    expect(reply.text).toBe('ab');
  });
});
