import { randomInt } from 'node:crypto';

/** How tokens are drawn; see the engine's Sampling. */
interface SamplingPreset {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly seed: number;
}

/** A fresh seed, 32-bit unsigned. */
export const freshSeed = (): number => randomInt(2 ** 32);

/** What a person gets: close to the most likely text, with room for another try. */
export const userSampling = (seed = freshSeed()): SamplingPreset => ({
  temperature: 0.4,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  seed,
});

/** The one most likely text. Fidelity is measured with it, so that it does not change by chance. */
export const greedySampling: SamplingPreset = {
  temperature: 0,
  topK: 0,
  topP: 1,
  minP: 0,
  seed: 0,
};

/** The policy itself, unbent, as a policy gradient needs it. */
export const pureSampling = (seed = freshSeed()): SamplingPreset => ({
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  seed,
});
