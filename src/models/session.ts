import { stat } from 'node:fs/promises';
import { RoundtripError } from '../common/errors.ts';
import type { Engine, EngineInfo, GpuChoice, ModelTools } from '../engine/engine.ts';
import { fingerprint } from './fingerprint.ts';
import { listModels, resolveModel } from './registry.ts';
import type { ModelFile } from './types.ts';

/** What the person chose. An empty `model` takes the first by name of those pulled. */
export interface ModelChoice {
  readonly model: string;
  readonly gpu: GpuChoice;
  /** A LoRA adapter as GGUF, or null for the base model alone. */
  readonly adapterPath: string | null;
}

/** The model of this process: found, loaded when first needed, and named for the records. */
export class ModelSession {
  private loaded: { file: ModelFile; hash: string } | null = null;
  /** The last answer of `identify`. */
  private identified: { file: ModelFile; hash: string } | null = null;
  /** The last answer of `chosen`: a header of 150,000 tokens is not read for every request. */
  private resolved: { model: string; file: ModelFile } | null = null;

  /** @param choice is asked anew each time, so that a changed setting takes effect. */
  constructor(
    private readonly engine: Engine & ModelTools,
    private readonly modelsDirectory: string,
    private readonly choice: () => ModelChoice,
  ) {}

  /** The chosen model's file, or null while none is chosen and none was pulled. */
  async chosen(): Promise<ModelFile | null> {
    const { model } = this.choice();
    if (this.resolved?.model === model && (await isUnchanged(this.resolved.file))) {
      return this.resolved.file;
    }
    const file = await this.find(model);
    this.resolved = file && { model, file };
    return file;
  }

  /**
   * Loads the chosen model, unless it is loaded already.
   * @throws RoundtripError `model-not-chosen` or whatever is wrong with the model.
   */
  async ready(signal?: AbortSignal): Promise<EngineInfo> {
    const file = await this.chosen();
    signal?.throwIfAborted();
    if (!file) {
      throw new RoundtripError(
        'model-not-chosen',
        'No model is on this machine yet. Choose one; it is downloaded once and stays here.',
      );
    }
    const { gpu, adapterPath } = this.choice();
    const info = await this.engine.load({ modelPath: file.path, gpu }, signal);
    if (info.adapterPath !== adapterPath) await this.engine.useAdapter(adapterPath);
    if (this.loaded?.file.path !== file.path) this.loaded = await this.fingerprinted(file);
    return this.engine.info() ?? info;
  }

  /** The loaded model as records name it. @throws Error before `ready`. */
  identity(): { model: string; modelHash: string; adapter: string | null } {
    if (!this.loaded) throw new Error('The model is named before it was loaded.');
    const { file, hash } = this.loaded;
    return { model: file.name, modelHash: hash, adapter: this.engine.info()?.adapterPath ?? null };
  }

  /**
   * The chosen model as records name it, without loading it; null while none is chosen.
   * @throws RoundtripError whatever is wrong with its file.
   */
  async identify(): Promise<{ model: string; modelHash: string; adapter: string | null } | null> {
    const file = await this.chosen();
    if (!file) return null;
    const { hash } = await this.fingerprinted(file);
    return { model: file.name, modelHash: hash, adapter: this.choice().adapterPath };
  }

  private async fingerprinted(file: ModelFile): Promise<{ file: ModelFile; hash: string }> {
    if (this.identified?.file !== file) {
      this.identified = { file, hash: file.sha256 ?? (await fingerprint(file.path)) };
    }
    return this.identified;
  }

  private async find(model: string): Promise<ModelFile | null> {
    if (model !== '') return resolveModel(model, this.modelsDirectory, this.engine);
    const [first] = await listModels(this.modelsDirectory, this.engine);
    return first ?? null;
  }
}

async function isUnchanged({ path, bytes }: ModelFile): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size === bytes,
    () => false,
  );
}
