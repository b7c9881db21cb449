import { describe, expect, it } from 'vitest';
import { candidateOf, isMeasured, rewardsOf } from '../../src/candidate.ts';
import { type Outcome, RoundtripError } from '../../src/common/errors.ts';
import type { Reconstruction } from '../../src/roundTrip.ts';

const judged = (reward: number | null): Outcome<Reconstruction> => ({
  value: { code: 'f()', reward, similarity: 0.5, parts: {} },
});
const noCode: Outcome<Reconstruction> = { error: new RoundtripError('unusable-reply', 'No code.') };

describe('what a doc is worth', () => {
  it.each<[what: string, Outcome<Reconstruction>[], rewards: number[], fidelity: number | null]>([
    ['nothing came yet', [], [], null],
    ['the mean', [judged(1), judged(0.5)], [1, 0.5], 0.75],
    ['a reply without code counts as 0', [judged(1), noCode], [1, 0], 0.5],
    ['no reply with code', [noCode, noCode], [0, 0], 0],
    ['what can’t be judged does not count', [judged(1), judged(null)], [1], 1],
    ['a wrong form is less than nothing, a fidelity is not', [judged(-0.2)], [-0.2], 0],
  ])('%s', (_, rebuilt, rewards, fidelity) => {
    expect(rewardsOf(rebuilt)).toEqual(rewards);
    const candidate = candidateOf({ id: null, doc: 'Adds.' }, rebuilt);
    expect(candidate.fidelity).toBe(fidelity);
    expect(isMeasured(candidate)).toBe(rebuilt.length > 0);
  });
});
