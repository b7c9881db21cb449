import { readdir, rm, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import type { ModelTools } from '../engine/engine.ts';
import { catalogue } from './catalogue.ts';
import { manifestPath, readManifest } from './manifest.ts';
import type { ModelFile } from './types.ts';

type Inspector = Pick<ModelTools, 'inspect'>;

const extension = '.gguf';

/**
 * The models in the folder `directory`, by name.
 * @param onUnusable is told of each file there that can't be used, and why.
 */
export async function listModels(
  directory: string,
  tools: Inspector,
  onUnusable: (error: RoundtripError) => void = () => {},
): Promise<ModelFile[]> {
  const models: ModelFile[] = [];
  for (const fileName of await modelFiles(directory)) {
    try {
      models.push(await describeModel(join(directory, fileName), tools));
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      onUnusable(error);
    }
  }
  return models.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Finds a model by its name in the catalogue, by the name of a file in the folder `directory` (with
 * or without its ending), or by the path of any GGUF file.
 * @throws RoundtripError `model-missing`, `model-not-gguf`, `model-truncated`.
 */
export async function resolveModel(
  nameOrPath: string,
  directory: string,
  tools: Inspector,
): Promise<ModelFile> {
  const own = await ownModel(nameOrPath, directory);
  return describeModel(own ?? (await modelAtPath(nameOrPath)), tools);
}

/**
 * Deletes a model from the folder `directory`; files elsewhere are never deleted.
 * @returns the path that was deleted.
 * @throws RoundtripError `model-missing` if it holds no such model.
 */
export async function removeModel(name: string, directory: string): Promise<string> {
  const path = await ownModel(name, directory);
  if (!path) {
    const names = await modelFiles(directory);
    throw new RoundtripError(
      'model-missing',
      `There is no model ${name} in ${directory}. It holds ${names.join(', ') || 'none'}.`,
      { name },
    );
  }
  await rm(path);
  await rm(manifestPath(path), { force: true });
  return path;
}

/** The path of a model in `directory`, or null if none goes by that name. */
async function ownModel(name: string, directory: string): Promise<string | null> {
  const fileName = catalogue.find((entry) => entry.name === name)?.fileName ?? name;
  const names = await modelFiles(directory);
  const found = names.find((own) => own === fileName || own === `${fileName}${extension}`);
  return found ? join(directory, found) : null;
}

async function modelFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory() && extname(entry.name).toLowerCase() === extension)
    .map(({ name }) => name)
    .sort();
}

async function modelAtPath(nameOrPath: string): Promise<string> {
  if (catalogue.some(({ name }) => name === nameOrPath)) {
    throw new RoundtripError(
      'model-missing',
      `The model ${nameOrPath} is not on this machine. Get it with: roundtrip model pull ${nameOrPath}`,
      { name: nameOrPath },
    );
  }
  const path = resolve(nameOrPath);
  const stats = await stat(path).catch(() => null);
  if (!stats) {
    const names = catalogue.map(({ name }) => name);
    throw new RoundtripError(
      'model-missing',
      `There is no model ${nameOrPath}. Give the path of a GGUF file, or pull one of: ${names.join(', ')}.`,
      { path },
    );
  }
  if (stats.isDirectory() || extname(path).toLowerCase() !== extension) {
    throw new RoundtripError(
      'model-not-gguf',
      `${nameOrPath} is ${stats.isDirectory() ? 'a folder' : 'no GGUF file'}. Name the model's file, which ends in ${extension}.`,
      { path },
    );
  }
  return path;
}

async function describeModel(path: string, tools: Inspector): Promise<ModelFile> {
  const { bytes, architecture, quantization, contextLength } = await tools.inspect(path);
  const manifest = await readManifest(path);
  return {
    name: manifest?.name ?? basename(path, extname(path)),
    path,
    bytes,
    sha256: manifest?.sha256 ?? null,
    license: manifest?.license ?? null,
    architecture,
    quantization,
    contextLength,
  };
}
