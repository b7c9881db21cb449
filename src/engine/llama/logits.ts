import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { LogitsRequest, PositionLogits } from '../engine.ts';

/** The highest logits at some positions, from one pass over the tokens in an empty sequence. */
export async function topLogits(
  sequence: LlamaContextSequence,
  { tokens, positions, top }: LogitsRequest,
): Promise<PositionLogits[]> {
  const generateNext = {
    logits: { filter: { tokens: [], includeTop: top } },
    options: { temperature: 0 },
  };
  const wanted = new Set(positions);
  const results = await sequence.controlledEvaluate(
    tokens.map((token, position) => {
      const id = token as Token; // branded numbers
      return wanted.has(position) ? [id, { generateNext }] : id;
    }),
  );
  return positions.map((position) => {
    const logits = results[position]?.next.logits;
    if (!logits) throw new Error(`llama.cpp gave no logits at position ${position}.`);
    return { position, logits: [...logits].slice(0, top) };
  });
}
