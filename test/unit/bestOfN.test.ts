import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BestOfOptions, bestOfN } from '../../src/bestOfN.ts';
import type { Candidate } from '../../src/candidate.ts';
import { AbortError } from '../../src/common/abort.ts';
import type { GenerateRequest } from '../../src/engine/engine.ts';
import { FakeEngine, type ScriptedReply } from '../../src/engine/fake.ts';
import { RoundTrip } from '../../src/roundTrip.ts';
import { testParser } from '../support/grammars.ts';
import { unitOf } from '../support/units.ts';

const parser = testParser();
beforeAll(() => parser.load('python'));

const place = { repository: '/repository', path: 'add.py' };
const adding = 'def add(first, second):\n    return first + second';
const stub = 'def add(first, second):\n    ...';
const unusable = '"""';
const died: ScriptedReply = { text: 'Adds', diesAfter: 2 };

/** A doc whose reconstruction gets the reward that it names. */
const worth = (reward: number) => `Adds, which is worth ${reward}.`;

interface Scripts {
  readonly docs: readonly (string | ScriptedReply)[];
  /** Replies to the first requests for code; the others are worth what their doc says. */
  readonly codes?: readonly (string | ScriptedReply)[];
  readonly code?: string;
  readonly pieceDelay?: number;
}

function searching(
  { docs, codes = [], code = adding, pieceDelay = 0 }: Scripts,
  options: Partial<BestOfOptions> = {},
) {
  const rebuilding: GenerateRequest[] = [];
  const engine = new FakeEngine((request) => {
    const asked = request.prompt.messages.at(-1)?.content ?? '';
    if (!request.prompt.prefill.includes('def add')) {
      const doc = docs[request.sampling.seed] ?? '';
      return typeof doc === 'string' ? `${doc}"""` : doc;
    }
    const scripted = codes[rebuilding.push(request) - 1];
    return scripted ?? `    return ${/worth (-?\d+(?:\.\d+)?)/.exec(asked)?.[1]}\n`;
  }, pieceDelay);
  const roundTrip = new RoundTrip({
    engine,
    reward: (_, code) => {
      const reward = Number(/return (\S+)/.exec(code)?.[1]);
      return { reward, similarity: reward, parts: { tokens: reward } };
    },
    store: { recordDocumentation: () => 1, recordReconstruction: () => 1, recordVerdict() {} },
    identity: () => ({ model: 'fake', modelHash: 'f00', adapter: null }),
    onNotRecorded: (error) => expect.fail(String(error)),
  });
  const candidates = bestOfN(roundTrip, place, unitOf(parser, 'python', code), {
    ...{ docs: docs.length, reconstructions: 1, seed: 0 },
    ...options,
  });
  return { candidates, rebuilding, engine };
}

/** Each list that was yielded, as docs with their fidelities. */
async function told(lists: AsyncIterable<readonly Candidate[]>) {
  const all = [];
  for await (const list of lists) all.push(list.map(shown));
  return all;
}

const shown = ({ documentation, fidelity }: Candidate) => [documentation.doc, fidelity] as const;

describe('the best of N docs', () => {
  it('gives one doc at once, and then better ones as they come, best first', async () => {
    const [a, b, c] = [worth(0.5), worth(0.25), worth(0.75)];
    const { candidates } = searching({ docs: [a, b, c] });
    expect(await told(candidates)).toEqual([
      [[a, null]],
      [[a, 0.5]],
      [
        [a, 0.5],
        [b, null],
        [c, null],
      ],
      [
        [a, 0.5],
        [b, 0.25],
        [c, null],
      ],
      [
        [c, 0.75],
        [a, 0.5],
        [b, 0.25],
      ],
    ]);
  });

  it.each([
    ['equal docs are one candidate, rebuilt once', [worth(0.5), worth(0.5), worth(0.5)], 1],
    ['a reply that is no doc is none', [unusable, worth(0.5), unusable], 1],
    ['a later doc on which the engine dies is none', [worth(0.5), died], 1],
  ])('%s', async (_, docs, rebuilt) => {
    const { candidates, rebuilding } = searching({ docs });
    expect((await told(candidates)).at(-1)).toEqual([[worth(0.5), 0.5]]);
    expect(rebuilding).toHaveLength(rebuilt);
  });

  it('streams the first doc alone', async () => {
    const previews: string[] = [];
    const { candidates } = searching(
      { docs: [worth(0.1), worth(0.9)] },
      { onPreview: (doc) => previews.push(doc) },
    );
    await told(candidates);
    expect(previews.at(-1)).toBe(worth(0.1));
    expect(previews.filter((text) => text.includes('0.9'))).toEqual([]);
  });

  it('ends sorted, with every distinct doc, for whatever the docs are worth', async () => {
    const rewards = fc.array(
      fc.integer({ min: -1, max: 4 }).map((quarters) => quarters / 4),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(rewards, async (drawn) => {
        const lists = await told(searching({ docs: drawn.map(worth) }).candidates);
        const best = [...new Set(drawn)].map((reward) => Math.max(0, reward));
        expect(lists.at(-1)?.map(([, fidelity]) => fidelity)).toEqual(best.sort((a, b) => b - a));
      }),
    );
  });
});

