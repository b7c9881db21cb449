import type { Sampling } from './engine.ts';

/** What a person gets: close to the most likely text, with room for another try. */
export const userSampling = (seed: number): Sampling => ({
  temperature: 0.4,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  seed,
});

/** The one most likely text. Fidelity is measured with it, so that it does not change by chance. */
export const greedySampling: Sampling = { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 };

/** The policy itself, unbent, as a policy gradient needs it. */
export const pureSampling = (seed: number): Sampling => ({
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  seed,
});
