import type { Completion, GenerateRequest, TokenEvent } from '../engine.ts';
import type { PromptTokens } from './chatTemplate.ts';
import type { Job } from './drawing.ts';
import type { Lane } from './lane.ts';

/** A request with its prompt's tokens. */
export interface Prompted {
  readonly request: GenerateRequest;
  readonly prompt: PromptTokens;
}

/**
 * Draws all completions in lock-step: every step draws one token in every busy lane, in the order
 * of the sequences' ids, because llama.cpp evaluates only consecutive ascending ids together. A
 * free-running loop for each sequence is up to 2.6 times slower. A lane that becomes free takes the
 * next request; at the end, gaps between the last busy lanes cost a little speed.
 *
 * @param lanes in ascending order of their sequences' ids.
 */
export async function generateInLockStep(
  prompted: readonly Prompted[],
  lanes: readonly Lane[],
  signal: AbortSignal,
  onText: (event: TokenEvent) => void,
): Promise<Completion[]> {
  const completions: Completion[] = [];
  const waiting = toJobs(prompted, onText, (index, completion) => {
    completions[index] = completion;
  });
  try {
    for (;;) {
      for (const lane of lanes) {
        if (lane.busy) continue;
        const job = waiting.shift();
        if (!job) break;
        await lane.begin(job, signal);
      }
      const busy = lanes.filter((lane) => lane.busy);
      if (busy.length === 0) return completions;
      signal.throwIfAborted();
      await Promise.all(busy.map((lane) => lane.step()));
    }
  } finally {
    await Promise.all(lanes.map((lane) => lane.abandon()));
  }
}

function toJobs(
  prompted: readonly Prompted[],
  onText: (event: TokenEvent) => void,
  onEnd: (index: number, completion: Completion) => void,
): Job[] {
  const keys = prompted.map(({ prompt }) => prompt.tokens.join(' '));
  return prompted.map(({ request, prompt }, index) => ({
    request,
    prompt,
    shared: keys.lastIndexOf(keys[index] ?? '') > index,
    onText: (text) => onText({ index, text }),
    onEnd: (completion) => onEnd(index, completion),
  }));
}
