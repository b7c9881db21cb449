import { catalogued } from './catalogue.ts';
import type { CatalogueEntry, MachineFacts, Suggestion } from './types.ts';

const gibibyte = 2 ** 30;

/**
 * A CPU reads prompts at a rate that grows with its processors: measured on two, a function's prompt
 * of 420 tokens takes 1.1 s with the 0.5B in Q8_0, 4.4 s in Q4_K_M (whose tensors have slow
 * kernels), and 4.6 s with the 1.5B. From eight on, the 1.5B answers about as soon as the 0.5B does
 * on two. A 7B stays too slow on any usual CPU.
 */
const processorsFor1_5B = 8;

/** Whether a model file of `bytes` can work in the graphics card's memory or in half the machine's. */
export function fits(bytes: number, machine: MachineFacts): boolean {
  return fitsGpu(bytes, machine) || memoryNeeded(bytes) <= machine.totalMemoryBytes / 2;
}

/** The model that answers well and soon enough on this machine. */
export function suggestModel(machine: MachineFacts): Suggestion {
  const { gpuMemoryBytes, gpuName, processors, totalMemoryBytes } = machine;
  const memory = `${gigabytes(totalMemoryBytes)} of memory and ${processors} processors`;
  const card =
    gpuMemoryBytes === null
      ? 'no graphics card'
      : `a graphics card of ${gigabytes(gpuMemoryBytes)}${gpuName ? ` (${gpuName})` : ''}`;
  for (const entry of [model7B(), model1_5B()]) {
    if (fitsGpu(entry.bytes, machine)) {
      return {
        entry,
        why: 'card',
        reason: `This machine has ${card}, which holds this model whole.`,
      };
    }
  }
  if (processors >= processorsFor1_5B && fits(model1_5B().bytes, machine)) {
    return {
      entry: model1_5B(),
      why: 'processors',
      reason: `This machine has ${memory}, ${card}: enough for this model, while larger ones would be slow.`,
    };
  }
  const q8 = catalogued('qwen2.5-coder-0.5b-instruct-q8_0');
  if (fits(q8.bytes, machine)) {
    return {
      entry: q8,
      why: 'soonest',
      reason: `This machine has ${memory}, ${card}: this model answers soonest, larger ones would be slow.`,
    };
  }
  return {
    entry: catalogued('qwen2.5-coder-0.5b-instruct'),
    why: 'smallest',
    reason: `This machine has ${memory}, ${card}: this is the smallest model that writes useful documentation.`,
  };
}

const model7B = (): CatalogueEntry => catalogued('qwen2.5-coder-7b-instruct');
const model1_5B = (): CatalogueEntry => catalogued('qwen2.5-coder-1.5b-instruct');

/** The screen and other programs keep a tenth of the card's memory. */
function fitsGpu(bytes: number, { gpuMemoryBytes }: MachineFacts): boolean {
  return gpuMemoryBytes !== null && memoryNeeded(bytes) <= 0.9 * gpuMemoryBytes;
}

/** The weights, and room for the contexts of several sequences and for buffers. */
function memoryNeeded(bytes: number): number {
  return 1.2 * bytes + 0.5 * gibibyte;
}

/** As memory is sold: 2^30 bytes a gigabyte, whole ones where that says enough. */
function gigabytes(bytes: number): string {
  const count = bytes / gibibyte;
  return `${count < 4 ? Number(count.toFixed(1)) : Math.round(count)} GB`;
}
