/**
 * The wait for the first token and the tokens per second of a documentation-like prompt: through
 * EngineClient, against bare node-llama-cpp with the same model, threads and tokens, in turns.
 *
 *     tsx test/bench/firstToken.ts [smollm2|qwen] [ROUNDS]
 */
import { getLlama, type LlamaContextSequence, type Token } from 'node-llama-cpp';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest } from '../../src/engine/engine.ts';
import { testEngine, testModel } from '../support/engine.ts';

const drawnTokens = 48;
const parallel = 8;
const sampling = { temperature: 1, topK: 0, topP: 1, minP: 0, seed: 1 };

/** What one draw took. */
interface Timing {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}

const name = process.argv[2] === 'qwen' ? 'qwen' : 'smollm2';
const rounds = Number(process.argv[3] ?? 5);
const modelPath = testModel(name);

const engine = await testEngine();
const { threads, device } = await engine.load({ modelPath, gpu: 'off', contextTokens: 2048 });
const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  contextSize: 2048,
  threads: { ideal: threads, min: threads },
});
const sequence = context.getSequence();

const bare: Timing[] = [];
const cold: Timing[] = [];
const warm: Timing[] = [];
const many: number[] = [];
let promptTokens: readonly number[] = [];
let reusedTokens = 0;
for (let round = 0; round < rounds; round++) {
  // The round's number makes the constant part one that was never seen, and then one that was.
  const first = await throughEngine(engine, documenting(round, 0));
  cold.push(first.timing);
  const second = await throughEngine(engine, documenting(round, 1));
  warm.push(second.timing);
  promptTokens = second.promptTokens;
  reusedTokens = second.reusedTokens;
  bare.push(await throughBare(sequence, second.promptTokens));
  many.push(await lockStepTokensPerSecond(engine, documenting(round, 2)));
}

console.log(
  `${name} on ${device}, ${threads} threads, ${promptTokens.length} prompt tokens ` +
    `(${reusedTokens} reused), ${drawnTokens} drawn; medians of ${rounds}`,
);
console.table({
  'bare, whole prompt': row(bare, bare),
  'engine, prefix new': row(cold, bare),
  'engine, prefix known': row(warm, bare),
});
console.log(`${parallel} in lock-step: ${median(many).toFixed(1)} tokens/s in all`);
engine.dispose();
await llama.dispose();

/** A prompt with about 400 constant tokens, those of its round, and 150 of the code to document. */
function documenting(round: number, variant: number): GenerateRequest {
  const rules = 'Say what the function does, then its parameters and what it returns. ';
  const system = `You document code (style ${round}). ${rules.repeat(15)}`;
  const example =
    'def mean(values):\n    total = sum(values)\n    return total / len(values)\n'.repeat(4);
  const lines = Array.from(
    { length: 9 },
    (_, line) => `    item_${line} = table.lookup(key, ${line + variant})`,
  );
  return {
    prompt: {
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: example },
        { role: 'assistant', content: 'Return the mean of the values.' },
        {
          role: 'user',
          content: `def collect(table, key):\n${lines.join('\n')}\n    return item_0`,
        },
      ],
      constantMessages: 3,
      prefill: '',
    },
    stop: { before: [], after: [] },
    maxTokens: drawnTokens,
    sampling,
  };
}

async function throughEngine(client: EngineClient, request: GenerateRequest) {
  const startedAt = performance.now();
  let firstAt = 0;
  const { tokens, promptTokens, timings } = await client.generate(request, undefined, () => {
    firstAt ||= performance.now();
  });
  const timing = timingOf(startedAt, firstAt, tokens.length);
  return { timing, promptTokens, reusedTokens: timings.reusedTokens };
}

async function throughBare(
  target: LlamaContextSequence,
  tokens: readonly number[],
): Promise<Timing> {
  await target.clearHistory();
  const startedAt = performance.now();
  let firstAt = 0;
  let drawn = 0;
  const options = { ...sampling, yieldEogToken: true };
  for await (const token of target.evaluate(tokens.slice() as Token[], options)) {
    firstAt ||= performance.now();
    drawn += 1;
    if (model.isEogToken(token) || drawn === drawnTokens) break;
  }
  return timingOf(startedAt, firstAt, drawn);
}

/** Tokens per second of all completions together, the evaluation of their one prompt left out. */
async function lockStepTokensPerSecond(
  client: EngineClient,
  request: GenerateRequest,
): Promise<number> {
  const requests = Array.from({ length: parallel }, (_, seed) => ({
    ...request,
    sampling: { ...sampling, seed },
  }));
  const completions = await client.generateMany(requests);
  const drawn = completions.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const seconds = Math.max(
    ...completions.map(({ timings }) => timings.totalMs - timings.firstTokenMs),
  );
  return (1000 * drawn) / seconds;
}

function timingOf(startedAt: number, firstAt: number, drawn: number): Timing {
  const seconds = (performance.now() - firstAt) / 1000;
  return { firstTokenMs: firstAt - startedAt, tokensPerSecond: (drawn - 1) / seconds };
}

function row(timings: readonly Timing[], reference: readonly Timing[]) {
  const wait = median(timings.map(({ firstTokenMs }) => firstTokenMs));
  const speed = median(timings.map(({ tokensPerSecond }) => tokensPerSecond));
  return {
    'first token, ms': Math.round(wait),
    'against bare': (wait / median(reference.map((each) => each.firstTokenMs))).toFixed(2),
    'tokens/s': Number(speed.toFixed(1)),
    'tokens/s against bare': (
      speed / median(reference.map((each) => each.tokensPerSecond))
    ).toFixed(2),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
