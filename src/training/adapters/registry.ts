import { randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import {
  type AdapterFolder,
  addFolder,
  foldersIn,
  readAdapterFolder,
  sha256Of,
  writeManifest,
} from './adapterFolder.ts';
import {
  folderOf,
  type InUse,
  inUseFile,
  nothingInUse,
  readInUse,
  rolledBack,
  used,
  without,
  writeInUse,
} from './inUse.ts';
import { type AdapterManifest, isAdapterId } from './manifest.ts';

/** An adapter as it lies in the registry. */
export interface RegisteredAdapter extends AdapterFolder {
  /** Some repository uses it. */
  readonly current: boolean;
}

/** An adapter that was found whole, for the engine and the records. */
export type UsableAdapter = Pick<AdapterManifest, 'id'> & Pick<AdapterFolder, 'path'>;

/** What of an adapter is decided after it was made. */
export type Judgement = Pick<AdapterManifest, 'status' | 'heldOut' | 'reason'>;

/**
 * All versions of all adapters in `<data>/adapters/<model>/<repository>/NNNN/`, and which one each
 * model uses for each repository. An adapter is there whole or not at all; one whose manifest can't
 * be understood is named and skipped.
 */
export class AdapterRegistry {
  private readonly root: string;
  /** Weights whose checksum was right, by path: they are never written again. */
  private readonly intact = new Set<string>();

  /**
   * @param dataDirectory see `dataDirectory`.
   * @param onUnusable is told in a sentence of each file that had to be passed over.
   */
  constructor(
    dataDirectory: string,
    private readonly onUnusable: (message: string) => void,
  ) {
    this.root = join(dataDirectory, 'adapters');
  }

  /** All adapters, oldest first. */
  async list(): Promise<RegisteredAdapter[]> {
    const found: AdapterFolder[] = [];
    const inUse = new Set<string | null>();
    for (const folder of await this.folders()) {
      inUse.add((await this.inUse(folder)).id);
      for (const path of await foldersIn(folder)) {
        const adapter = isAdapterId(basename(path)) ? await this.read(path) : null;
        if (adapter) found.push(adapter);
      }
    }
    return found
      .map((adapter) => ({ ...adapter, current: inUse.has(adapter.manifest.id) }))
      .sort((a, b) => Number(a.manifest.id) - Number(b.manifest.id));
  }

  /** @throws RoundtripError `adapter-missing`. */
  async get(id: string): Promise<RegisteredAdapter> {
    const adapter = (await this.list()).find(({ manifest }) => manifest.id === id);
    if (adapter) return adapter;
    throw new RoundtripError(
      'adapter-missing',
      `There is no adapter ${id}. See which there are: roundtrip adapter list`,
      { id },
    );
  }

  /**
   * Copies an adapter into the registry.
   * @throws RoundtripError `disk-full`; nothing is added then.
   */
  async add(
    manifest: Omit<AdapterManifest, 'version' | 'sha256'>,
    weights: string,
  ): Promise<RegisteredAdapter> {
    const folder = folderOf(this.root, manifest.model.hash, manifest.repository);
    await addFolder(folder, manifest, weights);
    return this.get(manifest.id);
  }

  /** Writes down how the adapter was judged. @throws RoundtripError `adapter-missing`. */
  async judge(id: string, judgement: Judgement): Promise<void> {
    const { manifest, path } = await this.get(id);
    const { status, heldOut, reason } = judgement;
    await writeManifest(dirname(path), { ...manifest, status, heldOut, reason });
  }

  /**
   * The adapter that a model uses for a repository, or null for none.
   * @throws RoundtripError `adapter-unreadable` where its file is not what was added.
   */
  async current(modelHash: string, repository: string): Promise<UsableAdapter | null> {
    const folder = folderOf(this.root, modelHash, repository);
    const { id } = await this.inUse(folder);
    if (id === null) return null;
    const near = await this.read(join(folder, id));
    const adapter = near ?? (await this.list()).find(({ manifest }) => manifest.id === id);
    if (!adapter) {
      this.onUnusable(
        `The adapter ${id} of ${repository} is gone, so the base model is used. Choose another: roundtrip adapter list`,
      );
      return null;
    }
    await this.assertIntact(adapter);
    return { id, path: adapter.path };
  }

  /**
   * The adapter of this id for a model, in use or not.
   * @throws RoundtripError `adapter-missing`, `adapter-mismatch`, `adapter-unreadable`.
   */
  async usable(id: string, model: AdapterManifest['model']): Promise<UsableAdapter> {
    const adapter = await this.get(id);
    const { hash, name } = adapter.manifest.model;
    if (hash !== model.hash) {
      throw new RoundtripError(
        'adapter-mismatch',
        `The adapter ${id} was made for the model ${name}, and the model in use is ${model.name}. Choose the one with --model, or another adapter.`,
        { id, made: name, inUse: model.name },
      );
    }
    await this.assertIntact(adapter);
    return { id, path: adapter.path };
  }

  /**
   * Uses an adapter from now on, for its own repository or, where it is for any, for `repository`.
   * @returns the repository. @throws RoundtripError `adapter-missing`, `adapter-unreadable`.
   */
  async use(id: string, repository: string): Promise<string> {
    const adapter = await this.get(id);
    await this.assertIntact(adapter);
    const { model, repository: own } = adapter.manifest;
    const folder = folderOf(this.root, model.hash, own ?? repository);
    await writeInUse(folder, used(await this.inUse(folder), id));
    return own ?? repository;
  }

  /** Uses the model alone from now on. */
  async useNone(modelHash: string, repository: string): Promise<void> {
    const folder = folderOf(this.root, modelHash, repository);
    await writeInUse(folder, used(await this.inUse(folder), null));
  }

  /** What is in use and what was before; its files are not looked at. */
  async usage(modelHash: string, repository: string): Promise<InUse> {
    return this.inUse(folderOf(this.root, modelHash, repository));
  }

  /** Back to what was used before. @returns its id, or null for none. */
  async rollback(modelHash: string, repository: string): Promise<string | null> {
    const folder = folderOf(this.root, modelHash, repository);
    const before = rolledBack(await this.inUse(folder));
    await writeInUse(folder, before);
    return before.id;
  }

  /**
   * Deletes an adapter. Where it is in use, what was used before is used again.
   * @returns what is used in its place, if it was in use. @throws RoundtripError `adapter-missing`.
   */
  async remove(id: string): Promise<{ readonly inUse: string | null } | null> {
    const { path } = await this.get(id);
    let replaced: { inUse: string | null } | null = null;
    for (const folder of await this.folders()) {
      const inUse = await this.inUse(folder);
      const left = without(inUse, id);
      if (inUse.id === id) replaced = { inUse: left.id };
      if (inUse.id === id || inUse.history.includes(id)) await writeInUse(folder, left);
    }
    // Renamed first, so that it is there whole or not at all.
    const aside = join(dirname(dirname(path)), `.${id}-${randomUUID()}`);
    await rename(dirname(path), aside);
    await rm(aside, { recursive: true });
    return replaced;
  }

  /** Removes the adapters of a repository, and which ones it uses, for every model. */
  async forget(repository: string): Promise<void> {
    for (const { manifest } of await this.list()) {
      if (manifest.repository === repository) await this.remove(manifest.id);
    }
    for (const model of await foldersIn(this.root)) {
      const own = join(model, basename(folderOf(this.root, '', repository)));
      await rm(own, { recursive: true, force: true });
    }
  }

  /** The folders of all models and repositories. */
  private async folders(): Promise<string[]> {
    const models = await foldersIn(this.root);
    return (await Promise.all(models.map(foldersIn))).flat();
  }

  private async inUse(folder: string): Promise<InUse> {
    const inUse = await readInUse(folder);
    if (!inUse) {
      this.onUnusable(
        `${inUseFile(folder)} can't be understood, so the base model is used. Choose an adapter: roundtrip adapter use ID`,
      );
    }
    return inUse ?? nothingInUse;
  }

  /** The adapter in a folder, or null where there is none that can be used. */
  private async read(folder: string): Promise<AdapterFolder | null> {
    const adapter = await readAdapterFolder(folder);
    if (!adapter && (await stat(folder).catch(() => null))) {
      this.onUnusable(
        `The adapter in ${folder} was passed over: its manifest.json or adapter.gguf can't be used.`,
      );
    }
    return adapter;
  }

  private async assertIntact({ path, manifest: { id, sha256 } }: AdapterFolder): Promise<void> {
    if (this.intact.has(path)) return;
    if ((await sha256Of(path)) !== sha256) {
      throw new RoundtripError(
        'adapter-unreadable',
        `The adapter ${id} is damaged: its file is not what was added. Go back to the one before with: roundtrip adapter remove ${id}`,
        { id, path },
      );
    }
    this.intact.add(path);
  }
}
