import type { Llama, LlamaModel } from 'node-llama-cpp';
import { isAbort } from '../../common/abort.ts';
import { messageOf, RoundtripError } from '../../common/errors.ts';
import type { ModelFile } from './modelFile.ts';

/**
 * Loads a model whose header was read before, after it was found to fit.
 * @param contextTokens the size of one context, whose memory is counted in.
 * @throws RoundtripError `model-unsupported`, `model-too-large`, `model-truncated`, `engine-failed`.
 */
export async function loadModel(
  llama: Llama,
  file: ModelFile,
  contextTokens: number,
  signal: AbortSignal,
): Promise<LlamaModel> {
  const { path, insights, facts } = file;
  if (!insights.isSupportedByLlamaCpp) {
    throw new RoundtripError(
      'model-unsupported',
      `llama.cpp can't run ${path}: its architecture is ${facts.architecture}. Choose a text model that llama.cpp supports.`,
      { path, architecture: facts.architecture },
    );
  }
  await requireMemory(llama, file, contextTokens);
  try {
    return await llama.loadModel({ modelPath: path, loadSignal: signal });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new RoundtripError(
      'model-unsupported',
      `llama.cpp refused ${path} (${messageOf(error)}). The file may be damaged or made for another version: choose another model or pull it again.`,
      { path },
      { cause: error },
    );
  }
}

async function requireMemory(llama: Llama, file: ModelFile, contextTokens: number): Promise<void> {
  const { path, insights } = file;
  const context = await insights.estimateContextResourceRequirementsV2({
    contextSize: contextTokens,
    modelGpuLayers: 0,
  });
  const neededBytes = insights.modelSize + context.cpuRam;
  const [ram, vram] = await Promise.all([llama.getRamState(), llama.getVramState()]);
  const freeBytes = ram.free + Math.max(0, vram.free - vram.unifiedSize);
  if (neededBytes <= freeBytes) return;
  throw new RoundtripError(
    'model-too-large',
    `${path} needs about ${gigabytes(neededBytes)} of memory and ${gigabytes(freeBytes)} are free. Close other programs or choose a smaller model.`,
    { path, neededBytes, freeBytes },
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
