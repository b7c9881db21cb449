import { describe, expect, it } from 'vitest';
import { score } from './support.ts';

const original = `def merge_sorted(left, right, key=None):
    merged = []
    position = 0
    for item in left:
        while position < len(right) and compare(right[position], item, key) < 0:
            merged.append(right[position])
            position += 1
        merged.append(item)
    merged.extend(right[position:])
    return merged`;

const body = original.slice(original.indexOf('\n') + 1);

function leakOf(doc: string): number {
  return score('python', original, original, doc).parts.leak ?? Number.NaN;
}

describe('the leak of a documentation', () => {
  it.each([
    ['', 'nothing'],
    ['Merges two sorted lists into one that is sorted, the left first among equals.', 'prose'],
    [
      'Merge two sorted sequences.\n\nArgs:\n    left: the first list\n    right: the second list\n' +
        '    key: how to compare, see `compare`\n\nReturns:\n    a new sorted list\n\n' +
        '>>> merge_sorted([1, 3], [2])\n[1, 2, 3]',
      'sections, names and an example',
    ],
    [original.slice(0, original.indexOf('\n')), 'the signature, which the model is given anyway'],
  ])('is none in %j: %s', (doc) => {
    expect(leakOf(doc)).toBe(0);
  });

  it.each([
    [original, 'the function'],
    [body, 'the body'],
    [body.replace(/\s+/g, ' '), 'the body on one line'],
    [body.replace(/^ */gm, '- '), 'the body as a list'],
    [`Merges.\n\n\`\`\`python\n${body}\n\`\`\`\nas told.`, 'the body in a fence'],
    [body.replaceAll('(', ' ( ').replaceAll("'", '"'), 'the body spaced otherwise'],
  ])('is whole in %j: %s', (doc) => {
    expect(leakOf(doc)).toBe(1);
    expect(score('python', original, original, doc).reward).toBe(0);
  });

  it('is between for pseudo-code that keeps the names in order', () => {
    const pseudo =
      'Start with an empty list merged and position zero. For each item of left, while position ' +
      'is below the length of right and compare of right at position with item by key is negative, ' +
      'append to merged what right has at position, then raise position by one; append item to ' +
      'merged. At the end extend merged with right from position on and give merged back.';
    expect(leakOf(pseudo)).toBeGreaterThan(0.5);
  });

  it('grows with what is copied', () => {
    const lines = body.split('\n');
    const leaks = lines.map((_, count) => leakOf(`Merges. ${lines.slice(0, count).join('\n')}`));
    expect(leaks).toEqual(leaks.toSorted((a, b) => a - b));
    expect(leaks[0]).toBe(0);
    expect(leaks.at(-1)).toBe(1);
  });

  it('does not count comments of the body', () => {
    const commented = original.replace(
      '    merged = []',
      '    # walks both lists once, in step\n    merged = []',
    );
    expect(
      score('python', commented, commented, 'Walks both lists once, in step.').parts.leak,
    ).toBe(0);
  });

  it('lowers the reward, not the similarity; without a doc there is none', () => {
    expect(score('python', original, original, original)).toMatchObject({
      reward: 0,
      similarity: 1,
    });
    expect(score('python', original, original).parts).not.toHaveProperty('leak');
  });
});
