import type { Activity } from '../background/activities.ts';
import { Learner, type LearnerOwner, type LearnerReport } from '../background/learner.ts';
import { isOnBattery } from '../background/powerSupply.ts';
import type { Limits } from '../background/schedule.ts';
import type { LearningParts } from '../background/workSession.ts';
import { abortable } from '../common/abort.ts';
import { RoundtripError } from '../common/errors.ts';
import { silentLogger } from '../common/logger.ts';
import { repositoryOf } from '../rollout/place.ts';
import { RoundTrip } from '../roundTrip.ts';
import type { Core } from './core.ts';
import { activityText, waitingText } from './learn/words.ts';
import { readyModel } from './readyModel.ts';
import { progressListener } from './train/progressListener.ts';
import { readyEnvironment } from './trainer/readyEnvironment.ts';

export interface LearnFlags {
  /** How long it goes on; without end by default. */
  readonly hours?: number;
  /** Ends after one training and its judgement. */
  readonly once?: true;
}

/** Nobody sits at this machine: only the size of a training is kept. */
const limits: Limits = {
  ...{ idleMinutes: 0, functionsBeforeTraining: 48 },
  minutesPerDay: Number.POSITIVE_INFINITY,
  rolloutsPerDay: Number.POSITIVE_INFINITY,
  gigabytes: Number.POSITIVE_INFINITY,
};

const hourMs = 60 * 60_000;

/**
 * `roundtrip learn PATH`: background learning without an editor. Rollouts, training, judgement, and
 * again, until the time is over.
 */
export async function learn(core: Core, path: string, flags: LearnFlags): Promise<void> {
  const { signal, output } = core;
  if (core.options.engineUrl !== undefined) {
    throw new RoundtripError(
      'usage',
      'Learning needs the model’s own file: name it with --model and leave --engine-url out.',
    );
  }
  const repository = repositoryOf(path);
  await readyModel(core, repository);
  const trainer = await readyEnvironment(core);
  const ended = Promise.withResolvers<void>();
  const owner = ownerOf(core, {
    onActivity(activity) {
      output.result(activity, () => activityText(activity));
      if (!flags.once || activity.kind !== 'training') return;
      if (activity.outcome === 'failed') {
        ended.reject(new RoundtripError('trainer-failed', activity.detail));
      } else ended.resolve();
    },
    onEmpty: () =>
      ended.reject(
        new RoundtripError(
          'no-function',
          `${repository} holds no function that may be learned from. See why: roundtrip scan ${path}`,
        ),
      ),
  });
  const learner = new Learner(partsOf(core, trainer.source), repository, owner);
  const { hours } = flags;
  const timer = hours === undefined ? undefined : setTimeout(ended.resolve, hours * hourMs);
  try {
    void learner.look();
    await abortable(ended.promise, signal);
  } finally {
    clearTimeout(timer);
    await learner.stop();
  }
}

function partsOf(core: Core, trainerSource: string): LearningParts {
  const { engine, session, store, reward } = core;
  return {
    ...core,
    open() {
      const roundTrip = new RoundTrip({
        ...{ engine, store, reward, identity: () => session.identity() },
        onNotRecorded(error) {
          throw error; // what can't be recorded teaches nothing
        },
      });
      return { engine, session, roundTrip, dispose: () => {} };
    },
    environment: async () => ({ python: (await readyEnvironment(core)).python }),
    trainerSource,
  };
}

interface Endings {
  readonly onActivity: (activity: Activity) => void;
  readonly onEmpty: () => void;
}

function ownerOf({ output }: Core, { onActivity, onEmpty }: Endings): LearnerOwner {
  return {
    logger: { ...silentLogger, warn: (message) => output.note(message) },
    limits: () => limits,
    look: async () => ({
      ...{ isOn: true, isTrusted: true, isInUse: false, isMachineBusy: false },
      ...{ idleMs: Number.POSITIVE_INFINITY, isInTrainingHours: true },
      isOnBattery: await isOnBattery(),
    }),
    onChange(report: LearnerReport) {
      if (report.hindrances.rollouts.includes('nothing-to-read')) onEmpty();
      const waiting = waitingText(report);
      if (waiting !== null) output.progress(waiting);
    },
    listener: {
      ...progressListener(output),
      onStopped: (run) => output.note(`Run ${run} was stopped. The next time it is gone on with.`),
    },
    onActivity,
  };
}
