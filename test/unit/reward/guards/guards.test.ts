import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bloatGuard } from '../../../../src/reward/guards/bloat.ts';
import { hasDocumentationForm } from '../../../../src/reward/guards/form.ts';
import { lengthGuard } from '../../../../src/reward/guards/length.ts';
import { isMemorised, lift } from '../../../../src/reward/guards/lift.ts';
import { proseGuard } from '../../../../src/reward/guards/prose.ts';
import { repetitionGuard } from '../../../../src/reward/guards/repetition.ts';
import { lexicalTokens } from '../../../../src/reward/lexicalTokens.ts';

describe('bloat: code that was added costs', () => {
  it.each([
    ['as long', 100, 100, 1],
    ['a third longer is still free', 100, 130, 1],
    ['one and a half times', 100, 150, Math.exp(-0.4)],
    ['twice, the function pasted again', 100, 200, Math.exp(-1.4)],
    ['shorter', 100, 10, 1],
    ['an empty original', 0, 1, 1],
  ])('%s', (_, original, candidate, left) => {
    expect(bloatGuard(original, candidate)).toBeCloseTo(left, 10);
  });
});

describe('length: a doc may have 80 tokens and one for each token of code', () => {
  it.each([
    [0, 10, 1],
    [90, 10, 1],
    [180, 10, Math.exp(-1)],
    [300, 1000, 1],
  ])('%i tokens for %i of code', (doc, code, left) => {
    expect(lengthGuard(doc, code)).toBeCloseTo(left, 10);
  });
});

describe('repetition', () => {
  const says = 'Returns the first item of the list that is longer than the limit given.';
  it.each([
    ['says each thing once', says, 1],
    ['too short for a 4-gram', 'Returns it.', 1],
    ['a word over and over', 'value '.repeat(40), 0],
    ['a sentence four times', `${says} `.repeat(4), 0],
  ])('%s', (_, doc, left) => {
    expect(repetitionGuard(lexicalTokens(doc))).toBe(left);
  });
});

describe('prose: a doc is written in words', () => {
  const code = lexicalTokens('total = 0\nfor item in items:\n    total += item.price * count');
  it.each([
    ['words', 'Adds up the price of every item, each taken count times.', 1],
    ['words without spaces', '返回列表中第一个元素。', 1],
    ['base64', 'dG90YWwgPSAwCmZvciBpdGVtIGluIGl0ZW1zOg== aXRlbS5wcmljZSAqIGNvdW50', 0],
    ['symbols', 'Σ(p_i · c) = ⟨p|c⟩ + 0 ∀ i ∈ [0, n) ; → → =>', 0],
    ['the code’s own tokens, shuffled', 'price item * total += items : 0 count = total item', 0],
    ['nothing', '', 0],
  ])('%s', (_, doc, left) => {
    expect(proseGuard(lexicalTokens(doc), code)).toBe(left);
  });
});

describe('form: some text, not too much, not only fenced code', () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
  it.each([
    ['', false],
    ['   \n', false],
    ['TODO', false],
    ['Returns it.', true],
    [words(600), true],
    [words(601), false],
    ['```python\nreturn a + b\n```', false],
    ['```python\nreturn a + b', false],
    ['~~~\nreturn a + b\n~~~\n', false],
    ['Adds two numbers:\n```python\nadd(1, 2) == 3\n```', true],
    ['限制数值范围', true],
    ['数値を下限から上限までの範囲に収めて返します。', true],
    ['数', false],
  ])('%j', (doc, is) => {
    expect(hasDocumentationForm(doc)).toBe(is);
  });
});

describe('lift: what a doc adds to the signature', () => {
  it.each([
    ['all that was left to gain', [1, 1], 0.5, 1],
    ['half of it', [0.75], 0.5, 0.5],
    ['nothing', [0.5], 0.5, 0],
    ['it does harm', [0.2], 0.5, 0],
    ['signature alone has the wrong form', [0.5], -0.2, 0.5],
    ['the model knows the function by heart', [1, 1], 0.95, null],
    ['no reward', [], 0, null],
  ])('%s', (_, rewards, baseline, lifted) => {
    expect(lift(rewards, baseline)).toBe(lifted);
  });

  it('stays from 0 to 1 and never falls when a reward rises', () => {
    const reward = fc.double({ min: -0.2, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(reward, { minLength: 1 }), reward, reward, (rest, more, baseline) => {
        fc.pre(!isMemorised(baseline));
        const lower = lift([...rest, Math.min(0, more)], baseline) ?? Number.NaN;
        const higher = lift([...rest, more], baseline) ?? Number.NaN;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(higher).toBeLessThanOrEqual(1);
        if (more >= 0) expect(higher).toBeGreaterThanOrEqual(lower);
      }),
    );
  });
});
