import type { Disposable } from '../common/disposable.ts';
import { RoundtripError } from '../common/errors.ts';
import type { CycleListener, CycleParts } from '../cycle/cycleParts.ts';
import { outcomeText } from '../cycle/outcomeText.ts';
import { planResumption, planTraining } from '../cycle/planTraining.ts';
import { trainingCycle } from '../cycle/trainingCycle.ts';
import type { ModelSession } from '../models/session.ts';
import type { RoundTrip } from '../roundTrip.ts';
import type { EnvironmentStatus } from '../training/environment/types.ts';
import type { Trainer } from '../training/trainerProcess.ts';
import { type Activity, readActivities } from './activities.ts';
import { collectRollouts } from './collectRollouts.ts';
import { findFunctions, type LearnableFunction } from './findFunctions.ts';
import type { Facts, Work } from './schedule.ts';
import { standingOf } from './standing.ts';

/** The model at work; its memory is free again once it is disposed of. */
export interface Workplace extends Disposable {
  readonly engine: CycleParts['engine'];
  readonly session: Pick<ModelSession, 'named' | 'identity' | 'use' | 'chosen' | 'ready'>;
  readonly roundTrip: RoundTrip;
}

/** What background learning works with. */
export type LearningParts = Pick<
  CycleParts,
  'dataDirectory' | 'parser' | 'store' | 'reward' | 'adapters' | 'adapterOf'
> & {
  /** The chosen model, without loading it. */
  readonly session: Workplace['session'];
  readonly open: () => Workplace;
  /** Quick: nothing is set up by itself. */
  readonly environment: () => Promise<Pick<EnvironmentStatus, 'python'>>;
  /** The folder of the trainer's source. */
  readonly trainerSource: string;
};

type PartsAtWork = LearningParts & Workplace & Pick<CycleParts, 'listener' | 'signal'>;

/** What a piece of work came to so far. */
export type WorkReport = { -readonly [Key in 'rollouts' | 'run' | 'detail']: Activity[Key] };

/** The functions of a repository are searched for again after this time, milliseconds. */
const searchAgainAfter = 60 * 60_000;

/** Does the pieces of work for one repository, and knows what there is to do. */
export class WorkSession {
  private found: { readonly functions: LearnableFunction[]; readonly at: number } | null = null;

  constructor(
    private readonly parts: LearningParts,
    private readonly repository: string,
  ) {}

  /** @throws RoundtripError of the store. */
  async standing(
    activities: readonly Activity[],
  ): Promise<
    Pick<Facts, 'hasModel' | 'isTrainerReady' | 'functions' | 'newFunctions' | 'hasUnfinishedRun'>
  > {
    const { parts, repository, found } = this;
    const hasModel = (await parts.session.chosen()) !== null;
    const standing = hasModel ? await standingOf(parts, repository, activities) : null;
    return {
      hasModel,
      isTrainerReady: (await parts.environment()).python !== null,
      functions: found?.functions.length ?? null,
      newFunctions: standing?.newFunctions ?? 0,
      hasUnfinishedRun: (standing?.unfinishedRun ?? null) !== null,
    };
  }

  /**
   * Does one piece of work.
   * @param report is filled in as it goes, so that what was done before an error is known.
   * @throws RoundtripError, or the signal's reason.
   */
  async work(
    work: Work,
    report: WorkReport,
    listener: CycleListener,
    signal: AbortSignal,
  ): Promise<void> {
    const place = this.parts.open();
    const dispose = () => place.dispose();
    signal.addEventListener('abort', dispose, { once: true }); // the model is free at once
    try {
      const parts = { ...this.parts, ...place, listener, signal };
      if (work === 'rollouts') await this.collect(parts, report);
      else await this.train(parts, report);
    } finally {
      signal.removeEventListener('abort', dispose);
      place.dispose();
    }
  }

  /** The functions are searched for again before the next rollouts. */
  forget(): void {
    this.found = null;
  }

  private async collect(parts: PartsAtWork, report: WorkReport): Promise<void> {
    const functions = await this.functions(parts);
    await parts.session.ready(this.repository, parts.signal);
    await collectRollouts(parts, this.repository, functions, (drawn) => {
      report.rollouts = drawn;
    });
  }

  private async functions(
    parts: Parameters<typeof findFunctions>[0],
  ): Promise<LearnableFunction[]> {
    const { found } = this;
    if (found && Math.abs(Date.now() - found.at) < searchAgainAfter) return found.functions;
    const functions = await findFunctions(parts, this.repository);
    this.found = { functions, at: Date.now() };
    return functions;
  }

  private async train(parts: PartsAtWork, report: WorkReport): Promise<void> {
    const activities = await readActivities(this.parts.dataDirectory);
    const { unfinishedRun } = await standingOf(parts, this.repository, activities);
    const plan =
      unfinishedRun === null
        ? await planTraining(parts, this.repository)
        : await planResumption(parts, unfinishedRun);
    report.run = plan.resumed?.id ?? null;
    const trainer = async (): Promise<Trainer> => {
      const { python } = await this.parts.environment();
      if (python === null) throw new Error('Training was begun without its environment.');
      return { python, source: this.parts.trainerSource };
    };
    const { onStopped } = parts.listener;
    const listener: CycleListener = {
      ...parts.listener,
      onStopped(run) {
        report.run = run;
        onStopped(run);
      },
    };
    try {
      const { manifest } = await trainingCycle({ ...parts, trainer, listener }, plan);
      report.run = manifest.id;
      report.detail = outcomeText(manifest);
    } catch (error) {
      // Nothing is wrong: what was drawn so far teaches nothing.
      if (!(error instanceof RoundtripError) || error.code !== 'no-rollouts') throw error;
      report.detail = error.message;
    }
  }
}
