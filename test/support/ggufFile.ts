import { open } from 'node:fs/promises';

/** One tensor of a made-up model: 32-bit floats, its data left unwritten. */
export interface MadeTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
}

type Value = string | number;

/**
 * Writes the header of a GGUF file (version 3) and makes the file as long as its tensors need, or
 * `missingBytes` shorter. The data is a hole: even a file of terabytes takes no space.
 */
export async function writeGguf(
  path: string,
  metadata: Readonly<Record<string, Value>>,
  tensors: readonly MadeTensor[],
  missingBytes = 0,
): Promise<void> {
  let offset = 0;
  const infos = tensors.map(({ name, dimensions }) => {
    const info = [text(name), u32(dimensions.length), ...dimensions.map(u64), u32(0), u64(offset)];
    offset += 4 * dimensions.reduce((product, size) => product * size, 1);
    return Buffer.concat(info);
  });
  const entries = Object.entries(metadata).map(([key, value]) =>
    typeof value === 'string'
      ? Buffer.concat([text(key), u32(8), text(value)])
      : Buffer.concat([text(key), u32(4), u32(value)]),
  );
  const counts = [u64(tensors.length), u64(entries.length)];
  const header = Buffer.concat([Buffer.from('GGUF'), u32(3), ...counts, ...entries, ...infos]);
  const dataStart = Math.ceil(header.length / 32) * 32;
  const file = await open(path, 'w');
  try {
    await file.write(header);
    await file.truncate(dataStart + offset - missingBytes);
  } finally {
    await file.close();
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
