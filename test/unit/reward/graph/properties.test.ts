import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphFeatures, graphSimilarity } from '../../../../src/reward/graph/weisfeilerLehman.ts';
import { type GeneratedLanguage, statements, write } from '../generatedFunction.ts';
import { graphOf } from './support.ts';

const languages = ['python', 'go', 'ruby'] as const satisfies readonly GeneratedLanguage[];
const names = { locals: ['x', 'y', 'z'] as const };

describe.each(languages)('the features of a %s function', (language) => {
  const featuresOf = (
    ...[body, style]: [Parameters<typeof write>[1], Parameters<typeof write>[2]]
  ) => graphFeatures(graphOf(write(language, body, style), language).graph);

  it('know nothing of the names of locals', () => {
    fc.assert(
      fc.property(statements, (body) => {
        const renamed = featuresOf(body, { locals: ['total', 'a1', '_'.repeat(3)] });
        expect(renamed).toEqual(featuresOf(body, names));
      }),
    );
  });

  it('are the same each time', () => {
    fc.assert(
      fc.property(statements, (body) => {
        expect(featuresOf(body, names)).toEqual(featuresOf(body, names));
      }),
    );
  });

  it('are as similar to others as others to them, within 0 and 1, and 1 to themselves', () => {
    fc.assert(
      fc.property(statements, statements, (first, second) => {
        const [a, b] = [featuresOf(first, names), featuresOf(second, names)];
        const similarity = graphSimilarity(a, b);
        expect(similarity).toBe(graphSimilarity(b, a));
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(graphSimilarity(a, a)).toBe(1);
      }),
    );
  });
});
