import { describe, expect, it } from 'vitest';
import { planResumption, planTraining } from '../../../src/cycle/planTraining.ts';
import { presentPrompts } from '../../../src/cycle/repositoryRollouts.ts';
import type { NamedAdapter } from '../../../src/models/session.ts';
import { Runs } from '../../../src/training/runs.ts';
import { splitFunctions } from '../../../src/training/split.ts';
import { testParser } from '../../support/grammars.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { aDocumentation, aGeneration, aReconstruction, aSubject } from '../rollout/records.ts';
import { temporaryStore } from '../rollout/temporaryStore.ts';
import { runConfig } from '../training/runConfig.ts';

const folder = temporaryFolder();
const model = { name: 'tiny', hash: 'b179c9', path: '/models/tiny.gguf' };

/** Code that stands on the side asked for. */
function codeOn(side: 'train' | 'held-out'): string {
  for (let number = 0; ; number++) {
    const code = `def add_${number}(price):\n    total = price + ${number}\n    return total`;
    if (splitFunctions([code])[0] === side) return code;
  }
}

const train = codeOn('train');
const heldOut = codeOn('held-out');

/** A repository of two functions, one on each side, with one rollout of each by `adapter`. */
function setUp(adapter: string | null = null, inUse: NamedAdapter | null = null) {
  folder.write('shop/.git/HEAD');
  folder.write('shop/prices.py', `${train}\n\n\n${heldOut}\n`);
  folder.write('shop/broken.py', new Uint8Array([0xff, 0xfe, 0x41]));
  const repository = folder.path('shop');
  const store = temporaryStore(folder.path('data'));
  for (const code of [train, heldOut]) {
    const subject = aSubject({ repository, path: 'prices.py', code });
    const { documentationPrompt, reconstructionPrompt } = presentPrompts;
    const generation = aGeneration({
      adapter,
      promptVersion: `${documentationPrompt}/python/plain`,
    });
    const documentationId = store.recordDocumentation(aDocumentation({ subject, generation }));
    const promptVersion = `${reconstructionPrompt}/python`;
    store.recordReconstruction(
      aReconstruction({
        ...{ subject, documentationId },
        generation: aGeneration({ adapter, promptVersion }),
      }),
    );
  }
  const notes: string[] = [];
  const parts = {
    ...{ store, parser: testParser(), dataDirectory: folder.path('data') },
    session: { named: async () => model },
    adapterOf: async () => inUse,
    listener: { onNote: (sentence: string) => notes.push(sentence) },
    signal: new AbortController().signal,
  };
  return { parts, repository, notes };
}

describe('the plan of a training', () => {
  it('counts the rollouts that are learned from; held-out functions are only judged on', async () => {
    const { parts, repository, notes } = setUp();
    const plan = await planTraining(parts, repository);
    expect(plan).toMatchObject({ repository, model, policy: null, resumed: null });
    expect(plan.data).toMatchObject({ groups: 1, documentations: 1, reconstructions: 1 });
    expect(plan.judged.map(({ unit }) => unit.code)).toEqual([heldOut]);
    expect(plan.heldOut).toHaveLength(1);
    expect(notes).toEqual([expect.stringMatching(/^Skipped: .*broken\.py is not UTF-8/)]);
  });

  const mixed: [what: string, adapter: string | null, inUse: NamedAdapter | null][] = [
    ['of the model alone while an adapter is in use', null, { id: '0001', path: '/0001.gguf' }],
    ['of an adapter while none is in use', '0001', null],
  ];
  for (const [what, adapter, inUse] of mixed) {
    it(`never takes rollouts ${what}, and says how to draw others`, async () => {
      const { parts, repository } = setUp(adapter, inUse);
      await expect(planTraining(parts, repository)).rejects.toMatchObject({
        code: 'no-rollouts',
        message: expect.stringContaining(`roundtrip rollout ${repository}`),
      });
    });
  }

  it('goes on from adapters of the registry alone', async () => {
    const { parts, repository } = setUp(null, { id: '/my.gguf', path: '/my.gguf' });
    await expect(planTraining(parts, repository)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('the plan to go on with a run', () => {
  async function resumed(hash: string | null) {
    const { parts, repository } = setUp();
    const runs = new Runs(parts.dataDirectory);
    const id = await runs.take();
    if (hash !== null) {
      const config = { ...runConfig, model: { path: model.path, hash }, heldOut: [] };
      await runs.writeConfig(id, { ...config, repositories: [repository] });
    }
    return planResumption(parts, id);
  }

  it('takes the run’s own held-out functions', async () => {
    const plan = await resumed(model.hash);
    expect(plan).toMatchObject({ resumed: { id: '0001' }, heldOut: [], data: { groups: 2 } });
  });

  const unusable: [what: string, hash: string | null, message: RegExp][] = [
    ['of another model', 'another', /^Run 0001 was begun with the model/],
    ['without a configuration', null, /^Run 0001 can't be gone on with/],
  ];
  for (const [what, hash, message] of unusable) {
    it(`refuses one ${what}`, async () => {
      await expect(resumed(hash)).rejects.toMatchObject({
        code: 'run-unusable',
        message: expect.stringMatching(message),
      });
    });
  }
});
