import { open } from 'node:fs/promises';
import { type GgufFileInfo, GgufFileType, GgufInsights, readGgufFileInfo } from 'node-llama-cpp';
import { messageOf, RoundtripError } from '../../common/errors.ts';
import type { ModelFacts } from '../engine.ts';

/** A GGUF file that is as long as its header says. */
export interface GgufFile {
  readonly info: GgufFileInfo;
  readonly insights: GgufInsights;
  readonly bytes: number;
}

/** A model file that may be handed to llama.cpp. */
export interface ModelFile {
  readonly path: string;
  readonly facts: ModelFacts;
  readonly insights: GgufInsights;
}

const magic = 'GGUF';

/**
 * Reads a model's header and checks what would otherwise crash the process or fail obscurely.
 * @throws RoundtripError `model-missing`, `model-not-gguf`, `model-truncated`.
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  const { info, insights, bytes } = await readGgufFile(path);
  const { general } = info.metadata;
  return {
    path,
    insights,
    facts: {
      architecture: general.architecture,
      quantization: quantizationName(general.file_type),
      contextLength: insights.trainContextSize ?? 0,
      bytes,
    },
  };
}

/**
 * Reads the header of any GGUF file, an adapter's too.
 * @throws RoundtripError `model-missing`, `model-not-gguf`, `model-truncated`.
 */
export async function readGgufFile(path: string): Promise<GgufFile> {
  const bytes = await sizeOfGguf(path);
  const info = await readHeader(path, bytes);
  const insights = await GgufInsights.from(info);
  const { first, last } = tensorStarts(info);
  const expected = Math.max(first + insights.modelSize, last);
  // The size is that of the first part where a model is split; llama.cpp checks the others.
  if (info.splicedParts === 1 && expected > bytes) throw truncated(path, bytes, expected);
  return { info, insights, bytes };
}

/** `Q4_K_M` for llama.cpp's file type 15. */
function quantizationName(fileType: number | undefined): string {
  const name = fileType === undefined ? undefined : GgufFileType[fileType];
  return name?.replace(/^(MOSTLY|ALL)_/, '') ?? 'unknown';
}

async function sizeOfGguf(path: string): Promise<number> {
  const start = Buffer.alloc(magic.length);
  let bytes: number;
  try {
    const file = await open(path);
    try {
      bytes = (await file.stat()).size;
      await file.read(start, 0, start.length, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new RoundtripError(
      'model-missing',
      `The model file ${path} can't be read (${messageOf(error)}). Choose or pull a model.`,
      { path },
      { cause: error },
    );
  }
  if (start.toString('latin1') !== magic) {
    throw new RoundtripError(
      'model-not-gguf',
      `${path} is not a GGUF file. Choose a model in GGUF format, as llama.cpp reads it.`,
      { path },
    );
  }
  return bytes;
}

async function readHeader(path: string, bytes: number): Promise<GgufFileInfo> {
  try {
    const info = await readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false });
    // The reader fills up with zeros where the file ends, so a cut header may pass for a whole one.
    if ((info.infoEndOffset ?? 0) <= bytes) return info;
  } catch (error) {
    throw new RoundtripError(
      'model-truncated',
      `The header of ${path} can't be read: the file (${bytes} bytes) is cut short or damaged. Pull the model again.`,
      { path, bytes },
      { cause: error },
    );
  }
  throw truncated(path, bytes, null);
}

function truncated(path: string, bytes: number, expected: number | null): RoundtripError {
  const whole = expected === null ? 'more' : `${expected} bytes`;
  return new RoundtripError(
    'model-truncated',
    `The model file ${path} is cut short: it has ${bytes} bytes and should have ${whole}. Pull the model again.`,
    { path, bytes, expected },
  );
}

/** Where the weights start in the file, and the last tensor of them. */
function tensorStarts({ tensorInfo = [], infoEndOffset = 0 }: GgufFileInfo) {
  const starts = tensorInfo.map(({ fileOffset }) => Number(fileOffset));
  return {
    first: starts.reduce((least, start) => Math.min(least, start), starts[0] ?? infoEndOffset),
    last: starts.reduce((most, start) => Math.max(most, start), 0),
  };
}
