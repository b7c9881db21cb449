import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  generatedLanguages,
  mayBeEndless,
  type Style,
  statements,
  write,
} from './generatedFunction.ts';
import { realFunctions, score } from './support.ts';

const plain: Style = { locals: ['a', 'b', 'c'] };
const renamed: Style = { locals: ['count', 'x1', 'a'] };
const language = fc.constantFrom(...generatedLanguages);
const comment = fc.stringMatching(/^[a-z "'=(){}]{0,30}$/);
const runs = { numRuns: 60 };

describe('for any function', () => {
  it('itself is worth 1, with other names for locals and with comments too', () => {
    fc.assert(
      fc.property(language, statements, comment, (id, body, text) => {
        const original = write(id, body, plain);
        expect(score(id, original, original)).toMatchObject({ reward: 1, similarity: 1 });
        for (const style of [renamed, { ...plain, comment: text }]) {
          expect(score(id, original, write(id, body, style))).toMatchObject({ reward: 1 });
        }
      }),
      runs,
    );
  });

  it('a missing statement never gains, renaming all locals never costs', () => {
    fc.assert(
      fc.property(language, statements, fc.nat(), (id, body, choice) => {
        // Without an endless loop the function is another one altogether, see below.
        fc.pre(!body.some(mayBeEndless));
        const original = write(id, body, plain);
        const shorter = body.toSpliced(choice % body.length, 1);
        const { similarity } = score(id, original, write(id, shorter, plain));
        expect(similarity).toBeLessThanOrEqual(1);
        expect(similarity).toBeGreaterThan(0);
        expect(score(id, original, write(id, body, renamed)).similarity).toBe(1);
      }),
      runs,
    );
  });

  it.each(['python', 'typescript'] as const)(
    'an endless loop has nothing of what stands after it, in %s',
    (id) => {
      const number = { kind: 'number', value: 1 } as const;
      const same = { kind: 'assign', target: 0, value: { kind: 'local', value: 0 } } as const;
      const endless = { kind: 'while', condition: number, body: same } as const;
      const original = write(id, [endless], plain);
      expect(score(id, original, original).similarity).toBe(1);
      expect(score(id, original, write(id, [], plain)).similarity).toBeLessThan(0.2);
    },
  );

  it('a doc that holds the body earns nothing', () => {
    fc.assert(
      fc.property(language, statements, fc.lorem(), fc.lorem(), (id, body, before, after) => {
        const original = write(id, body, plain);
        const { reward, parts } = score(id, original, original, `${before}\n${original}\n${after}`);
        expect(parts.leak).toBe(1);
        expect(reward).toBe(0);
      }),
      runs,
    );
  });

  it('two functions are as alike one way as the other', () => {
    fc.assert(
      fc.property(language, statements, statements, (id, one, other) => {
        const [a, b] = [write(id, one, plain), write(id, other, renamed)];
        expect(score(id, a, b).similarity).toBeCloseTo(score(id, b, a).similarity, 12);
      }),
      runs,
    );
  });
});

describe('for any candidate whatever', () => {
  const original = fc.constantFrom(...realFunctions);

  /** Real code with a piece cut out and another put in. */
  const candidate = fc
    .tuple(
      original,
      fc.nat(),
      fc.nat(60),
      fc.oneof(fc.string(), fc.constantFrom('(', '\n', '"', '}')),
    )
    .map(([{ code }, place, length, text]) => {
      const start = place % code.length;
      return code.slice(0, start) + text + code.slice(start + length);
    });

  it('parts lie between 0 and 1, the reward too or at -0.2, and again the same', () => {
    fc.assert(
      fc.property(original, candidate, fc.lorem(), (one, text, doc) => {
        const result = score(one.language, one.code, text, doc);
        for (const value of [result.similarity, ...Object.values(result.parts)]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        if (result.reward !== -0.2) expect(result.reward).toBeGreaterThanOrEqual(0);
        expect(result.parts).not.toHaveProperty('fallback');
        expect(score(one.language, one.code, text, doc)).toEqual(result);
      }),
      { numRuns: 300 },
    );
  });
});
