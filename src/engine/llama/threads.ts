import { availableParallelism } from 'node:os';
import type { Llama, LlamaContext, LlamaModel, Token } from 'node-llama-cpp';

/** A piece of a prompt, then steps of a single sequence. */
const pieces = [32, 1, 1];
/** Each candidate is measured so often, in turns: other work on the machine comes in bursts. */
const rounds = 2;
/** A candidate with fewer threads must be clearly faster, up to so much with a single one. */
const favourToAll = 0.5;
/** After so many milliseconds the model is too large for a single thread to be worth a try. */
const largeModelMs = 500;

/**
 * The number of threads that evaluates fastest. The defaults of llama.cpp can be a hundred times
 * slower on few cores; all physical cores are mostly best, but half of them beat a machine's
 * efficiency cores or a busy neighbour, and a small model may run best on one.
 */
export async function fastestThreads(llama: Llama, model: LlamaModel): Promise<number> {
  // In a container the cores of the whole machine are seen but can't be used.
  const all = Math.max(1, Math.min(llama.cpuMathCores, availableParallelism()));
  if (llama.gpu !== false || all === 1) return all;
  const half = Math.floor(all / 2);
  const startedAt = performance.now();
  let best = { threads: all, cost: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    for (const threads of new Set([half, all, 1])) {
      const large = performance.now() - startedAt > largeModelMs;
      if (large && threads === 1 && best.threads !== 1) continue;
      const weight = 1 + favourToAll * (1 - threads / all);
      const cost = weight * (await measure(model, threads, best.cost / weight));
      if (cost < best.cost) best = { threads, cost };
    }
  }
  return best.threads;
}

/** Milliseconds for the pieces; infinite as soon as they take longer than `limit`. */
async function measure(model: LlamaModel, threads: number, limit: number): Promise<number> {
  const context = await model.createContext({
    contextSize: 256,
    threads: { ideal: threads, min: threads },
  });
  try {
    return await time(context, firstPlainToken(model), limit);
  } finally {
    await context.dispose();
  }
}

async function time(context: LlamaContext, token: Token, limit: number): Promise<number> {
  const sequence = context.getSequence();
  await sequence.evaluateWithoutGeneratingNewTokens([token]); // reads the weights from the disk
  const startedAt = performance.now();
  for (const length of pieces) {
    await sequence.evaluateWithoutGeneratingNewTokens(new Array<Token>(length).fill(token));
    if (performance.now() - startedAt > limit) return Number.POSITIVE_INFINITY;
  }
  return performance.now() - startedAt;
}

/** Any token, to measure with. */
export function firstPlainToken(model: LlamaModel): Token {
  const [token] = model.tokenize('a');
  if (token === undefined) throw new Error('The model has no token for "a".');
  return token;
}
