import { fileURLToPath } from 'node:url';
import { messageOf } from '../common/errors.ts';
import { eligibleFunctions, type FoundFunction } from '../cycle/eligibleFunctions.ts';
import { finishedFunctions } from '../cycle/rollouts/finishedFunctions.ts';
import { drawGroupOrNothing, type Group, type GroupSize } from '../cycle/rollouts/group.ts';
import { inOrder } from '../cycle/rollouts/inOrder.ts';
import { placeOfFile } from '../rollout/place.ts';
import { freshSeed, RoundTrip } from '../roundTrip.ts';
import { displayPath } from '../source/sourceFile.ts';
import { sourcePaths } from '../source/sourcePaths.ts';
import type { Core, TestFlags } from './core.ts';
import { FallbackCount } from './fallbackCount.ts';
import { percent, styled } from './output.ts';
import { readyModel } from './readyModel.ts';
import { createRewardWorker, type RewardWorker } from './rollout/rewardWorker.ts';
import { summarise, summarySentence } from './rollout/summary.ts';

export interface RolloutFlags extends TestFlags, GroupSize {
  readonly limit?: number;
  readonly resume?: true;
}

/** A function with what was drawn for it. */
interface Drawn extends FoundFunction {
  readonly group: Group;
}

/**
 * `roundtrip rollout PATH...`: G docs a function and K reconstructions a doc, into the store, record
 * by record. Several functions are drawn side by side, so that the model's lanes stay full.
 */
export async function rollout(
  core: Core,
  paths: readonly string[],
  flags: RolloutFlags,
): Promise<void> {
  core.allowTests(flags);
  const fallbacks = new FallbackCount();
  const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const rewards = createRewardWorker(
    { thread: beside('reward.mjs'), grammars: beside('grammars') },
    (cause) => fallbacks.add(cause),
  );
  try {
    await rolloutWith(rewards, core, paths, flags);
  } finally {
    rewards.dispose();
    const fellBack = fallbacks.sentence();
    if (fellBack !== null) core.output.note(fellBack);
  }
}

async function rolloutWith(
  { reward }: RewardWorker,
  core: Core,
  paths: readonly string[],
  flags: RolloutFlags,
): Promise<void> {
  const { engine, store, session, tests, output, signal } = core;
  const roundTrip = new RoundTrip({
    ...{ engine, store, reward, tests },
    identity: () => session.identity(),
    onNotRecorded: (error) => output.note(`This rollout was not recorded: ${messageOf(error)}`),
  });
  const started = Date.now();
  const groups: Group[] = [];
  const draw = async (found: FoundFunction, failed: AbortSignal): Promise<Drawn> => {
    output.progress(`${groups.length} done, now ${found.unit.qualifiedName}`);
    const stop = AbortSignal.any([signal, failed]);
    const seed = core.options.seed ?? freshSeed();
    const passedOver = (error: Error) =>
      output.note(`${found.unit.qualifiedName}: ${error.message}`);
    const group = await drawGroupOrNothing(passedOver, roundTrip, found, flags, seed, stop);
    return { ...found, group };
  };
  const files = await sourcePaths(paths, signal);
  // Each repository has its adapter, so the next one begins when the last one is done.
  for (const [repository, own] of Map.groupBy(files, (file) => placeOfFile(file).repository)) {
    const left = (flags.limit ?? Number.POSITIVE_INFINITY) - groups.length;
    if (left <= 0) break;
    await readyModel(core, repository);
    const wanted = functionsToDraw(core, own, flags, left);
    for await (const drawn of inOrder(wanted, functionsAtOnce(flags), draw)) {
      groups.push(drawn.group);
      report(core, drawn);
    }
  }
  const summary = summarise(groups, roundTrip.tokensDrawn, (Date.now() - started) / 1000);
  output.result({ summary }, () => summarySentence(summary));
}

async function* functionsToDraw(
  core: Core,
  files: readonly string[],
  flags: RolloutFlags,
  limit: number,
): AsyncGenerator<FoundFunction, void> {
  const isFinished = flags.resume ? finishedFunctions(core, flags) : () => false;
  let begun = 0;
  const note = (sentence: string) => core.output.note(sentence);
  for await (const found of eligibleFunctions(core, files, note)) {
    if (begun === limit) return;
    if (isFinished({ ...found.place, ...found.unit })) continue;
    begun += 1;
    yield found;
  }
}

/**
 * Where one function waits for the last of its docs, others must keep the engine's eight lanes busy;
 * but what is under way is lost when the run is stopped.
 */
function functionsAtOnce({ docs, reconstructions }: GroupSize): number {
  return Math.max(4, Math.ceil(16 / (docs + reconstructions)));
}

function report({ output }: Core, { file, unit, group }: Drawn): void {
  const { rewards, lifts, baseline } = group;
  const { qualifiedName } = unit;
  const line = { path: displayPath(file), qualifiedName, rewards, lifts, baseline };
  output.result(line, () =>
    [`${line.path}:${unit.line}`, styled('bold', qualifiedName), ...rewards.map(percent)].join(
      '  ',
    ),
  );
}
