import { availableParallelism } from 'node:os';
import type { Llama, LlamaModel, Token } from 'node-llama-cpp';

/** Once measuring took so long, only the candidates that can't be left out are still tried. */
const budgetMs = 700;
/** A piece of a prompt, then steps of a single sequence. */
const pieces = [32, 1, 1, 1, 1];
/** Fewer threads must be clearly faster: on a busy machine a short measurement varies. */
const favourToAll = 0.25;

/**
 * The number of threads that evaluates fastest. The defaults of llama.cpp can be a hundred times
 * slower on few cores; all physical cores are mostly best, but half of them beat a machine's
 * efficiency cores or a busy neighbour, and a small model may run best on one.
 */
export async function fastestThreads(llama: Llama, model: LlamaModel): Promise<number> {
  // In a container the cores of the whole machine are seen but can't be used.
  const all = Math.max(1, Math.min(llama.cpuMathCores, availableParallelism()));
  if (llama.gpu !== false) return all;
  const startedAt = performance.now();
  const half = Math.max(1, Math.floor(all / 2));
  let best = { threads: all, cost: Number.POSITIVE_INFINITY };
  for (const threads of new Set([half, all, 1])) {
    if (threads === 1 && half > 1 && performance.now() - startedAt > budgetMs) continue;
    const weight = 1 + favourToAll * (1 - threads / all);
    const cost = weight * (await measure(model, threads, best.cost / weight));
    if (cost < best.cost) best = { threads, cost };
  }
  return best.threads;
}

/** Milliseconds for the pieces; infinite as soon as they take longer than `limit`. */
async function measure(model: LlamaModel, threads: number, limit: number): Promise<number> {
  const token = firstPlainToken(model);
  const context = await model.createContext({
    contextSize: 256,
    threads: { ideal: threads, min: threads },
  });
  try {
    const sequence = context.getSequence();
    await sequence.evaluateWithoutGeneratingNewTokens([token]); // reads the weights from the disk
    const startedAt = performance.now();
    for (const length of pieces) {
      await sequence.evaluateWithoutGeneratingNewTokens(new Array<Token>(length).fill(token));
      if (performance.now() - startedAt > limit) return Number.POSITIVE_INFINITY;
    }
    return performance.now() - startedAt;
  } finally {
    await context.dispose();
  }
}

function firstPlainToken(model: LlamaModel): Token {
  const [token] = model.tokenize('a');
  if (token === undefined) throw new Error('The model has no token for "a".');
  return token;
}
