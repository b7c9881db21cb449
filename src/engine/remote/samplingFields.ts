import type { Sampling } from '../engine.ts';

/** The names that llama-server and vLLM share. */
export function samplingFields({ temperature, topK, topP, minP }: Omit<Sampling, 'seed'>) {
  return { temperature, top_k: topK, top_p: topP, min_p: minP };
}
