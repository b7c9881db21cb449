import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordActivity } from '../../src/background/activities.ts';
import { codeHash } from '../../src/rollout/codeHash.ts';
import type { RolloutStore } from '../../src/rollout/store.ts';
import type { Subject } from '../../src/rollout/types.ts';
import type { AdapterManifest } from '../../src/training/adapters/manifest.ts';
import { AdapterRegistry } from '../../src/training/adapters/registry.ts';
import { defaultTrainerConfig } from '../../src/training/config.ts';
import { type ComparedFunction, writeJudgement } from '../../src/training/judgementFile.ts';
import { decidePromotion } from '../../src/training/promotion.ts';
import { Runs } from '../../src/training/runs.ts';
import { pairedBootstrap } from '../../src/training/statistics.ts';
import { largeStoreModel } from './largeStore.ts';
import { seededRandom } from './seededRandom.ts';

export interface LearningHistory {
  readonly store: RolloutStore;
  readonly directory: string;
  readonly repository: string;
  /** When the first run began, milliseconds since 1970; the others follow a month apart. */
  readonly from: number;
}

const month = 30 * 86_400_000;
const judgedFunctions = 60;
/** What each run gains on average: the third is too little to be promoted. */
const gains = [0.05, 0.04, 0.004, 0.06];

/**
 * Four cycles of learning as they lie in a data folder: runs with what the trainer told, adapters,
 * judgements whose rebuilt codes are in the store, and what was done in the background.
 */
export async function writeLearningHistory(history: LearningHistory): Promise<void> {
  const { directory, repository, from } = history;
  const runs = new Runs(directory);
  const registry = new AdapterRegistry(directory, () => {});
  const weights = join(directory, 'weights.gguf');
  await mkdir(directory, { recursive: true });
  await writeFile(weights, 'weights');
  let parent: string | null = null;
  for (const [index, gain] of gains.entries()) {
    const id = await runs.take();
    const createdAt = new Date(from + index * month).toISOString();
    await runs.writeConfig(id, {
      ...defaultTrainerConfig,
      ...{ store: join(directory, 'roundtrip.db'), heldOut: [] },
      model: { path: '/models/qwen.gguf', hash: largeStoreModel.hash },
      documentationPrompt: 'documentation/1',
      reconstructionPrompt: 'reconstruction/1',
      repositories: [repository],
    });
    await writeProgress(runs.directory(id), index);
    const functions = judged(history, index, gain, parent, id);
    await writeJudgement(runs.directory(id), {
      ...{ version: 1, modelHash: largeStoreModel.hash, before: parent, after: id, functions },
    });
    const manifest = manifestOf(id, createdAt, parent, repository, functions);
    await registry.add(manifest, weights);
    if (manifest.status === 'promoted') {
      await registry.use(id, repository);
      parent = id;
    }
    await recordActivity(directory, {
      ...{ startedAt: createdAt, seconds: 2_700, repository, kind: 'training', outcome: 'done' },
      ...{ rollouts: null, run: id, detail: manifest.reason ?? '' },
    });
  }
}

function manifestOf(
  id: string,
  createdAt: string,
  parent: string | null,
  repository: string,
  functions: readonly ComparedFunction[],
): Omit<AdapterManifest, 'version' | 'sha256'> {
  const score = (side: 'before' | 'after') =>
    functions.map((one) => ({
      ...{ reward: one[side].reward, lift: one[side].lift },
      ...{ leak: 0, words: 20, codeShare: 0.1 },
    }));
  const { promoted, reason, comparison } = decidePromotion(score('before'), score('after'));
  const { before, after, difference, interval, n } = comparison ?? {
    ...{ before: 0, after: 0, ...pairedBootstrap([0], [0]) },
  };
  return {
    ...{ id, run: id, model: largeStoreModel, repository, createdAt, parent, reason },
    ...{ objective: 'policy-gradient', config: null, data: null, metrics: null },
    status: promoted ? 'promoted' : 'kept',
    heldOut: { before, after, difference, interval, n },
  };
}

function judged(
  { store, repository }: LearningHistory,
  cycle: number,
  gain: number,
  parent: string | null,
  id: string,
): ComparedFunction[] {
  const random = seededRandom(cycle + 1);
  return Array.from({ length: judgedFunctions }, (_, index) => {
    const subject = heldOutFunction(repository, index);
    const before = 0.3 + 0.04 * cycle + 0.4 * random();
    const after = Math.min(1, before + gain + 0.16 * (random() - 0.5));
    const answer = (adapter: string | null, reward: number, doc: string, code: string) => {
      store.recordReconstruction(rebuilt(subject, adapter, reward, doc, code));
      return { doc, reward, lift: reward - 0.2 };
    };
    return {
      path: subject.path,
      qualifiedName: subject.qualifiedName,
      language: subject.language,
      codeHash: codeHash(subject.code),
      before: answer(
        parent,
        before,
        'Returns the fee of a parcel.',
        subject.code.replace('weight > limit', 'weight'),
      ),
      after: answer(
        id,
        after,
        'Returns the fee of a parcel: a base fee, and an extra for each kilogram above the limit.',
        subject.code.replace('base', 'fee'),
      ),
    };
  });
}

function heldOutFunction(repository: string, index: number): Subject {
  const name = `parcel_fee_${index}`;
  const signature = `def ${name}(weight, limit, base):`;
  const code = `${signature}\n    extra = 0\n    if weight > limit:\n        extra = (weight - limit) * ${index + 2}\n    return base + extra`;
  return {
    ...{ repository, path: 'src/fees/parcels.py', qualifiedName: name },
    ...{ language: 'python', signature, code },
  };
}

function rebuilt(
  subject: Subject,
  adapter: string | null,
  reward: number,
  doc: string,
  code: string,
) {
  return {
    subject,
    ...{ documentationId: null, doc, code, reward, similarity: reward, parts: { graph: reward } },
    failure: null,
    generation: {
      ...{ model: largeStoreModel.name, modelHash: largeStoreModel.hash, adapter },
      ...{ promptVersion: 'reconstruction/1/python', temperature: 0, topK: 1, topP: 1, minP: 0 },
      ...{ seed: 1, promptTokens: [1, 2], completionTokens: [3], stopReason: 'rule' },
      milliseconds: 400,
    },
  };
}

/** The events of a run of forty steps. */
async function writeProgress(runDirectory: string, index: number): Promise<void> {
  const random = seededRandom(index + 10);
  const steps = 40;
  const events: object[] = [
    ...['loading', 'probing', 'preparing', 'training'].map((phase) => ({ event: 'phase', phase })),
    { event: 'skipped', reason: 'no-variance', count: 17 },
    ...Array.from({ length: steps }, (_, at) => ({
      ...{ event: 'progress', step: at + 1, steps, epoch: 1 },
      loss: 0.6 * Math.exp(-at / 25) + 0.05 * random(),
      kl: 0.0004 * at + 0.0005 * random(),
      ...{ clipShare: 0.04, entropy: 0.9, gradientNorm: 0.5 },
      tokensPerSecond: 310 + 40 * random(),
      etaSeconds: (steps - at) * 60,
    })),
    { event: 'phase', phase: 'saving' },
    { event: 'done', adapter: join(runDirectory, 'adapter.gguf'), metrics: {} },
  ];
  const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  await writeFile(join(runDirectory, 'progress.jsonl'), lines);
  await writeFile(join(runDirectory, 'adapter.gguf'), 'weights');
}
