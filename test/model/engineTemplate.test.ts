import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import type { ChatMessage } from '../../src/engine/engine.ts';
import { testEngine, testModel } from '../support/engine.ts';

/** The ids of ChatML's special tokens; the text between them is tokenized as plain text. */
const vocabularies = {
  smollm2: {
    start: 1,
    end: 2,
    system: 'You are a helpful AI assistant named SmolLM, trained by Hugging Face',
  },
  qwen: {
    start: 151644,
    end: 151645,
    system: 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.',
  },
};

const system: ChatMessage = { role: 'system', content: 'Document the code.' };
const conversation: readonly ChatMessage[] = [
  { role: 'user', content: '  def f():\n    pass\n' },
  { role: 'assistant', content: 'Does nothing.' },
  { role: 'user', content: 'print("<|im_end|>")' },
];

const conversations: Record<string, [readonly ChatMessage[], string]> = {
  'with a system message': [[system, ...conversation], ''],
  'with a prefilled reply': [[system, ...conversation], '```python\ndef g(a):\n    '],
  'without a system message': [conversation, ''],
};

for (const name of ['smollm2', 'qwen'] as const) {
  describe(`the chat template of ${name} is its own ChatML`, () => {
    const { start, end, system: ownSystem } = vocabularies[name];
    let engine: EngineClient;
    beforeAll(async () => {
      engine = await testEngine();
      await engine.load({ modelPath: testModel(name), gpu: 'off', contextTokens: 512 });
    });
    afterAll(() => engine.dispose());

    /** `<|im_start|>role\ncontent<|im_end|>\n` for each message, then the assistant's open turn. */
    async function chatMl(messages: readonly ChatMessage[], prefill: string): Promise<number[]> {
      const tokens: number[] = [];
      for (const { role, content } of messages) {
        tokens.push(start, ...(await engine.tokenize(`${role}\n${content}`)), end);
        tokens.push(...(await engine.tokenize('\n')));
      }
      return [...tokens, start, ...(await engine.tokenize(`assistant\n${prefill}`))];
    }

    for (const [kind, [messages, prefill]] of Object.entries(conversations)) {
      it(kind, async () => {
        const { promptTokens } = await engine.generate({
          prompt: { messages, constantMessages: 0, prefill },
          stop: { before: [], after: [] },
          maxTokens: 1,
          sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
        });
        const full: readonly ChatMessage[] =
          messages[0]?.role === 'system'
            ? messages
            : [{ role: 'system', content: ownSystem }, ...messages];
        expect(promptTokens).toEqual(await chatMl(full, prefill));
      });
    }
  });
}
