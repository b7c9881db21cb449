import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** More than this share of processors or GPU at work is somebody else's. */
const busyShare = 0.5;

/** Time that all processors spent since they were started, milliseconds. */
export interface ProcessorTimes {
  readonly busy: number;
  readonly all: number;
}

/** How busy the machine is between one look and the next. */
export class MachineLoad {
  private last: ProcessorTimes;

  constructor(private readonly times: () => ProcessorTimes = processorTimes) {
    this.last = times();
  }

  /** True while others keep processors or GPU at work; ask only while we have no work ourselves. */
  async isBusy(): Promise<boolean> {
    const before = this.last;
    this.last = this.times();
    const share = (this.last.busy - before.busy) / Math.max(1, this.last.all - before.all);
    return share > busyShare || (await gpuShare()) > busyShare;
  }
}

function processorTimes(): ProcessorTimes {
  return cpus().reduce(
    ({ busy, all }, { times: { user, nice, sys, irq, idle } }) => ({
      // What runs at low priority makes way for whatever comes.
      busy: busy + user + sys + irq,
      all: all + user + nice + sys + irq + idle,
    }),
    { busy: 0, all: 0 },
  );
}

let hasNvidiaTool = true;

/** The busiest NVIDIA GPU's share of time at work, from 0; 0 where that can't be told. */
async function gpuShare(): Promise<number> {
  if (!hasNvidiaTool) return 0;
  try {
    const question = ['--query-gpu=utilization.gpu', '--format=csv,noheader,nounits'];
    const { stdout } = await run('nvidia-smi', question, { timeout: 5_000, windowsHide: true });
    return busiest(stdout);
  } catch {
    hasNvidiaTool = false;
    return 0;
  }
}

/** @param text one percentage a line. */
export function busiest(text: string): number {
  return Math.max(0, ...text.split('\n').map((line) => Number.parseInt(line, 10) / 100 || 0));
}
