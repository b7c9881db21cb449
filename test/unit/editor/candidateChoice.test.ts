import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../../src/candidate.ts';
import { CandidateChoice } from '../../../src/editor/candidateChoice.ts';

const list = (...docs: string[]) => docs.map((doc) => candidateOf({ id: null, doc }));
const seen = ({ shown, position, count }: CandidateChoice) =>
  `${shown?.documentation.doc ?? '-'} ${position + 1}/${count}`;

/** Each step is a list that came, or a key. What is seen after each. */
describe('what a person sees', () => {
  it.each([
    ['nothing before the first comes', [], '- 1/0'],
    ['the best, as better ones come', [list('a'), list('a', 'b'), list('b', 'a')], 'b 1/2'],
    [
      'what they went to, though better ones come',
      [list('a', 'b'), 1, list('c', 'a', 'b')],
      'b 3/3',
    ],
    ['round at the end', [list('a', 'b', 'c'), -1], 'c 3/3'],
    ['round at the other end', [list('a', 'b'), 1, 1], 'a 1/2'],
    ['a key with one alone changes nothing', [list('a'), 1, list('b', 'a')], 'b 1/2'],
  ] as const)('%s', (_, steps, expected) => {
    const choice = new CandidateChoice();
    for (const step of steps) {
      if (typeof step === 'number') choice.step(step as 1 | -1);
      else choice.update(step as ReturnType<typeof list>);
    }
    expect(seen(choice)).toBe(expected);
  });
});
