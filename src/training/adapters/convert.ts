import { text } from 'node:stream/consumers';
import { startProcess } from '../../common/childProcess.ts';
import { RoundtripError } from '../../common/errors.ts';
import { parseTrainerEvent, type TrainerEvent } from '../trainerEvents.ts';
import type { Trainer } from '../trainerProcess.ts';
import { trainerVariables } from '../trainerVariables.ts';

/** `to-gguf`: a PEFT folder to a GGUF file; `to-peft`: the way back. */
export interface Conversion {
  readonly command: 'to-gguf' | 'to-peft';
  readonly from: string;
  /** The GGUF file of the model that the adapter is for. */
  readonly base: string;
  readonly to: string;
}

/**
 * Converts an adapter by the trainer's Python.
 * @throws RoundtripError `adapter-mismatch`, `disk-full` or `adapter-unreadable`, in the trainer's words.
 */
export async function convertAdapter(
  { python, source }: Trainer,
  { command, from, base, to }: Conversion,
  signal: AbortSignal,
): Promise<void> {
  const { output, ended } = startProcess(
    python,
    ['-m', 'roundtrip_trainer', command, from, base, to],
    { directory: source, environment: trainerVariables(source), signal },
  );
  const [told, { code }] = await Promise.all([text(output), ended]);
  if (code === 0) return;
  const error = told
    .split('\n')
    .map(errorIn)
    .find((event) => event !== null);
  const known = error?.code === 'adapter-mismatch' || error?.code === 'disk-full';
  throw new RoundtripError(
    known ? (error.code as 'adapter-mismatch' | 'disk-full') : 'adapter-unreadable',
    error?.message ??
      `The adapter ${from} can't be converted (exit code ${code}). Check that it is a LoRA adapter for this model.`,
    { from, code },
  );
}

function errorIn(line: string): (TrainerEvent & { event: 'error' }) | null {
  try {
    const event = parseTrainerEvent(line);
    return event?.event === 'error' ? event : null;
  } catch {
    return null; // a line that a library printed
  }
}
