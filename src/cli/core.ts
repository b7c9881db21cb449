import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataDirectory } from '../common/dataDirectory.ts';
import type { Disposable } from '../common/disposable.ts';
import { messageOf, RoundtripError } from '../common/errors.ts';
import { type Logger, silentLogger } from '../common/logger.ts';
import { EngineClient } from '../engine/client.ts';
import type { AdapterTools, Engine, ModelTools } from '../engine/engine.ts';
import { RemoteEngine } from '../engine/remote/remoteEngine.ts';
import { type ModelChoice, ModelSession } from '../models/session.ts';
import { CodeParser } from '../parse/parser.ts';
import { fallbackCause } from '../reward/fallback.ts';
import { createReward } from '../reward/reward.ts';
import type { RewardFunction } from '../reward/types.ts';
import { RolloutStore } from '../rollout/store.ts';
import { RoundTrip } from '../roundTrip.ts';
import { TestVerdicts } from '../testRun/testVerdicts.ts';
import type { TestCodes, TestCommand } from '../testRun/types.ts';
import { AdapterRegistry } from '../training/adapters/registry.ts';
import { chosenAdapter } from './adapter/chosenAdapter.ts';
import { FallbackCount } from './fallbackCount.ts';
import type { GlobalOptions } from './options.ts';
import { Output } from './output.ts';
import { servedModel } from './servedModel.ts';

/** What a command works with. Nothing behind it starts before it is used. */
export interface Core extends Disposable {
  readonly options: GlobalOptions;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly parser: CodeParser;
  readonly reward: RewardFunction;
  /** The local one, or the server that --engine-url names. */
  readonly engine: Engine & ModelTools;
  readonly session: ModelSession;
  readonly adapters: AdapterRegistry;
  /** The adapter that --adapter names, or the repository's. */
  readonly adapterOf: ModelChoice['adapterOf'];
  readonly adapterTools: AdapterTools;
  readonly store: RolloutStore;
  readonly roundTrip: RoundTrip;
  /** What the repository's own tests say of codes: nothing before `allowTests`. */
  readonly tests: TestCodes;
  /**
   * Lets the repository's own tests judge what is rebuilt from now on, if the flags say so.
   * @throws RoundtripError `usage` for a command without the permission to run it.
   */
  allowTests(flags: TestFlags): void;
  readonly dataDirectory: string;
  readonly modelsDirectory: string;
}

/** Of the commands that rebuild code. */
export interface TestFlags {
  readonly runTests?: true;
  /** Words separated by spaces. */
  readonly testCommand?: string;
}

const testCommandAlone =
  'No tests are run without --run-tests. Add it to let tests judge rebuilt code, or leave --test-command out.';

/** Wires the core for one command line; the bundle's neighbours are the grammars and the engine. */
export function createCore(options: GlobalOptions, signal: AbortSignal): Core {
  const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const output = new Output(options.json ?? false);
  const directory = dataDirectory(options.data);
  const modelsDirectory = join(directory, 'models');
  const parser = new CodeParser((file) => beside(`grammars/${file}`));
  const fallbacks = new FallbackCount();
  const reward = createReward(parser, (fallback) => fallbacks.add(fallbackCause(fallback)));
  const logger = options.debug ? stderrLogger : silentLogger;
  const local = new EngineClient(beside('engine.mjs'), logger, { dataDirectory: directory });
  const remote = remoteEngine(options, local, output);
  const engine = remote ?? local;
  const adapters = new AdapterRegistry(directory, (message) => output.note(message));
  const adapterOf = chosenAdapter(options.adapter, adapters, remote ? null : local);
  const choice = () => ({ model: options.model ?? '', gpu: options.gpu, adapterOf });
  const served = remote ? () => servedModel(remote, signal) : undefined;
  const session = new ModelSession(engine, modelsDirectory, choice, served);
  const store = new RolloutStore(directory, (movedTo) =>
    output.note(
      `The record of your rollouts was damaged. It was moved to ${movedTo}, and a new one begun.`,
    ),
  );
  let allowed: TestCommand | null = null;
  const verdicts = new TestVerdicts(directory, parser, () => allowed, noteLogger(output));
  void verdicts.cleanUp();
  const tests: TestCodes = (...subject) => verdicts.passes(...subject);
  const roundTrip = new RoundTrip({
    engine,
    reward,
    store,
    identity: () => session.identity(),
    tests,
    onNotRecorded: (error) => output.note(`This rollout was not recorded: ${messageOf(error)}`),
  });
  return {
    ...{ options, output, signal, parser, reward, engine, session, store, roundTrip, tests },
    ...{ adapters, adapterOf, adapterTools: local },
    dataDirectory: directory,
    modelsDirectory,
    allowTests({ runTests, testCommand = '' }) {
      if (runTests) allowed = { command: testCommand.split(' ').filter(Boolean) };
      else if (testCommand !== '') throw new RoundtripError('usage', testCommandAlone);
    },
    dispose() {
      const fellBack = fallbacks.sentence();
      if (fellBack !== null) output.note(fellBack);
      output.dispose();
      remote?.dispose();
      local.dispose();
      store.dispose();
    },
  };
}

/** The engine that --engine-url asks for. The key is read here and kept nowhere else. */
function remoteEngine(
  { engineUrl }: GlobalOptions,
  tools: ModelTools,
  output: Output,
): RemoteEngine | null {
  if (engineUrl === undefined) return null;
  const key = process.env.ROUNDTRIP_ENGINE_KEY || null;
  return new RemoteEngine(engineUrl, key, tools, noteLogger(output));
}

const stderrLogger: Logger = {
  debug: (message) => process.stderr.write(`${message}\n`),
  info: (message) => process.stderr.write(`${message}\n`),
  warn: (message) => process.stderr.write(`${message}\n`),
  error: (message, cause) =>
    process.stderr.write(`${message}${cause === undefined ? '' : ` ${messageOf(cause)}`}\n`),
};

/** What tests have to say goes to the person who asked for them. */
function noteLogger(output: Output): Logger {
  const note = (message: string) => output.note(message);
  return { ...silentLogger, info: note, warn: note };
}
