import { RoundtripError } from '../../common/errors.ts';
import type { Completion, GenerateRequest, StopReason } from '../engine.ts';
import { Reply } from '../reply.ts';
import type { CompletionServer } from './completionServer.ts';

/** The error for a reply that ended without saying why. */
export type CutOff = () => RoundtripError;

/**
 * Draws one completion from a server and cuts it as the local engine would. The server hears of the
 * cut by its socket being closed.
 * @throws RoundtripError `server-failed`; `unusable-reply` where the ids can't be told.
 */
export async function drawCompletion(
  server: CompletionServer,
  cutOff: CutOff,
  promptTokens: readonly number[],
  request: GenerateRequest,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<Completion> {
  const startedAt = performance.now();
  const reply = new Reply(request.stop);
  const show = (text: string) => text !== '' && onText(text);
  const tokens: number[] = [];
  let [drawn, firstTokenMs] = [0, 0];
  let stopReason: StopReason | null = null;
  for await (const piece of server.draw(promptTokens, request, signal)) {
    if (drawn === 0) firstTokenMs = performance.now() - startedAt;
    drawn = piece.drawn;
    tokens.push(...piece.tokens);
    show(reply.add(piece.text));
    stopReason = reply.complete ? 'rule' : piece.end;
    if (stopReason) break;
  }
  if (!stopReason) throw cutOff();
  show(reply.end());
  return {
    text: reply.text,
    promptTokens,
    tokens:
      drawn === tokens.length
        ? tokens
        : merged(tokens, await server.redraw(promptTokens, request, drawn, signal), drawn),
    stopReason,
    timings: { reusedTokens: 0, firstTokenMs, totalMs: performance.now() - startedAt },
  };
}

/**
 * All ids of a completion in which some were held back, as llama-server does with those that end in
 * the middle of a character: what it answers to the same request without streaming holds them all.
 * With many requests at a time a server may draw something else from the same seed.
 */
function merged(streamed: readonly number[], redrawn: readonly number[], count: number): number[] {
  let known = 0;
  for (const id of redrawn) if (id === streamed[known]) known += 1;
  if (redrawn.length === count && known === streamed.length) return [...redrawn];
  throw new RoundtripError(
    'unusable-reply',
    'The server held back some token ids of a reply and drew another one when asked again. Try again, or draw fewer at a time.',
  );
}
