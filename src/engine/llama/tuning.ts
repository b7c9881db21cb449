import type { Llama, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { fastestThreads, firstPlainToken } from './threads.ts';

/** How a model is evaluated fastest on a device. */
export interface Tuning {
  readonly threads: number;
  /** Tokens of a prompt evaluated at a time. */
  readonly chunk: number;
}

/** A tuning, and whether other work on the machine may have spoiled the measurement. */
export interface Measurement extends Tuning {
  readonly disturbed: boolean;
}

const chunks = [16, 32, 64, 128, 256, 512];
/** An abort is heard between two chunks, and a neighbour's next token waits for one. */
const longestChunkMs = 150;
/** A processor that was this process's alone for less than this share of the time was disturbed. */
const ownShare = 0.7;

/** Measures for about a second; see `Tunings` for where the result is kept. */
export async function tune(llama: Llama, model: LlamaModel): Promise<Measurement> {
  const threads = await fastestThreads(llama, model);
  const contextSize = chunks.reduce((sum, chunk) => sum + chunk, 1);
  const context = await model.createContext({
    contextSize,
    threads: { ideal: threads, min: threads },
  });
  try {
    const onCpu = llama.gpu === false;
    const pieces = await timeChunks(context.getSequence(), onCpu ? threads : null);
    const disturbed = onCpu && pieces.some(({ share }) => share < ownShare);
    return { threads, chunk: fastestChunk(pieces), disturbed };
  } finally {
    await context.dispose();
  }
}

/** What the evaluation of a chunk took. */
interface Piece {
  readonly chunk: number;
  readonly milliseconds: number;
  /** Of its threads' time, how much they had a core for themselves; 1 where that is not known. */
  readonly share: number;
}

/** @param threads of the processor, whose time is taken without what others took; null for a GPU. */
async function timeChunks(
  sequence: LlamaContextSequence,
  threads: number | null,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const token = firstPlainToken(sequence.model);
  for (const chunk of chunks) {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    await sequence.evaluateWithoutGeneratingNewTokens(new Array<Token>(chunk).fill(token));
    const wall = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(before);
    const milliseconds = threads === null ? wall : Math.min(wall, (user + system) / 1000 / threads);
    pieces.push({ chunk, milliseconds, share: milliseconds / wall });
    if (milliseconds > longestChunkMs) break;
  }
  return pieces;
}

/** The one with the least time a token among those that do not take too long. */
function fastestChunk(pieces: readonly Piece[]): number {
  const cost = ({ chunk, milliseconds }: Piece) => milliseconds / chunk;
  const [first, ...others] = pieces;
  if (!first) throw new Error('No chunk was measured.');
  return others
    .filter(({ milliseconds }) => milliseconds <= longestChunkMs)
    .reduce((best, piece) => (cost(piece) < cost(best) ? piece : best), first).chunk;
}
