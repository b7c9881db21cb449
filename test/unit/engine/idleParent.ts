/** Uses the engine once and prints the id of its process; nothing but the engine could keep it alive. */
import { silentLogger } from '../../../src/common/logger.ts';
import { EngineClient } from '../../../src/engine/client.ts';

const engine = new EngineClient(process.argv[2] ?? '', silentLogger);
await engine.load({ modelPath: 'small.gguf', gpu: 'off' });
const { text } = await engine.generate({
  prompt: { messages: [{ role: 'user', content: 'answer' }], constantMessages: 0, prefill: '' },
  stop: { before: [], after: [] },
  maxTokens: 1,
  sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
});
console.log(JSON.parse(text).pid);
