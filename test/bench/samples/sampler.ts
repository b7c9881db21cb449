import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Outcome, successOf } from '../../../src/common/errors.ts';
import type { Sampling } from '../../../src/engine/engine.ts';
import type { FunctionUnit } from '../../../src/parse/types.ts';
import { RoundTrip } from '../../../src/roundTrip.ts';
import { CappedEngine } from './cappedEngine.ts';

const place = { repository: '', path: '' };

/**
 * Draws docs and reconstructions as the product does, for benches that score them later: the texts
 * outlast a change of the reward. The model is loaded when first asked.
 */
export class Sampler {
  private started: Promise<{ engine: CappedEngine; roundTrip: RoundTrip }> | null = null;

  /** @param modelPath a GGUF. */
  constructor(private readonly modelPath: string) {}

  /** The model's name in the sample files. */
  get model(): string {
    return basename(this.modelPath, '.gguf');
  }

  /** One doc for each sampling, null where the reply was none. */
  async docs(unit: FunctionUnit, samplings: readonly Sampling[]): Promise<(string | null)[]> {
    const { roundTrip } = await this.start();
    const outcomes = await roundTrip.document(place, unit, samplings);
    return outcomes.map((outcome) => successOf(outcome)?.doc ?? null);
  }

  /** One code for each sampling, null where the reply was none. */
  async codes(
    unit: FunctionUnit,
    doc: string,
    samplings: readonly Sampling[],
  ): Promise<(string | null)[]> {
    const { roundTrip } = await this.start();
    const outcomes = await roundTrip.reconstruct(place, unit, { id: null, doc }, samplings);
    return outcomes.map((outcome: Outcome<{ code: string }>) => successOf(outcome)?.code ?? null);
  }

  async dispose(): Promise<void> {
    if (this.started) (await this.started).engine.dispose();
  }

  private start() {
    this.started ??= start(this.modelPath);
    return this.started;
  }
}

async function start(modelPath: string) {
  if (!existsSync(modelPath)) {
    throw new Error(
      `There is no model ${modelPath}. test/bench/samples/models.ts says where it comes from.`,
    );
  }
  const engine = await CappedEngine.start(resolve(modelPath));
  const roundTrip = new RoundTrip({
    engine,
    reward: () => ({ reward: null, similarity: 0, parts: {} }),
    store: { recordDocumentation: () => 0, recordReconstruction: () => 0, recordVerdict() {} },
    identity: () => ({ model: modelPath, modelHash: '', adapter: null }),
    onNotRecorded() {},
  });
  return { engine, roundTrip };
}
