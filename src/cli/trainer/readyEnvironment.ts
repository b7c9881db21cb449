import { fileURLToPath } from 'node:url';
import { setUpText } from '../../cycle/progressWords.ts';
import { TrainerEnvironment } from '../../training/environment/trainerEnvironment.ts';
import type { Trainer } from '../../training/trainerProcess.ts';
import type { Core } from '../core.ts';

/** The trainer's environment in the data folder; its source lies beside the bundle's folder. */
export function trainerEnvironment({ dataDirectory }: Pick<Core, 'dataDirectory'>) {
  return new TrainerEnvironment(
    dataDirectory,
    fileURLToPath(new URL('../trainer', import.meta.url)),
  );
}

/**
 * A trainer that can run. Its environment is set up first if it is not there, after the person was
 * told how much that is.
 * @throws RoundtripError `environment-missing`, `environment-failed`, `disk-full`.
 */
export async function readyEnvironment(core: Core): Promise<Trainer> {
  const { output, signal, dataDirectory } = core;
  const environment = trainerEnvironment(core);
  const { source } = environment;
  const { python, detail } = await environment.status();
  if (python) return { python, source };

  output.note(
    `The trainer's Python environment is ${detail}. Getting PyTorch and what belongs to it from Python package indexes into ${dataDirectory}: 1 to 2 GB for a processor, up to 8 GB for a graphics card.`,
  );
  const made = await environment.setUp({
    signal,
    onProgress: (progress) => output.progress(`Setting up the trainer: ${setUpText(progress)}`),
  });
  const { detail: result } = await environment.status();
  output.note(`The trainer is ready: ${result}.`);
  return { python: made, source };
}
