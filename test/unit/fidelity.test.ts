import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RoundtripError } from '../../src/common/errors.ts';
import { FakeEngine, type Script } from '../../src/engine/fake.ts';
import { FidelityMeter } from '../../src/fidelity.ts';
import { createReward } from '../../src/reward/reward.ts';
import type { RewardFunction } from '../../src/reward/types.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import type { ModelIdentity, ReconstructionSource } from '../../src/rollout/types.ts';
import { RoundTrip } from '../../src/roundTrip.ts';
import type { TestCodes } from '../../src/testRun/types.ts';
import { testParser } from '../support/grammars.ts';
import { unitOf } from '../support/units.ts';

const parser = testParser();
const place = { repository: '/repository', path: 'add.py' };
const identity: ModelIdentity = { model: 'fake', modelHash: 'f00', adapter: null };
const doc = 'Add both numbers.';
const define = (words: string, body: string) =>
  `def add(first, second):\n    """${words}"""\n    ${body}`;
const right = '    return first + second';
const wrong = '    return None';

beforeAll(() => parser.load('python'));

let folder: string;
let store: RolloutStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fidelity-'));
  store = new RolloutStore(folder, () => {});
});
afterEach(() => {
  store.dispose();
  rmSync(folder, { recursive: true });
});

const add = (words = doc, body = 'return first + second') =>
  unitOf(parser, 'python', define(words, body));

interface Surroundings {
  readonly model?: ModelIdentity | null;
  readonly reward?: RewardFunction;
  readonly source?: ReconstructionSource;
  readonly tests?: TestCodes;
}

/** A meter whose model answers by `script`; `ready` counts how often it was asked for. */
function meterWith(script: Script, surroundings: Surroundings = {}) {
  const { model = identity, reward = createReward(parser), source = store, tests } = surroundings;
  const engine = new FakeEngine(script);
  const notRead: unknown[] = [];
  let ready = 0;
  const roundTrip = new RoundTrip({
    ...{ engine, reward, store, tests },
    identity: () => model ?? identity,
    onNotRecorded: (error) => {
      throw error;
    },
  });
  const meter = new FidelityMeter({
    ...{ roundTrip, reward, store: source, tests },
    identity: async () => model,
    ready: async () => {
      ready += 1;
    },
    onNotRead: (error) => notRead.push(error),
  });
  return { engine, meter, notRead, timesReady: () => ready };
}

describe('the fidelity of a documentation', () => {
  it('is the reward of one greedy reconstruction', async () => {
    const { engine, meter } = meterWith([right]);
    const before = Date.now();
    const fidelity = await meter.measure(place, add());
    expect(fidelity).toEqual({
      fidelity: 1,
      reward: 1,
      parts: expect.objectContaining({ parses: 1 }),
      reconstructions: [
        {
          code: `def add(first, second):\n${right}`,
          reward: 1,
          similarity: 1,
          parts: expect.objectContaining({ parses: 1 }),
        },
      ],
      checkedAt: expect.any(Number),
      fromCache: false,
    });
    expect(fidelity.checkedAt).toBeGreaterThanOrEqual(before);
    expect(engine.requests.map(({ sampling }) => sampling.temperature)).toEqual([0]);
  });

  it('is the mean over K: greedy, then seeds that are the same next time', async () => {
    const drawn = async () => {
      const { engine, meter } = meterWith([right, wrong, right], { source: nothingStored });
      const measured = await meter.measure(place, add(), { reconstructions: 3 });
      return { measured, seeds: engine.requests.map(({ sampling }) => sampling.seed) };
    };
    const [one, two] = [await drawn(), await drawn()];
    const rewards = one.measured.reconstructions.map(({ reward }) => reward ?? 0);
    expect(rewards).toHaveLength(3);
    expect(rewards[1]).toBeLessThan(1);
    expect(one.measured.reward).toBeCloseTo((2 + (rewards[1] ?? 0)) / 3);
    expect(one.seeds).toEqual(two.seeds);
    expect(new Set(one.seeds).size).toBe(3);
  });

  it('counts a wrong form as nothing, not as less', async () => {
    const { meter } = meterWith(['    return (']);
    expect(await meter.measure(place, add())).toMatchObject({ fidelity: 0, reward: -0.2 });
  });

  it('is 0 where nothing usable came back', async () => {
    const { meter } = meterWith(['']);
    expect(await meter.measure(place, add())).toMatchObject({
      fidelity: 0,
      reconstructions: [{ code: null, reward: 0 }],
    });
  });

  it('is null where it can’t be judged', async () => {
    const unjudged = () => ({ reward: null, similarity: 0, parts: {} });
    const { meter } = meterWith([right], { reward: unjudged });
    expect(await meter.measure(place, add())).toMatchObject({ fidelity: null, reward: null });
  });

  it('of a function without a doc is an error', async () => {
    const bare = unitOf(parser, 'python', 'def f():\n    return 1');
    await expect(meterWith([]).meter.measure(place, bare)).rejects.toMatchObject({
      code: 'no-documentation',
    });
  });

  it('is not told by a model that died, now or next time', async () => {
    const { meter } = meterWith([{ text: right, diesAfter: 2 }, right]);
    await expect(meter.measure(place, add())).rejects.toMatchObject({ code: 'engine-died' });
    expect(await meter.known(place, add(), doc)).toBeNull();
    expect(await meter.measure(place, add())).toMatchObject({ fidelity: 1, fromCache: false });
  });

  it('ends with the signal', async () => {
    const { meter } = meterWith([right]);
    const signal = AbortSignal.abort();
    await expect(meter.measure(place, add(), { signal })).rejects.toThrow();
  });
});

