/**
 * A process that speaks the engine's protocol without a model. The text of the last message says
 * what it does; every reply tells how it was loaded, so that a restart can be seen.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { AbortError } from '../../../src/common/abort.ts';
import { RoundtripError } from '../../../src/common/errors.ts';
import type { EngineInfo } from '../../../src/engine/engine.ts';
import { protocol, toResponseError } from '../../../src/engine/protocol.ts';

const connection = createMessageConnection(
  new IPCMessageReader(process),
  new IPCMessageWriter(process),
);
let info: EngineInfo | undefined;

connection.onRequest(protocol.load, ({ modelPath }) => {
  process.stderr.write(`loading ${modelPath}\n`);
  if (modelPath === 'dies-while-loading') process.kill(process.pid, 'SIGKILL');
  info = {
    modelPath,
    architecture: 'scripted',
    quantization: 'F32',
    contextTokens: 16,
    device: 'cpu',
    threads: 1,
    adapterPath: null,
  };
  return info;
});
connection.onRequest(protocol.useAdapter, ({ path }) => {
  if (!info) throw new Error('useAdapter before load');
  info = { ...info, adapterPath: path };
  return info;
});
connection.onRequest(protocol.generate, async ({ requests, progress }, token) => {
  const action = requests[0]?.prompt.messages.at(-1)?.content;
  const say = (text: string) =>
    connection.sendProgress(protocol.text, progress ?? 0, { index: 0, text });
  if (action === 'stream') for (const text of ['a', 'b', 'c']) await say(text);
  if (action === 'die') {
    await say('half');
    process.kill(process.pid, 'SIGKILL');
  }
  if (action === 'exit') process.exit(7);
  if (action === 'freeze') for (;;);
  if (action === 'refuse')
    throw toResponseError(new RoundtripError('prompt-too-long', 'Too long.', { n: 9 }));
  if (action === 'break') throw toResponseError(new TypeError('x is undefined'));
  while (action === 'wait') {
    if (token.isCancellationRequested) throw toResponseError(new AbortError());
    await delay(5);
  }
  return requests.map(() => ({
    text: JSON.stringify({
      pid: process.pid,
      scratch: process.argv[2],
      model: info?.modelPath,
      adapter: info?.adapterPath,
    }),
    promptTokens: [],
    tokens: [],
    stopReason: 'end-of-turn' as const,
    timings: { reusedTokens: 0, firstTokenMs: 0, totalMs: 0 },
  }));
});
process.on('disconnect', () => process.exit());
connection.listen();
