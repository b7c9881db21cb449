import { open } from 'node:fs/promises';

/** One tensor of a made-up model: 32-bit floats, all the same; 0 where nothing is said. */
export interface MadeTensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly value?: number;
}

/** A string, an unsigned 32-bit number, or a 32-bit float. */
type Value = string | number | { readonly float: number };

/**
 * Writes the header of a GGUF file (version 3) and makes the file as long as its tensors need, or
 * `missingBytes` shorter. Zeros are a hole: even a file of terabytes takes no space.
 */
export async function writeGguf(
  path: string,
  metadata: Readonly<Record<string, Value>>,
  tensors: readonly MadeTensor[],
  missingBytes = 0,
): Promise<void> {
  let end = 0;
  const places = tensors.map((tensor) => {
    const offset = end;
    end += 4 * sizeOf(tensor);
    return { tensor, offset };
  });
  const infos = places.map(({ tensor: { name, dimensions }, offset }) =>
    Buffer.concat([
      text(name),
      u32(dimensions.length),
      ...dimensions.map(u64),
      u32(0),
      u64(offset),
    ]),
  );
  const entries = Object.entries(metadata).map(([key, value]) =>
    Buffer.concat([text(key), ...valueBytes(value)]),
  );
  const counts = [u64(tensors.length), u64(entries.length)];
  const header = Buffer.concat([Buffer.from('GGUF'), u32(3), ...counts, ...entries, ...infos]);
  const dataStart = Math.ceil(header.length / 32) * 32;
  const file = await open(path, 'w');
  try {
    await file.write(header);
    await file.truncate(dataStart + end - missingBytes);
    for (const { tensor, offset } of places) {
      if (tensor.value === undefined) continue;
      const data = Buffer.from(new Float32Array(sizeOf(tensor)).fill(tensor.value).buffer);
      await file.write(data, 0, data.length, dataStart + offset);
    }
  } finally {
    await file.close();
  }
}

function sizeOf({ dimensions }: MadeTensor): number {
  return dimensions.reduce((product, size) => product * size, 1);
}

function valueBytes(value: Value): Buffer[] {
  if (typeof value === 'string') return [u32(8), text(value)];
  if (typeof value === 'number') return [u32(4), u32(value)];
  const float = Buffer.alloc(4);
  float.writeFloatLE(value.float);
  return [u32(6), float];
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
