import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, RoundtripError, successOf } from '../../src/common/errors.ts';
import { FakeEngine, type Script } from '../../src/engine/fake.ts';
import { createReward } from '../../src/reward/reward.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import type { RolloutSink } from '../../src/rollout/types.ts';
import { greedySampling, RoundTrip, userSampling } from '../../src/roundTrip.ts';
import { testParser } from '../support/grammars.ts';
import { unitOf } from '../support/units.ts';

const parser = testParser();
const place = { repository: '/repository', path: 'add.py' };
const body = '    return first + second';
const code = `def add(first, second):\n${body}`;
const identity = { model: 'fake', modelHash: 'f00', adapter: null };

beforeAll(() => parser.load('python'));

let folder: string;
let store: RolloutStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'round-trip-'));
  store = new RolloutStore(folder, () => {});
});
afterEach(() => {
  store.dispose();
  rmSync(folder, { recursive: true });
});

function roundTripWith(script: Script, sink: RolloutSink = store) {
  const engine = new FakeEngine(script);
  const notRecorded: unknown[] = [];
  const recorded: number[] = [];
  const remembering: RolloutSink = {
    recordDocumentation(record) {
      const id = sink.recordDocumentation(record);
      recorded.push(id);
      return id;
    },
    recordReconstruction: (record) => sink.recordReconstruction(record),
    recordVerdict: (id, verdict) => sink.recordVerdict(id, verdict),
  };
  const roundTrip = new RoundTrip({
    engine,
    reward: createReward(parser),
    store: remembering,
    identity: () => identity,
    onNotRecorded: (error) => notRecorded.push(error),
  });
  return { engine, notRecorded, recorded, roundTrip, unit: unitOf(parser, 'python', code) };
}

describe('a round trip', () => {
  it('documents, rebuilds from the doc alone, scores and records', async () => {
    const { engine, recorded, roundTrip, unit } = roundTripWith([
      'Add both numbers."""',
      `${body}\n`,
    ]);
    const previews: string[] = [];
    const [drawn] = await roundTrip.document(place, unit, [userSampling(7)], {
      onPreview: (doc) => previews.push(doc),
    });
    const documentation = drawn && successOf(drawn);
    expect(documentation).toEqual({ id: recorded[0], doc: 'Add both numbers.' });
    expect(previews.at(-1)).toBe('Add both numbers.');
    if (!documentation) return;

    const [rebuilt] = await roundTrip.reconstruct(place, unit, documentation, [greedySampling]);
    expect(rebuilt && successOf(rebuilt)).toMatchObject({ code, reward: 1, similarity: 1 });

    const sent = JSON.stringify(engine.requests[1]);
    expect(sent).toContain('Add both numbers.');
    expect(sent).not.toContain(body.trim());
    expect(store.documentation(documentation.id ?? 0)).toMatchObject({
      subject: { ...place, qualifiedName: 'add', code },
      generation: { ...identity, seed: 7, stopReason: 'rule' },
      doc: 'Add both numbers.',
      failure: null,
    });
    expect(store.lastRoundTrip('/repository', 'add.py', 'add')).toMatchObject({
      documentationId: documentation.id,
      code,
      reward: 1,
    });
  });

  it('draws several docs from one prompt, each with its seed', async () => {
    const { engine, recorded, roundTrip, unit } = roundTripWith([
      'Add both."""',
      '"""',
      'Sum of both."""',
    ]);
    const outcomes = await roundTrip.document(place, unit, [1, 2, 3].map(userSampling));
    expect(outcomes.map((outcome) => successOf(outcome)?.doc ?? failureOf(outcome))).toEqual([
      'Add both.',
      'empty-reply',
      'Sum of both.',
    ]);
    expect(engine.requests.map(({ sampling }) => sampling.seed)).toEqual([1, 2, 3]);
    expect(store.summary().documentations).toBe(3);
    expect(store.documentation(recorded[1] ?? 0)).toMatchObject({
      doc: null,
      failure: 'empty-reply',
    });
  });

  it('records a death of the engine and lets the error go on', async () => {
    const { recorded, roundTrip, unit } = roundTripWith([{ text: 'Add both.', diesAfter: 3 }]);
    await expect(roundTrip.document(place, unit, [userSampling(1)])).rejects.toMatchObject({
      code: 'engine-died',
    });
    expect(store.documentation(recorded[0] ?? 0)).toMatchObject({ failure: 'engine-died' });
  });

  it('gives the doc all the same when it can’t be recorded', async () => {
    const full = () => {
      throw new RoundtripError('disk-full', 'No space is left.');
    };
    const sink = { recordDocumentation: full, recordReconstruction: full, recordVerdict: full };
    const { roundTrip, unit, notRecorded } = roundTripWith(['Add both."""'], sink);
    const [outcome] = await roundTrip.document(place, unit, [userSampling(1)]);
    expect(outcome && successOf(outcome)).toEqual({ id: null, doc: 'Add both.' });
    expect(notRecorded).toHaveLength(1);
  });

  it('does not judge what was rebuilt for a stub', async () => {
    const { roundTrip } = roundTripWith([`${body}\n`]);
    const stub = unitOf(parser, 'python', 'def add(first, second):\n    ...');
    const source = { id: null, doc: 'Add both numbers.' };
    const [outcome] = await roundTrip.reconstruct(place, stub, source, [greedySampling]);
    expect(outcome && successOf(outcome)).toMatchObject({ code, reward: null, parts: {} });
  });

  it('records nothing when the person cancels', async () => {
    const { roundTrip, unit } = roundTripWith(['Add both.']);
    const signal = AbortSignal.abort();
    await expect(roundTrip.document(place, unit, [userSampling(1)], { signal })).rejects.toThrow();
    expect(store.summary().documentations).toBe(0);
  });
});
