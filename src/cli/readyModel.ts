import { RoundtripError } from '../common/errors.ts';
import { repositoryOf } from '../rollout/place.ts';
import type { Core } from './core.ts';

/**
 * Loads the chosen model with the adapter of a repository, by default of the working directory's.
 * @throws RoundtripError that says what is wrong with them.
 */
export async function readyModel(
  { session, signal }: Core,
  repository = repositoryOf('.'),
): Promise<void> {
  try {
    await session.ready(repository, signal);
  } catch (error) {
    const isNone = error instanceof RoundtripError && error.code === 'model-not-chosen';
    throw isNone ? noModelYet() : error;
  }
}

/** The words for a machine without models, in terms of the command line. */
export function noModelYet(): RoundtripError {
  return new RoundtripError(
    'model-not-chosen',
    'No model is on this machine yet. Get one with: roundtrip model pull NAME, or give a .gguf file with --model.',
  );
}