const nothingStored: ReconstructionSource = {
  wasRebuilt: () => false,
  reconstructionsOf: () => [],
};

describe('a fidelity that was measured before', () => {
  it('is known without a model, also elsewhere and in other lines', async () => {
    const first = await meterWith([right]).meter.measure(place, add());
    const { meter, timesReady } = meterWith([]);
    const rewrapped = add('Add both\n    numbers.\n    ');
    const again = { ...first, fromCache: true, checkedAt: expect.any(Number) };
    expect(await meter.known(place, add(), doc)).toEqual(again);
    expect(await meter.measure({ repository: '/moved', path: 'b.py' }, rewrapped)).toEqual(again);
    expect(timesReady()).toBe(0);
  });

  it('includes that nothing usable came back', async () => {
    await meterWith(['']).meter.measure(place, add());
    expect(await meterWith([]).meter.known(place, add(), doc)).toMatchObject({ fidelity: 0 });
  });

  it('is scored anew by the present reward', async () => {
    await meterWith([right]).meter.measure(place, add());
    const half: RewardFunction = () => ({ reward: 0.5, similarity: 0.5, parts: { half: 1 } });
    expect(await meterWith([], { reward: half }).meter.known(place, add(), doc)).toMatchObject({
      fidelity: 0.5,
      parts: { half: 1 },
    });
  });

  it('saves what of a larger K is there already', async () => {
    await meterWith([right]).meter.measure(place, add());
    const { engine, meter } = meterWith([wrong, right]);
    expect(await meter.known(place, add(), doc, 3)).toBeNull();
    const measured = await meter.measure(place, add(), { reconstructions: 3 });
    expect(measured).toMatchObject({ fromCache: false });
    expect(measured.reconstructions.map(({ code }) => code?.endsWith(right))).toEqual([
      true,
      false,
      true,
    ]);
    expect(engine.requests).toHaveLength(2);
  });

  it.each<[what: string, then: boolean | null, now: boolean | null]>([
    ['that were not run before', null, true],
    ['that fail now', true, false],
    ['that are not run any more', true, null],
  ])('is judged again by tests %s', async (_, then, now) => {
    const answering =
      (passed: boolean | null) => async (_: unknown, __: unknown, codes: readonly string[]) =>
        codes.map(() => passed);
    await meterWith([right], { tests: answering(then) }).meter.measure(place, add());
    const { meter, timesReady } = meterWith([], { tests: answering(now) });
    const { parts, fidelity } = await meter.measure(place, add());
    expect(parts.tests).toBe(now === null ? undefined : Number(now));
    expect(fidelity).toBe(now === false ? 0.5 : 1);
    expect(timesReady()).toBe(0);
  });

  it.each<[what: string, unit: () => ReturnType<typeof add>, model: ModelIdentity | null]>([
    ['other code', () => add(doc, 'return second + first'), identity],
    ['another doc', () => add('Sum.'), identity],
    ['another model', add, { ...identity, modelHash: 'f01' }],
    ['an adapter', add, { ...identity, adapter: '0001' }],
    ['no model at all', add, null],
  ])('says nothing of %s', async (_, unit, model) => {
    await meterWith([right]).meter.measure(place, add());
    expect(
      await meterWith([], { model }).meter.known(place, unit(), unit().existingDoc ?? ''),
    ).toBeNull();
  });

  it('that can’t be read is drawn anew', async () => {
    const locked = new RoundtripError('store-locked', 'Locked.');
    const source = {
      wasRebuilt: () => true,
      reconstructionsOf: () => {
        throw locked;
      },
    };
    const { meter, notRead } = meterWith([right], { source });
    expect(await meter.measure(place, add())).toMatchObject({ fidelity: 1, fromCache: false });
    expect(notRead).toEqual([locked]);
  });
});
