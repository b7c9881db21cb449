import { availableParallelism, totalmem } from 'node:os';
import type { DeviceFacts } from '../engine/engine.ts';
import type { MachineFacts } from './types.ts';

/** This machine, as far as the choice of a model goes. A container's memory limit counts. */
export function machineFacts({ device, name, memoryBytes }: DeviceFacts): MachineFacts {
  const hasGpu = device !== 'cpu';
  return {
    totalMemoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    processors: availableParallelism(),
    gpuMemoryBytes: hasGpu ? memoryBytes : null,
    gpuName: hasGpu ? name : null,
  };
}
