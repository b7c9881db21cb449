import { resolve } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import type { AdapterTools } from '../../engine/engine.ts';
import type { ModelChoice } from '../../models/session.ts';
import { isAdapterId } from '../../training/adapters/manifest.ts';
import type { AdapterRegistry } from '../../training/adapters/registry.ts';

/**
 * The adapter that `--adapter` names, by its id or as a file; without one, that of the repository.
 * @param tools check a file before the engine gets it; null for an engine that has files of its own.
 * @throws RoundtripError `usage` for what is neither an id, `none` nor a GGUF file.
 */
export function chosenAdapter(
  option: string | undefined,
  registry: AdapterRegistry,
  tools: AdapterTools | null,
): ModelChoice['adapterOf'] {
  if (option === 'none') return async () => null;
  if (option === undefined) return ({ hash }, repository) => registry.current(hash, repository);
  if (isAdapterId(option)) return (model) => registry.usable(option, model);
  if (!option.toLowerCase().endsWith('.gguf')) {
    throw new RoundtripError(
      'usage',
      `“${option}” is no adapter. Give an id (roundtrip adapter list), none, or the path of a .gguf file.`,
    );
  }
  const path = resolve(option);
  const checked = new Map<string, Promise<void>>();
  return async (model) => {
    const check = checked.get(model.path) ?? tools?.checkAdapter(path, model.path);
    if (check) checked.set(model.path, check);
    await check;
    return { id: path, path };
  };
}
