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
  /** The adapter that a model uses for a repository, or null for the model alone. */
  readonly adapterOf: (model: NamedModel, repository: string) => Promise<NamedAdapter | null>;
}

/** A model as records name it, and its file. */
export interface NamedModel {
  readonly name: string;
  readonly hash: string;
  readonly path: string;
}

/** An adapter as records name it, and its file. */
export interface NamedAdapter {
  readonly id: string;
  /** A GGUF file that is never written again: the engine keeps it by its path. */
  readonly path: string;
}

/** The model and adapter as records name them. */
interface Identity {
  readonly model: string;
  readonly modelHash: string;
  readonly adapter: string | null;
}

/**
 * The model of this process: found, loaded when first needed, with the adapter of the repository at
 * hand, and named for the records.
 */
export class ModelSession {
  private loaded: { file: ModelFile; hash: string; adapter: NamedAdapter | null } | null = null;
  /** The last model that was told apart from others. */
  private identified: { file: ModelFile; hash: string } | null = null;
  /** The last answer of `chosen`: a header of 150,000 tokens is not read for every request. */
  private resolved: { model: string; file: ModelFile } | null = null;

  /**
   * @param choice is asked anew each time, so that a changed setting takes effect.
   * @param unnamed what an empty choice takes instead of the first by name of those pulled.
   */
  constructor(
    private readonly engine: Engine & ModelTools,
    private readonly modelsDirectory: string,
    private readonly choice: () => ModelChoice,
    private readonly unnamed?: () => Promise<ModelFile>,
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
   * Loads the chosen model with the adapter that it uses for `repository`, unless both are in place.
   * @throws RoundtripError `model-not-chosen`, or whatever is wrong with the model or the adapter.
   */
  async ready(repository: string, signal?: AbortSignal): Promise<EngineInfo> {
    const model = await this.named(signal);
    return this.load(model, await this.choice().adapterOf(model, repository), signal);
  }

  /** The same with this adapter, whatever the repository's own is. */
  async use(adapter: NamedAdapter | null, signal?: AbortSignal): Promise<EngineInfo> {
    return this.load(await this.named(signal), adapter, signal);
  }

  private async load(
    { path }: NamedModel,
    adapter: NamedAdapter | null,
    signal?: AbortSignal,
  ): Promise<EngineInfo> {
    const { gpu } = this.choice();
    const info = await this.engine.load({ modelPath: path, gpu }, signal);
    if (info.adapterPath !== (adapter?.path ?? null)) {
      await this.engine.useAdapter(adapter?.path ?? null);
    }
    this.loaded = this.identified && { ...this.identified, adapter };
    return this.engine.info() ?? info;
  }

  /** The loaded model as records name it. @throws Error before `ready`. */
  identity(): Identity {
    if (!this.loaded) throw new Error('The model is named before it was loaded.');
    const { file, hash, adapter } = this.loaded;
    return { model: file.name, modelHash: hash, adapter: adapter?.id ?? null };
  }

  /**
   * The chosen model and the repository's adapter as records name them, without loading them; null
   * while no model is chosen.
   * @throws RoundtripError whatever is wrong with their files.
   */
  async identify(repository: string): Promise<Identity | null> {
    if (!(await this.chosen())) return null;
    const model = await this.named();
    const adapter = await this.choice().adapterOf(model, repository);
    return { model: model.name, modelHash: model.hash, adapter: adapter?.id ?? null };
  }

  /** The chosen model, told apart from others. @throws RoundtripError `model-not-chosen`. */
  async named(signal?: AbortSignal): Promise<NamedModel> {
    const file = await this.chosen();
    signal?.throwIfAborted();
    if (!file) {
      throw new RoundtripError(
        'model-not-chosen',
        'No model is on this machine yet. Choose one; it is downloaded once and stays here.',
      );
    }
    const { hash } = await this.fingerprinted(file);
    return { name: file.name, hash, path: file.path };
  }

  private async fingerprinted(file: ModelFile): Promise<{ file: ModelFile; hash: string }> {
    if (this.identified?.file !== file) {
      this.identified = { file, hash: file.sha256 ?? (await fingerprint(file.path)) };
    }
    return this.identified;
  }

  private async find(model: string): Promise<ModelFile | null> {
    if (model !== '') return resolveModel(model, this.modelsDirectory, this.engine);
    if (this.unnamed) return this.unnamed();
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
