/**
 * The engine's process: the only part of Roundtrip in which native code runs. It answers the
 * requests of protocol.ts over the channel of `fork` and ends when its parent goes away.
 */
import { rmSync } from 'node:fs';
import {
  type CancellationToken,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-jsonrpc/node';
import { AbortError } from '../common/abort.ts';
import { checkAdapterFile } from './llama/adapterFile.ts';
import { Devices } from './llama/devices.ts';
import { download } from './llama/download.ts';
import { LlamaEngine } from './llama/llamaEngine.ts';
import { readModelFile } from './llama/modelFile.ts';
import { Tunings } from './llama/tunings.ts';
import { protocol, toResponseError } from './protocol.ts';

const [, , scratch, dataDirectory] = process.argv;
if (scratch === undefined) throw new Error('usage: engine SCRATCH-DIRECTORY [DATA-DIRECTORY]');

const connection = createMessageConnection(
  new IPCMessageReader(process),
  new IPCMessageWriter(process),
);
const devices = new Devices((line) => process.stderr.write(`${line}\n`));
const engine = new LlamaEngine(devices, scratch, new Tunings(dataDirectory ?? null));

connection.onRequest(
  protocol.load,
  answer((options, signal) => engine.load(options, signal)),
);
connection.onRequest(
  protocol.generate,
  answer(({ requests, progress }, signal) =>
    engine.generate(requests, signal, (event) => {
      if (progress !== null) void connection.sendProgress(protocol.text, progress, event);
    }),
  ),
);
connection.onRequest(
  protocol.tokenize,
  answer(({ text }) => engine.tokenize(text)),
);
connection.onRequest(
  protocol.detokenize,
  answer(({ lists }) => engine.detokenize(lists)),
);
connection.onRequest(
  protocol.logits,
  answer((request, signal) => engine.logits(request, signal)),
);
connection.onRequest(
  protocol.useAdapter,
  answer(({ path }, signal) => engine.useAdapter(path, signal)),
);
connection.onRequest(
  protocol.unload,
  answerBare((signal) => engine.unload(signal)),
);
connection.onRequest(
  protocol.inspect,
  answer(async ({ path }) => (await readModelFile(path)).facts),
);
connection.onRequest(
  protocol.checkAdapter,
  answer(({ path, modelPath }) => checkAdapterFile(path, modelPath)),
);
connection.onRequest(
  protocol.devices,
  answerBare(() => devices.facts()),
);
connection.onRequest(
  protocol.download,
  answer(({ uri, path, progress }, signal) =>
    download(uri, path, signal, (received) => {
      void connection.sendProgress(protocol.downloaded, progress, received);
    }),
  ),
);

process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole terminal group; the parent decides
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
connection.listen();

function answer<P, R>(work: (params: P, signal: AbortSignal) => Promise<R>) {
  return (params: P, token: CancellationToken) => settle(token, (signal) => work(params, signal));
}

/** For requests without parameters. */
function answerBare<R>(work: (signal: AbortSignal) => Promise<R>) {
  return (token: CancellationToken) => settle(token, work);
}

async function settle<R>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort(new AbortError()));
  try {
    return await work(controller.signal);
  } catch (error) {
    throw toResponseError(error);
  }
}
