import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const samples = 64;
const sampleBytes = 64 * 1024;

/**
 * Tells models apart without reading gigabytes: SHA-256 over the file's size and 64 samples of
 * 64 KiB, evenly spaced from its first byte to its last. Prefixed, so that it is never taken for
 * the SHA-256 of the whole file.
 */
export async function fingerprint(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256').update(String(size));
    const buffer = Buffer.alloc(Math.min(sampleBytes, size));
    for (let sample = 0; sample < samples; sample += 1) {
      const position = Math.floor(((size - buffer.length) * sample) / (samples - 1));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return `sampled-sha256:${hash.digest('hex')}`;
  } finally {
    await file.close();
  }
}
