import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTrainerEvent } from '../../../src/training/trainerEvents.ts';

const noFigures = {
  ...{ epoch: null, loss: null, kl: null, clipShare: null, entropy: null },
  ...{ gradientNorm: null, tokensPerSecond: null, etaSeconds: null },
};

describe('a line of the trainer', () => {
  it.each([
    ['{"event":"phase","phase":"loading"}', { event: 'phase', phase: 'loading' }],
    [
      '{"event":"progress","step":3,"steps":20,"epoch":1,"loss":0.5,"kl":0.01,"clipShare":0.1,"entropy":0.7,"gradientNorm":1.5,"tokensPerSecond":120,"etaSeconds":90}',
      {
        ...{ event: 'progress', step: 3, steps: 20, epoch: 1, loss: 0.5, kl: 0.01, clipShare: 0.1 },
        ...{ entropy: 0.7, gradientNorm: 1.5, tokensPerSecond: 120, etaSeconds: 90 },
      },
    ],
    [
      '{"event":"progress","step":1,"steps":2,"kl":null}',
      { event: 'progress', step: 1, steps: 2, ...noFigures },
    ],
    [
      '{"event":"skipped","reason":"no-variance","count":4}',
      { event: 'skipped', reason: 'no-variance', count: 4 },
    ],
    ['{"event":"stopped","reason":"signal"}', { event: 'stopped', reason: 'signal' }],
    [
      '{"event":"done","adapter":"/a.gguf","metrics":{"steps":3}}',
      { event: 'done', adapter: '/a.gguf', metrics: { steps: 3 } },
    ],
    [
      '{"event":"error","code":"failed","message":"It failed."}',
      { event: 'error', code: 'failed', message: 'It failed.' },
    ],
    ['{"event":"news","of":"a later version"}', null],
    ['{"event":"constructor"}', null],
  ])('%s', (line, event) => {
    expect(parseTrainerEvent(line)).toEqual(event);
  });

  it.each([
    ['secret = 1', 'JSON'],
    ['', 'JSON'],
    ['{"event":"progress","step":NaN}', 'JSON'],
    ['["secret"]', 'an object'],
    ['{"step":1}', 'a text under event'],
    ['{"event":"progress","step":"secret","steps":2}', 'a number under step'],
    ['{"event":"done"}', 'a text under adapter'],
  ])('%j is none, and is not repeated', (line, lacks) => {
    expect(() => parseTrainerEvent(line)).toThrow(
      new SyntaxError(`A line of the trainer lacks ${lacks}`),
    );
  });

  it('never gives anything but an event, null or a SyntaxError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        try {
          const event = parseTrainerEvent(line);
          expect(event === null || typeof event.event === 'string').toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});
