import { beforeAll, describe, expect, it } from 'vitest';
import { AbortError } from '../../../src/common/abort.ts';
import { RoundtripError } from '../../../src/common/errors.ts';
import type { GenerateRequest } from '../../../src/engine/engine.ts';
import { FakeEngine, type Script } from '../../../src/engine/fake.ts';
import { evaluateHeldOut, type HeldOutFunction } from '../../../src/evaluation/heldOut.ts';
import { createReward } from '../../../src/reward/reward.ts';
import type { RolloutStore } from '../../../src/rollout/store.ts';
import { RoundTrip } from '../../../src/roundTrip.ts';
import { testParser } from '../../support/grammars.ts';
import { unitOf } from '../../support/units.ts';
import { temporaryStore } from '../rollout/temporaryStore.ts';

const parser = testParser();
beforeAll(() => parser.load('python'));

const place = { repository: '/repository', path: 'sums.py' };
const doc = 'Return the sum of both numbers.';
const right = '    return first + second';
const wrong = '    return None';

function heldOut(name: string, nearbyDocs: readonly string[] = []): HeldOutFunction {
  const code = `def ${name}(first, second):\n    return first + second\n`;
  return { place, unit: unitOf(parser, 'python', code), nearbyDocs };
}

const isDocumenting = ({ prompt }: GenerateRequest) =>
  prompt.messages[0]?.content.startsWith('You write the documentation') ?? false;
const hasDoc = ({ prompt }: GenerateRequest) =>
  prompt.messages.at(-1)?.content.includes(doc) ?? false;

/** Documents well and rebuilds only from a documentation. */
const good: Script = (request) => {
  if (isDocumenting(request)) return `${doc}"""`;
  return hasDoc(request) ? right : wrong;
};

function policyOf(
  script: Script,
  store: RolloutStore = temporaryStore(),
  adapter: string | null = null,
) {
  const engine = new FakeEngine(script);
  const reward = createReward(parser);
  const identity = () => ({ model: 'fake', modelHash: 'f00', adapter });
  const onNotRecorded = (error: unknown) => {
    throw error;
  };
  const roundTrip = new RoundTrip({ engine, reward, store, identity, onNotRecorded });
  const evaluate = (
    functions: readonly HeldOutFunction[],
    signal = new AbortController().signal,
    onProgress: (done: number, total: number) => void = () => {},
  ) => evaluateHeldOut(functions, { roundTrip, reward, store, identity }, { signal, onProgress });
  return { engine, store, evaluate };
}

describe('a policy on held-out functions', () => {
  it('is judged by what its docs rebuild, and by what they add to the signature', async () => {
    const [result] = await policyOf(good).evaluate([heldOut('add')]);
    expect(result).toMatchObject({ doc, reward: 1, leak: 0, words: 6, codeShare: 0 });
    expect(result?.baseline).toBeLessThan(0.1);
    expect(result?.lift).toBeCloseTo(1, 12);
  });

  it.each([
    ['no doc', (request: GenerateRequest) => (isDocumenting(request) ? '' : wrong), null],
    ['no code', (request: GenerateRequest) => (isDocumenting(request) ? `${doc}"""` : ''), doc],
  ])('that gives %s has the reward 0', async (_, script, given) => {
    const [result] = await policyOf(script).evaluate([heldOut('add')]);
    expect(result).toMatchObject({ reward: 0, doc: given });
  });

  it('draws each function with a seed of its own, whatever the policy and the order', async () => {
    const functions = [heldOut('add'), heldOut('plus'), heldOut('total')];
    const seeds = async (of: readonly HeldOutFunction[], adapter: string | null) => {
      const { engine, evaluate } = policyOf(good, temporaryStore(), adapter);
      await evaluate(of);
      const drawn = engine.requests.filter(isDocumenting);
      return drawn.map(({ sampling }) => sampling.seed).sort((a, b) => a - b);
    };
    const base = await seeds(functions, null);
    expect(new Set(base).size).toBe(3);
    expect(await seeds(functions.toReversed(), '0001')).toEqual(base);
  });

  it('gets docs as users do, and code as fidelity is measured', async () => {
    const { engine, evaluate } = policyOf(good);
    await evaluate([heldOut('add')]);
    const temperatures = (documenting: boolean) =>
      engine.requests
        .filter((request) => isDocumenting(request) === documenting)
        .map(({ sampling }) => sampling.temperature);
    expect(temperatures(true)).toEqual([0.4]);
    expect(temperatures(false)).toEqual([0, 0]);
  });

  it('draws nothing again that the same policy drew', async () => {
    const { store, evaluate } = policyOf(good);
    const functions = [heldOut('add'), heldOut('plus')];
    const first = await evaluate(functions);
    const again = policyOf([], store);
    expect(await again.evaluate(functions)).toEqual(first);
    expect(again.engine.requests).toEqual([]);
    const other = policyOf(good, store, '0001');
    await other.evaluate(functions);
    expect(other.engine.requests).toHaveLength(6);
  });

  it('draws nothing again that was no doc', async () => {
    const { store, evaluate } = policyOf((request) => (isDocumenting(request) ? '' : wrong));
    const [first] = await evaluate([heldOut('add')]);
    expect(await policyOf([], store).evaluate([heldOut('add')])).toEqual([first]);
  });

  it('tells how far it is, and gives results in the functions’ order', async () => {
    const told: string[] = [];
    const functions = Array.from({ length: 5 }, (_, index) => heldOut(`add${index}`));
    const { evaluate } = policyOf(good);
    const results = await evaluate(functions, undefined, (done, total) =>
      told.push(`${done}/${total}`),
    );
    expect(results).toHaveLength(5);
    expect(told).toEqual(functions.map((_, index) => `${index + 1}/5`));
  });

  it('goes on after a function that is too long for the model', async () => {
    const { evaluate } = policyOf((request) => {
      const isLong = request.prompt.messages.some(({ content }) => content.includes('long'));
      if (isLong) throw new RoundtripError('prompt-too-long', 'Too long.');
      return typeof good === 'function' ? good(request) : '';
    });
    const results = await evaluate([heldOut('long'), heldOut('add')]);
    expect(results.map(({ reward }) => reward)).toEqual([null, 1]);
  });

  it('begins nothing more once it is cancelled', async () => {
    const abort = new AbortController();
    const { engine, evaluate } = policyOf(good);
    const functions = Array.from({ length: 12 }, (_, index) => heldOut(`add${index}`));
    const stopped = evaluate(functions, abort.signal, () => abort.abort(new AbortError()));
    await expect(stopped).rejects.toThrow(AbortError);
    expect(engine.requests.length).toBeLessThan(3 * functions.length);
  });

  it('ends when the engine dies', async () => {
    const { evaluate } = policyOf(() => ({ text: right, diesAfter: 1 }));
    await expect(evaluate([heldOut('add')])).rejects.toMatchObject({ code: 'engine-died' });
  });
});
