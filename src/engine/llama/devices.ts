import { getLlama, type Llama, LlamaLogLevel, NoBinaryFoundError } from 'node-llama-cpp';
import { RoundtripError } from '../../common/errors.ts';
import type { DeviceFacts, GpuChoice } from '../engine.ts';

/** llama.cpp for each device that was asked for, started once. */
export class Devices {
  private readonly started = new Map<GpuChoice, Llama>();

  /** @param log takes llama.cpp's own messages. */
  constructor(private readonly log: (line: string) => void) {}

  /**
   * llama.cpp on the chosen device, from a prebuilt binary; it never compiles or downloads.
   * @throws RoundtripError `gpu-unavailable`.
   */
  async llama(gpu: GpuChoice): Promise<Llama> {
    const llama = this.started.get(gpu) ?? (await this.start(gpu));
    this.started.set(gpu, llama);
    return llama;
  }

  /** The device that node-llama-cpp chooses by itself. */
  async facts(): Promise<DeviceFacts> {
    const llama = await this.llama('auto');
    if (llama.gpu === false) return { device: 'cpu', name: null, memoryBytes: null };
    const [names, { total }] = await Promise.all([llama.getGpuDeviceNames(), llama.getVramState()]);
    return { device: llama.gpu, name: names[0] ?? null, memoryBytes: total };
  }

  private async start(gpu: GpuChoice): Promise<Llama> {
    const llama = await getLlama({
      gpu: gpu === 'off' ? false : gpu,
      build: 'never',
      skipDownload: true,
      logLevel: LlamaLogLevel.warn,
      logger: (level, message) => this.log(`${level}: ${message.trimEnd()}`),
    }).catch((error: unknown) => {
      if (error instanceof NoBinaryFoundError) return null;
      throw error;
    });
    // Metal on another system falls back to the processor without a word.
    if (llama && (gpu === 'auto' || (llama.gpu || 'off') === gpu)) return llama;
    throw new RoundtripError(
      'gpu-unavailable',
      `The model can't run on ${gpu} here: there is no such device or no driver for it. Choose "auto" or "off" for the GPU.`,
      { gpu },
    );
  }
}
