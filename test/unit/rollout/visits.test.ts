import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeHash } from '../../../src/rollout/codeHash.ts';
import type { GenerationFacts } from '../../../src/rollout/types.ts';
import { aDocumentation, aGeneration, aReconstruction, aSubject } from './records.ts';
import { temporaryStore } from './temporaryStore.ts';

const { modelHash, adapter } = aGeneration();
const policy = {
  ...{ modelHash, adapter },
  documentationPrompt: 'documentation/1',
  reconstructionPrompt: 'reconstruction/1',
};
const pure = { temperature: 1 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('what a policy drew for training', () => {
  it('by function: when last, how many docs, and how much their rewards differ', () => {
    const store = temporaryStore();
    const subject = aSubject();
    const draw = (time: number, rewards: readonly number[]) => {
      vi.setSystemTime(time);
      const documentationId = store.recordDocumentation(
        aDocumentation({ subject, generation: aGeneration(pure) }),
      );
      const generation = aGeneration({ ...pure, promptVersion: 'reconstruction/1/python' });
      for (const reward of rewards) {
        store.recordReconstruction(
          aReconstruction({ subject, generation, documentationId, reward }),
        );
      }
    };
    const seen = () => store.visits(subject.repository, policy);
    expect(seen()).toEqual([]);
    draw(1000, [0.1, 0.3]);
    const visit = { codeHash: codeHash(subject.code), visitedAt: 1000, docs: 1, variance: null };
    expect(seen()).toEqual([visit]);
    draw(2000, [0.6]);
    const both = { ...visit, visitedAt: 2000, docs: 2, variance: expect.closeTo(0.04) };
    expect(seen()).toEqual([both]);
    expect(store.visits('/elsewhere', policy)).toEqual([]);
  });

  it.each<[string, Partial<GenerationFacts>, number]>([
    ['of the policy', pure, 1],
    ['as people get docs', { temperature: 0.2 }, 0],
    ['of another model', { ...pure, modelHash: 'cafe' }, 0],
    ['of an adapter', { ...pure, adapter: '0001' }, 0],
    ['under another prompt', { ...pure, promptVersion: 'documentation/12/python/plain' }, 0],
  ])('a doc %s: %o -> %i', (_, facts, visits) => {
    const store = temporaryStore();
    const record = aDocumentation({ generation: aGeneration(facts) });
    store.recordDocumentation(record);
    expect(store.visits(record.subject.repository, policy)).toHaveLength(visits);
  });

  it('a visit without a usable doc is a visit', () => {
    const store = temporaryStore();
    const failed = { doc: null, failure: 'empty-reply', generation: aGeneration(pure) };
    const record = aDocumentation(failed);
    store.recordDocumentation(record);
    expect(store.visits(record.subject.repository, policy)).toMatchObject([{ docs: 0 }]);
  });
});
