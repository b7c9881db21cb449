// The round trip on real functions, told on the terminal: `npm run demo` prepares and starts it.
import { join } from 'node:path';
import { Progress } from '../../src/cli/progress.ts';
import { readTarget } from '../../src/cli/target.ts';
import { dataDirectory } from '../../src/common/dataDirectory.ts';
import { firstValue, messageOf, RoundtripError } from '../../src/common/errors.ts';
import { silentLogger } from '../../src/common/logger.ts';
import { EngineClient } from '../../src/engine/client.ts';
import { catalogue } from '../../src/models/catalogue.ts';
import { pullModel } from '../../src/models/pull.ts';
import { listModels } from '../../src/models/registry.ts';
import { ModelSession } from '../../src/models/session.ts';
import { CodeParser } from '../../src/parse/parser.ts';
import type { FunctionUnit } from '../../src/parse/types.ts';
import { reportText } from '../../src/reportText.ts';
import { fallbackCause } from '../../src/reward/fallback.ts';
import { createReward } from '../../src/reward/reward.ts';
import { placeOfFile } from '../../src/rollout/place.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import { greedySampling, RoundTrip, userSampling } from '../../src/roundTrip.ts';
import { demoSources } from './sources.ts';

const modelName = 'qwen2.5-coder-0.5b-instruct';
const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
const { signal } = interrupt;

const directory = dataDirectory();
const modelsDirectory = join(directory, 'models');
const parser = new CodeParser('dist/grammars');
const engine = new EngineClient('dist/engine.mjs', silentLogger);
const store = new RolloutStore(directory, (movedTo) =>
  console.log(`The record of your rollouts was damaged; it was moved to ${movedTo}.`),
);
const session = new ModelSession(engine, modelsDirectory, () => ({
  model: modelName,
  gpu: 'auto',
  adapterOf: async () => null,
}));
const roundTrip = new RoundTrip({
  engine,
  store,
  reward: createReward(parser, (fallback) =>
    console.log(`Compared by the syntax alone: ${fallbackCause(fallback)}`),
  ),
  identity: () => session.identity(),
  onNotRecorded: (error) => console.log(`Not recorded: ${messageOf(error)}`),
});

try {
  await pullOnce();
  const { device, threads } = await session.ready(process.cwd(), signal);
  console.log(`${modelName} on ${device}, ${threads} threads.\n`);
  for (const { title, path, functions } of await demoSources('.cache/demo')) {
    for (const name of functions) {
      const { units } = await readTarget(parser, `${path}:${name}`);
      for (const unit of units) await play(title, path, unit);
    }
  }
  const { path, documentations, reconstructions } = store.summary();
  console.log(
    [
      `${documentations} documentations and ${reconstructions} reconstructions lie in ${path}`,
      '',
      'What to try next:',
      '  node_modules/.bin/node dist/cli.mjs document YOUR_FILE.py:your_function',
      '  node_modules/.bin/node dist/cli.mjs doctor',
      '  npm run package      makes the extension; in VS Code: Extensions, …, Install from VSIX',
    ].join('\n'),
  );
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  engine.dispose();
  store.dispose();
}

/** Documents, rebuilds, scores and prints one function. */
async function play(title: string, path: string, unit: FunctionUnit): Promise<void> {
  const place = placeOfFile(path);
  console.log(`━━ ${title}: writing the documentation of ${unit.qualifiedName} …`);
  try {
    const documentation = firstValue(
      await roundTrip.document(place, unit, [userSampling(1)], { signal }),
    );
    const reconstruction = firstValue(
      await roundTrip.reconstruct(place, unit, documentation, [greedySampling], signal),
    );
    const { doc } = documentation;
    console.log(`\n${reportText({ place, unit, doc, reconstruction, ...session.identity() })}`);
  } catch (error) {
    if (!(error instanceof RoundtripError)) throw error;
    console.log(`   ${error.message}\n`);
  }
}

async function pullOnce(): Promise<void> {
  const entry = catalogue.find(({ name }) => name === modelName);
  if (!entry) throw new Error(`The catalogue has no ${modelName}.`);
  const here = await listModels(modelsDirectory, engine);
  if (here.some(({ name }) => name === modelName)) return;
  const progress = new Progress();
  try {
    await pullModel(entry, modelsDirectory, {
      tools: engine,
      signal,
      onProgress: ({ phase, receivedBytes, totalBytes }) =>
        progress.report(
          `${phase}: ${Math.round(receivedBytes / 1e6)} of ${Math.round(totalBytes / 1e6)} MB`,
        ),
    });
  } finally {
    progress.dispose();
  }
}