describe('the fidelity of a candidate', () => {
  it.each([
    ['the mean over its reconstructions', ['    return 1\n', '    return 0.5\n'], 0.75],
    ['0 for a reply that is no code', ['', '    return 1\n'], 0.5],
    ['never below 0', ['    return -0.2\n', '    return -0.2\n'], 0],
  ])('is %s', async (_, codes, fidelity) => {
    const { candidates } = searching({ docs: [worth(1)], codes }, { reconstructions: 2 });
    expect((await told(candidates)).at(-1)).toEqual([[worth(1), fidelity]]);
  });

  it('comes from a greedy reconstruction and others with seeds of their own', async () => {
    const docs = [worth(0.1), worth(0.2)];
    const { candidates, engine } = searching({ docs }, { reconstructions: 3 });
    await told(candidates);
    const drawn = engine.requests.map(({ sampling }) => [sampling.temperature, sampling.seed]);
    const rebuilding = [
      [0, 0],
      [0.4, 2],
      [0.4, 3],
    ];
    expect(drawn).toEqual([[0.4, 0], ...rebuilding, [0.4, 1], ...rebuilding]);
  });

  it('carries the mean of the parts and the first code', async () => {
    const codes = ['    return 1\n', '    return 0.5\n'];
    const { candidates } = searching({ docs: [worth(1)], codes }, { reconstructions: 2 });
    for await (const [best] of candidates) {
      if (best?.fidelity === null) continue;
      expect(best).toMatchObject({
        parts: { tokens: 0.75 },
        reconstruction: { code: 'def add(first, second):\n    return 1' },
      });
    }
  });

  it.each([
    ['when none is asked for', adding, 0],
    ['of a stub', stub, 2],
  ])('is not measured %s', async (_, code, reconstructions) => {
    const docs = [worth(0.1), worth(0.2)];
    const { candidates, rebuilding } = searching({ docs, code }, { reconstructions });
    expect((await told(candidates)).at(-1)).toEqual(docs.map((doc) => [doc, null]));
    expect(rebuilding).toEqual([]);
  });
});

describe('trouble', () => {
  it('a death while one doc is rebuilt costs nothing but time: it is tried once more', async () => {
    const { candidates } = searching({ docs: [worth(0.1), worth(0.2)], codes: [died] });
    expect((await told(candidates)).at(-1)).toEqual([
      [worth(0.2), 0.2],
      [worth(0.1), 0.1],
    ]);
  });

  it('a doc that can’t be measured stands last', async () => {
    const { candidates } = searching({ docs: [worth(0.1), worth(0.2)], codes: [died, died] });
    expect((await told(candidates)).at(-1)).toEqual([
      [worth(0.2), 0.2],
      [worth(0.1), null],
    ]);
  });

  it.each([
    ['no doc is usable', { docs: [unusable, unusable] }, 'empty-reply'],
    ['the engine dies on every doc', { docs: [died, died] }, 'engine-died'],
    ['nothing can be rebuilt', { docs: [worth(1)], codes: [died] }, 'engine-died'],
  ])('throws when %s', async (_, scripts, code) => {
    await expect(told(searching(scripts).candidates)).rejects.toMatchObject({ code });
  });

  it('cancelling ends it at once, and nothing more is asked of the model', async () => {
    const abort = new AbortController();
    const docs = [worth(0.1), worth(0.2), worth(0.3)];
    const { candidates, engine } = searching(
      { docs, pieceDelay: 5 },
      { signal: abort.signal, seconds: 60 },
    );
    await candidates.next();
    const rest = candidates.next();
    setTimeout(() => abort.abort(new AbortError()), 10);
    await expect(rest).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.requests).toHaveLength(2);
    expect(await candidates.next()).toEqual({ done: true, value: undefined });
  });

  it('a cancel while a doc is written throws too', async () => {
    const signal = AbortSignal.abort(new AbortError());
    const { candidates } = searching({ docs: [worth(0.1)] }, { signal });
    await expect(candidates.next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the time budget', () => {
  it('lets the first doc be written all the same', async () => {
    const docs = [worth(0.1), worth(0.2)];
    const { candidates } = searching({ docs, pieceDelay: 5 }, { seconds: 0 });
    expect(await told(candidates)).toEqual([[[worth(0.1), null]]]);
  });

  it('keeps what is there when it is over', async () => {
    const docs = Array.from({ length: 100 }, (_, index) => worth(index / 100));
    const { candidates } = searching({ docs, pieceDelay: 10 }, { seconds: 1 });
    const last = (await told(candidates)).at(-1) ?? [];
    const measured = last.filter(([, fidelity]) => fidelity !== null);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.length).toBeLessThan(docs.length);
  });

  it('is waited for no longer than the docs take', async () => {
    const started = performance.now();
    await told(searching({ docs: [worth(0.1)] }, { seconds: 60 }).candidates);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
