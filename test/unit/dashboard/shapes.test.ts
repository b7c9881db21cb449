import { describe, expect, it } from 'vitest';
import { isAnswer, readReply, readRequest } from '../../../src/dashboard/shapes.ts';

const query = {
  ...{ repository: null, search: '', language: null, adapter: null, outcome: 'all' },
  ...{ order: 'time', descending: true },
};

describe('what the page sends', () => {
  it.each<[message: object]>([
    [{ id: 1, ask: 'overview', repository: null }],
    [{ id: 1, ask: 'rollouts', query, offset: 0, limit: 200 }],
    [{ id: 1, ask: 'cycle', cycle: '0007' }],
    [{ id: 1, act: 'openCode', rollout: 7 }],
    [{ id: 1, act: 'save', kind: 'csv', name: 'x', content: '' }],
    [{ id: 1, act: 'stopTraining' }],
  ])('%j is heard', (message) => {
    expect(readRequest(message)).toEqual(message);
  });

  it.each<[message: unknown]>([
    [null],
    ['overview'],
    [{ ask: 'overview', repository: null }],
    [{ id: -1, ask: 'overview', repository: null }],
    [{ id: 1, ask: 'overview', repository: 7 }],
    [{ id: 1, ask: 'constructor' }],
    [{ id: 1, ask: 'cycle', cycle: '../../etc' }],
    [{ id: 1, ask: 'rollouts', query, offset: 0, limit: 1e9 }],
    [{ id: 1, ask: 'rollouts', query: { ...query, order: 'id; DROP' }, offset: 0, limit: 1 }],
    [{ id: 1, act: 'save', kind: 'exe', name: 'x', content: '' }],
    [{ id: 1, act: 'openCode', rollout: '/etc/passwd' }],
    [{ id: 1, act: 'workbench.action.quit' }],
  ])('%j is not', (message) => {
    expect(readRequest(message)).toBeNull();
  });
});

describe('what the host sends', () => {
  it.each<[message: unknown, reply: unknown]>([
    [
      { id: 1, value: null },
      { id: 1, value: null },
    ],
    [
      { id: 1, error: 'No.' },
      { id: 1, error: 'No.' },
    ],
    [{ id: 1, error: 7 }, null],
    [{ id: '1', value: 7 }, null],
    [{ type: 'from another extension' }, null],
  ])('%j is read as %j', (message, reply) => {
    expect(readReply(message)).toEqual(reply);
  });

  it('is taken only if it answers the question', () => {
    expect(isAnswer('cycle', { functions: null, before: null })).toBe(true);
    expect(isAnswer('cycle', { functions: [{}], before: null })).toBe(false);
    expect(isAnswer('overview', {})).toBe(false);
  });
});
