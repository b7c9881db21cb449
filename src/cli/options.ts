import { type Command, InvalidArgumentError, Option } from 'commander';
import type { GpuChoice } from '../engine/engine.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly model?: string;
  readonly adapter?: string;
  readonly data?: string;
  readonly engineUrl?: string;
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

/** A time in hours, `0.5` or `8`. */
export function hours(text: string): number {
  const value = Number(text);
  // A timer of Node takes 24 days at most.
  if (!(value > 0 && value <= 500)) {
    throw new InvalidArgumentError('It must be a number of hours up to 500.');
  }
  return value;
}

/** A share of the whole: `0.8` or `80%`. */
export function share(text: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(text.trim()) ?? [];
  const value = Number(digits) / (percent ? 100 : 1);
  if (!(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be from 0 to 1, or from 0% to 100%.');
  }
  return value;
}

/**
 * Arguments in which `flag`, whose value may be left out, has none but what is joined to it by `=`:
 * commander would take the path that follows for its value.
 */
export function withJoinedValue(args: readonly string[], flag: string): string[] {
  const end = args.indexOf('--');
  return args.map((arg, index) => (arg === flag && (end < 0 || index < end) ? `${flag}=` : arg));
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
    .option('--adapter <id|none|path>', 'the adapter (default: the one in use for the repository)')
    .addOption(
      new Option('--data <folder>', 'where models and rollouts are kept').env('ROUNDTRIP_DATA'),
    )
    .option('--engine-url <url>', 'a llama-server or vLLM of yours that runs the model')
    .addOption(
      new Option('--gpu <device>', 'where the model computes')
        .choices(['auto', 'cuda', 'vulkan', 'metal', 'off'])
        .default('auto'),
    )
    .option('--seed <number>', 'makes sampling repeatable', seed)
    .option('--json', 'one JSON object a line')
    .option('--debug', 'tell more on stderr, with stacks');
}
