import type { Llama, LlamaModel, Token } from 'node-llama-cpp';
import { fastestThreads } from './threads.ts';

/** How a model is evaluated fastest on a device. */
export interface Tuning {
  readonly threads: number;
  /** Tokens of a prompt evaluated at a time. */
  readonly chunk: number;
}

const chunks = [8, 16, 32, 64, 128, 256, 512];
/** An abort is heard between two chunks, and a neighbour's next token waits for one. */
const longestChunkMs = 150;

/** Measures for about a second; see `Tunings` for where the result is kept. */
export async function tune(llama: Llama, model: LlamaModel): Promise<Tuning> {
  const threads = await fastestThreads(llama, model);
  return { threads, chunk: await fastestChunk(model, threads) };
}

/** The size with the least time a token among those that do not take too long. */
async function fastestChunk(model: LlamaModel, threads: number): Promise<number> {
  const contextSize = chunks.reduce((sum, chunk) => sum + chunk, 1);
  const context = await model.createContext({
    contextSize,
    threads: { ideal: threads, min: threads },
  });
  try {
    const sequence = context.getSequence();
    const [token] = model.tokenize('a');
    if (token === undefined) throw new Error('The model has no token for "a".');
    let best = { chunk: 0, cost: Number.POSITIVE_INFINITY };
    for (const chunk of chunks) {
      const startedAt = performance.now();
      await sequence.evaluateWithoutGeneratingNewTokens(new Array<Token>(chunk).fill(token));
      const milliseconds = performance.now() - startedAt;
      if (best.chunk > 0 && milliseconds > longestChunkMs) break;
      const cost = milliseconds / chunk;
      if (cost < best.cost) best = { chunk, cost };
    }
    return best.chunk;
  } finally {
    await context.dispose();
  }
}
