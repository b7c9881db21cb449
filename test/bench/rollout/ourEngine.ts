import type { EngineClient } from '../../../src/engine/client.ts';
import type { Completion, GenerateRequest, LoadOptions } from '../../../src/engine/engine.ts';
import type { Timing } from './workload.ts';

/** Enough candidates to find eight completions that do not end by themselves. */
const candidates = 24;

/** A prompt of some 400 tokens whose continuation seldom ends early. */
function telling(seed: number, maxTokens: number): GenerateRequest {
  const facts = Array.from(
    { length: 24 },
    (_, index) => `In year ${index} the keeper of the lighthouse saw ${index + 2} ships pass by.`,
  );
  return {
    prompt: {
      messages: [
        { role: 'system', content: 'You write long stories, and never end them early.' },
        { role: 'user', content: `Tell everything that happened. ${facts.join(' ')}` },
      ],
      constantMessages: 0,
      prefill: 'Chapter 1\n\nOnce upon a time',
    },
    stop: { before: [], after: [] },
    maxTokens,
    sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed },
  };
}

/** Requests that draw exactly `drawn` tokens each, and their common prompt. */
export async function longRequests(engine: EngineClient, drawn: number, count: number) {
  const requests = Array.from({ length: candidates }, (_, seed) => telling(seed, drawn));
  const completions = await engine.generateMany(requests);
  const long = requests.filter((_, index) => completions[index]?.tokens.length === drawn);
  if (long.length < count) throw new Error(`Only ${long.length} completions were long enough.`);
  return { requests: long.slice(0, count), prompt: completions[0]?.promptTokens ?? [] };
}

/** Times the requests with nothing kept from before. */
export async function timeOurEngine(
  engine: EngineClient,
  options: LoadOptions,
  requests: readonly GenerateRequest[],
): Promise<Timing> {
  await engine.unload();
  await engine.load(options);
  await engine.generateMany(requests.map((request) => ({ ...request, prompt: warmUp(request) })));
  const startedAt = performance.now();
  const completions = await engine.generateMany(requests);
  const milliseconds = performance.now() - startedAt;
  const tokens = completions.reduce((sum, completion) => sum + completion.tokens.length, 0);
  const drawingMs = Math.max(...completions.map(drawingTime));
  return {
    whole: (1000 * tokens) / milliseconds,
    drawing: (1000 * (tokens - completions.length)) / drawingMs,
  };
}

/** Another prompt, so that the context is there and has been used once, as the others' is. */
function warmUp({ prompt }: GenerateRequest): GenerateRequest['prompt'] {
  return { ...prompt, messages: [{ role: 'user', content: 'Say hello.' }] };
}

function drawingTime({ timings }: Completion): number {
  return timings.totalMs - timings.firstTokenMs;
}
