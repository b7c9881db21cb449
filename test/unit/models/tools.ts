import { open } from 'node:fs/promises';
import { RoundtripError } from '../../../src/common/errors.ts';
import type { ModelTools } from '../../../src/engine/engine.ts';

/** Takes any file that begins with GGUF for a small model, as the engine does with real ones. */
export const inspect: ModelTools['inspect'] = async (path) => {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1') !== 'GGUF') {
      throw new RoundtripError('model-not-gguf', `${path} is no GGUF file.`);
    }
    const { size } = await file.stat();
    return { architecture: 'llama', quantization: 'F32', contextLength: 64, bytes: size };
  } finally {
    await file.close();
  }
};

/** The hub as it is from a network that does not reach it. */
export const unreachableHub: ModelTools['download'] = async () => {
  throw new RoundtripError('download-failed', 'The hub could not be reached.');
};
