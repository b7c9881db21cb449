import { RoundtripError } from '../common/errors.ts';
import { catalogue } from '../models/catalogue.ts';
import { pullModel } from '../models/pull.ts';
import { listModels, removeModel, resolveModel } from '../models/registry.ts';
import type { ModelFile } from '../models/types.ts';
import type { Core } from './core.ts';
import { styled } from './output.ts';
import { noModelYet } from './readyModel.ts';

/** `roundtrip model list`: the models on this machine. */
export async function listPulledModels(core: Core): Promise<void> {
  const models = await listModels(core.modelsDirectory, core.engine, (error) =>
    core.output.note(error.message),
  );
  for (const model of models) show(core, model);
  if (models.length === 0) {
    core.output.note(
      `No model is on this machine yet. Get one: roundtrip model pull ${catalogue.map(({ name }) => name).join('|')}`,
    );
  }
}

/** `roundtrip model pull NAME`: downloads a model of the catalogue, going on where it stopped. */
export async function pull(core: Core, name: string): Promise<void> {
  const entry = catalogue.find((known) => known.name === name);
  if (!entry) {
    throw new RoundtripError(
      'usage',
      `There is no model “${name}” to pull. Choose one of ${catalogue.map((known) => known.name).join(', ')}.`,
    );
  }
  const model = await pullModel(entry, core.modelsDirectory, {
    tools: core.engine,
    signal: core.signal,
    onProgress: ({ phase, receivedBytes, totalBytes }) =>
      core.output.progress(`${phase}: ${megabytes(receivedBytes)} of ${megabytes(totalBytes)}`),
  });
  show(core, model);
}

/** `roundtrip model info [NAME|PATH]`: a model's facts; without a name the one that is used. */
export async function modelInfo(core: Core, name?: string): Promise<void> {
  const model =
    name === undefined
      ? await core.session.chosen()
      : await resolveModel(name, core.modelsDirectory, core.engine);
  if (!model) throw noModelYet();
  show(core, model);
}

/** `roundtrip model remove NAME`: deletes a model that was pulled. */
export async function remove(core: Core, name: string): Promise<void> {
  const path = await removeModel(name, core.modelsDirectory);
  core.output.result({ name, path }, () => `${path} was removed.`);
}

function show(core: Core, model: ModelFile): void {
  core.output.result(model, () =>
    [
      styled('bold', model.name),
      megabytes(model.bytes),
      model.architecture,
      model.quantization,
      `${model.contextLength} tokens`,
      model.license ?? 'unknown licence',
      model.path,
    ].join('  '),
  );
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
