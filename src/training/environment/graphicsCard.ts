import { existsSync } from 'node:fs';
import { type StartOptions, startProcess } from '../../common/childProcess.ts';

/**
 * True if this machine has a card for which torch has builds of their own: NVIDIA's with its driver,
 * or AMD's with ROCm. What Apple's processors have is in their only build.
 */
export async function hasGraphicsCard(options: StartOptions): Promise<boolean> {
  if (process.platform === 'darwin') return false;
  if (existsSync('/proc/driver/nvidia/version')) return true;
  if (existsSync('/dev/kfd') && existsSync('/opt/rocm')) return true;
  // On Windows, and in WSL, the driver's own program is what there is to ask.
  return succeeds('nvidia-smi', ['--list-gpus'], options);
}

/** True if the program is there and ends well. */
export async function succeeds(
  program: string,
  args: readonly string[],
  options: StartOptions,
): Promise<boolean> {
  const { output, ended } = startProcess(program, args, options);
  output.on('error', () => {}).resume();
  try {
    return (await ended).code === 0;
  } catch {
    options.signal?.throwIfAborted();
    return false;
  }
}
