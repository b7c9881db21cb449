import { rewardsOf } from '../candidate.ts';
import { concernsOneFunction, RoundtripError, successOf } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { documentationVersion } from '../prompt/documentation.ts';
import { reconstructionVersion } from '../prompt/reconstruction.ts';
import { lift } from '../reward/guards/lift.ts';
import { mean } from '../reward/mean.ts';
import { placeOfFile } from '../rollout/place.ts';
import type { Subject } from '../rollout/types.ts';
import { type Documentation, freshSeed, pureSampling } from '../roundTrip.ts';
import type { Core, TestFlags } from './core.ts';
import { percent, styled } from './output.ts';
import { readyModel } from './readyModel.ts';
import { displayPath, readSource, unitsOf } from './sourceFile.ts';
import { sourcePaths } from './sourcePaths.ts';

export interface RolloutFlags extends TestFlags {
  readonly docs: number;
  readonly reconstructions: number;
  readonly limit?: number;
  readonly resume?: true;
}

/** Functions outside of these lengths say nothing, or are beyond what a model can rebuild. */
const fewestLines = 3;
const mostLines = 150;

/** One function's rollouts. */
interface Group {
  /** The mean reward of each doc, null where none could be judged. */
  readonly rewards: readonly (number | null)[];
  /** What each doc adds to the signature, null where that can't be told. */
  readonly lifts: readonly (number | null)[];
  /** The mean reward of rebuilding from the signature alone. */
  readonly baseline: number | null;
  /** Of all docs together; the baseline's are not counted. */
  readonly reconstructions: number;
}

/** A function that the model can't take, as one too long for it; the store knows why. */
const nothingDrawn: Group = { rewards: [], lifts: [], baseline: null, reconstructions: 0 };

/** `roundtrip rollout PATH...`: G docs a function and K reconstructions a doc, into the store. */
export async function rollout(
  core: Core,
  paths: readonly string[],
  flags: RolloutFlags,
): Promise<void> {
  core.allowTests(flags);
  /** Of each repository, since each has its adapter. */
  const finished = new Map<string, ReadonlySet<string>>();
  const started = Date.now();
  const groups: Group[] = [];
  for await (const { path, unit } of functionsToRollOut(core, paths)) {
    if (groups.length === flags.limit) break;
    const place = placeOfFile(path);
    await readyModel(core, place.repository);
    if (flags.resume && !finished.has(place.repository)) {
      finished.set(place.repository, finishedFunctions(core, flags));
    }
    if (finished.get(place.repository)?.has(keyOf({ ...place, ...unit }))) continue;
    core.output.progress(`${groups.length} done, now ${unit.qualifiedName}`);
    const group = await rolloutGroup(core, path, unit, flags).catch((error) => {
      if (!concernsOneFunction(error)) throw error;
      core.output.note(`${unit.qualifiedName}: ${error.message}`);
      return nothingDrawn;
    });
    groups.push(group);
    const { qualifiedName } = unit;
    const { rewards, lifts, baseline } = group;
    const line = { path: displayPath(path), qualifiedName, rewards, lifts, baseline };
    core.output.result(line, () =>
      [`${line.path}:${unit.line}`, styled('bold', qualifiedName), ...rewards.map(percent)].join(
        '  ',
      ),
    );
  }
  const summary = summarise(groups, core.roundTrip.tokensDrawn, (Date.now() - started) / 1000);
  core.output.result({ summary }, () =>
    [
      `${summary.functions} functions, ${summary.docs} docs,`,
      `${summary.reconstructions} reconstructions, mean reward ${percent(summary.meanReward)},`,
      `${summary.tokensPerSecond.toFixed(1)} tokens/s`,
    ].join(' '),
  );
}

async function* functionsToRollOut(core: Core, paths: readonly string[]) {
  for (const path of await sourcePaths(paths, core.signal)) {
    core.signal.throwIfAborted();
    try {
      const file = await readSource(path);
      for (const unit of await unitsOf(core.parser, file)) {
        const lines = unit.code.split('\n').length;
        const eligible = unit.parses && !unit.isStub;
        if (eligible && lines >= fewestLines && lines <= mostLines) yield { path, unit };
      }
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      core.output.note(`Skipped: ${error.message}`);
    }
  }
}

/** The baseline, then the docs, then what comes back from each. */
async function rolloutGroup(
  core: Core,
  path: string,
  unit: FunctionUnit,
  flags: RolloutFlags,
): Promise<Group> {
  const { roundTrip, options, signal } = core;
  const place = placeOfFile(path);
  const first = options.seed ?? freshSeed();
  const samplings = (count: number, offset: number) =>
    Array.from({ length: count }, (_, index) => pureSampling((first + offset + index) % 2 ** 32));
  const rebuild = async (source: Documentation | null, offset: number) => {
    const drawn = samplings(flags.reconstructions, offset);
    return rewardsOf(await roundTrip.reconstruct(place, unit, source, drawn, signal));
  };
  const baseline = mean(await rebuild(null, 0));
  const drawn = await roundTrip.document(
    place,
    unit,
    samplings(flags.docs, flags.reconstructions),
    { signal },
  );
  const docs = drawn.flatMap((outcome) => successOf(outcome) ?? []);
  const rewards: number[][] = [];
  for (const [index, documentation] of docs.entries()) {
    const offset = flags.docs + (index + 1) * flags.reconstructions;
    rewards.push(await rebuild(documentation, offset));
  }
  return {
    rewards: rewards.map(mean),
    lifts: rewards.map((one) => (baseline === null ? null : lift(one, baseline))),
    baseline,
    reconstructions: docs.length * flags.reconstructions,
  };
}

/** The functions that already have all rollouts asked for, by this model and these prompts. */
function finishedFunctions({ store, session }: Core, flags: RolloutFlags): Set<string> {
  const { modelHash, adapter } = session.identity();
  const groups = store.groups({
    ...{ modelHash, adapter },
    documentationPrompt: documentationVersion,
    reconstructionPrompt: reconstructionVersion,
  });
  const finished = groups.filter(
    ({ docs }) =>
      docs.filter(({ rewards }) => rewards.length >= flags.reconstructions).length >= flags.docs,
  );
  return new Set(finished.map(({ subject }) => keyOf(subject)));
}

function keyOf({ repository, path, qualifiedName, code }: Omit<Subject, 'language' | 'signature'>) {
  return JSON.stringify([repository, path, qualifiedName, code]);
}

function summarise(groups: readonly Group[], tokens: number, seconds: number) {
  const docs = groups.flatMap(({ rewards }) => rewards);
  return {
    functions: groups.length,
    docs: docs.length,
    reconstructions: groups.reduce((sum, group) => sum + group.reconstructions, 0),
    meanReward: mean(docs.flatMap((reward) => reward ?? [])),
    meanLift: mean(groups.flatMap(({ lifts }) => lifts.flatMap((one) => one ?? []))),
    tokensPerSecond: seconds > 0 ? Math.round((10 * tokens) / seconds) / 10 : 0,
  };
}
