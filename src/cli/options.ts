import { type Command, InvalidArgumentError, Option } from 'commander';
import type { GpuChoice } from '../engine/engine.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly model?: string;
  readonly adapter?: string;
  readonly data?: string;
  readonly gpu: GpuChoice;
  readonly seed?: number;
  readonly json?: true;
  readonly debug?: true;
}

/** A positive whole number. */
export function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number from 1.');
  }
  return value;
}

function seed(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0 || value >= 2 ** 32) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
  }
  return value;
}

/** Adds the global options to a command, so that they may stand anywhere on its line. */
export function withGlobalOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--model <name|path>', 'a model that was pulled, or a .gguf file').env(
        'ROUNDTRIP_MODEL',
      ),
    )
    .option('--adapter <path|none>', 'a LoRA adapter (.gguf) for the model')
    .addOption(
      new Option('--data <folder>', 'where models and rollouts are kept').env('ROUNDTRIP_DATA'),
    )
    .addOption(
      new Option('--gpu <device>', 'where the model computes')
        .choices(['auto', 'cuda', 'vulkan', 'metal', 'off'])
        .default('auto'),
    )
    .option('--seed <number>', 'makes sampling repeatable', seed)
    .option('--json', 'one JSON object a line')
    .option('--debug', 'tell more on stderr, with stacks');
}
