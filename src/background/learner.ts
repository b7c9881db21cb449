/**
 * Background learning of one repository: looks at the moment again and again, asks schedule.ts what
 * is to be done about it, and does that. Whoever owns it says what it may use and how the person is.
 */
import { AbortError, isAbort } from '../common/abort.ts';
import type { Disposable } from '../common/disposable.ts';
import { messageOf } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';
import type { CycleListener } from '../cycle/cycleParts.ts';
import { type Activity, readActivities, recordActivity } from './activities.ts';
import { spentOn, usedGigabytes } from './budget.ts';
import { LeaderLease, type LeaderState } from './leaderLease.ts';
import {
  type Event,
  type Facts,
  type Hindrance,
  hindrances,
  initialState,
  type Limits,
  type State,
  step,
  type Work,
} from './schedule.ts';
import { type LearningParts, type WorkReport, WorkSession } from './workSession.ts';

/** How often the moment is looked at, milliseconds. */
const lookEvery = 5_000;
/** How long what takes a while to look up is believed, milliseconds. */
const rememberFor = 60_000;

/** What only the owner knows of the moment. */
export type OwnFacts = Pick<
  Facts,
  | 'isOn'
  | 'isTrusted'
  | 'isInUse'
  | 'idleMs'
  | 'isOnBattery'
  | 'isMachineBusy'
  | 'isInTrainingHours'
>;

export interface LearnerOwner {
  readonly logger: Logger;
  readonly limits: () => Limits;
  /** @param isWorking asks only for what ends work; the rest need not be looked up. */
  readonly look: (isWorking: boolean) => Promise<OwnFacts>;
  readonly onChange: (report: LearnerReport) => void;
  /** How work goes; not kept. */
  readonly listener: CycleListener;
  /** A sitting or a training ended. */
  readonly onActivity: (activity: Activity) => void;
}

/** What a person is shown. */
export interface LearnerReport {
  readonly state: State;
  /** What keeps rollouts and training from being done. */
  readonly hindrances: Readonly<Record<Work, readonly Hindrance[]>>;
  /** The window that works instead of this one. */
  readonly leader: LeaderState | null;
}

type Remembered = Pick<
  Facts,
  | 'hasModel'
  | 'spentMinutes'
  | 'spentRollouts'
  | 'usedGigabytes'
  | 'isTrainerReady'
  | 'functions'
  | 'newFunctions'
  | 'hasUnfinishedRun'
>;

interface WorkUnderWay {
  readonly stop: AbortController;
  /** By a clock that does not jump, milliseconds. */
  readonly since: number;
  readonly ended: Promise<void>;
}

export class Learner implements Disposable {
  private state = initialState;
  private facts: Facts | null = null;
  private remembered: Remembered | null = null;
  private rememberedAt = 0;
  private work: WorkUnderWay | null = null;
  private leader: LeaderState | null = null;
  private looking: Promise<void> | null = null;
  private readonly lease: LeaderLease;
  private readonly session: WorkSession;
  private readonly timer: NodeJS.Timeout;
  private lastTrouble = '';
  private disposed = false;

  constructor(
    private readonly parts: LearningParts,
    private readonly repository: string,
    private readonly owner: LearnerOwner,
  ) {
    this.lease = new LeaderLease(parts.dataDirectory);
    this.session = new WorkSession(parts, repository);
    this.timer = setInterval(() => void this.look(), lookEvery);
  }

  /** Looks at the moment now, and begins or ends work by it. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce()
      .then(
        () => {
          this.lastTrouble = '';
        },
        (error) => this.warnOnce(messageOf(error)),
      )
      .finally(() => {
        this.looking = null;
      });
    return this.looking;
  }

  /** Takes effect at once: a key press ends work before this returns. */
  tell(event: Event): void {
    if (this.disposed || !this.facts) return;
    const { state, action } = step(this.state, event, this.facts, this.owner.limits());
    this.state = state;
    if (action === 'stop') this.work?.stop.abort(new AbortError());
    else if (action) this.begin(action.start);
    this.report();
  }

  /** @returns once nothing is under way any more. */
  async stop(): Promise<void> {
    this.dispose();
    await this.looking;
    await this.work?.ended;
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    clearInterval(this.timer);
    this.work?.stop.abort(new AbortError());
    this.session.forget();
    this.lease.dispose();
  }

  /** What goes wrong at one look goes wrong at the next, five seconds later. */
  private warnOnce(trouble: string): void {
    if (trouble !== this.lastTrouble) this.owner.logger.warn(`Background learning: ${trouble}`);
    this.lastTrouble = trouble;
  }

  private async lookOnce(): Promise<void> {
    if (this.disposed) return;
    const own = await this.owner.look(this.work !== null);
    const allowed = own.isOn && own.isTrusted;
    if (allowed && this.isForgotten()) {
      this.remembered = await this.remember();
      this.rememberedAt = performance.now();
    }
    const remembered = this.remembered ?? nothing;
    if (this.disposed) return;
    const isLeader = allowed && this.lease.hold(this.repository, this.state.working ?? '');
    if (!allowed) this.lease.dispose();
    this.leader = isLeader || !allowed ? null : this.lease.other();
    const spentMinutes = remembered.spentMinutes + this.minutesUnderWay();
    this.facts = { now: Date.now(), ...own, isLeader, ...remembered, spentMinutes };
    this.tell({ type: 'looked' });
  }

  /** Work under way keeps what was looked up before it. */
  private isForgotten(): boolean {
    if (!this.remembered) return true;
    return this.work === null && performance.now() - this.rememberedAt > rememberFor;
  }

  /** A training may take longer than a day allows; it goes on the next day. */
  private minutesUnderWay(): number {
    return this.work ? (performance.now() - this.work.since) / 60_000 : 0;
  }

  /** A model may have been pulled, the trainer set up, a day begun. */
  private async remember(): Promise<Remembered> {
    const { dataDirectory } = this.parts;
    const activities = await readActivities(dataDirectory);
    const spent = spentOn(new Date(), activities);
    return {
      spentMinutes: spent.minutes,
      spentRollouts: spent.rollouts,
      usedGigabytes: await usedGigabytes(dataDirectory),
      ...(await this.session.standing(activities)),
    };
  }

  private begin(work: Work): void {
    const stop = new AbortController();
    this.work = { stop, since: performance.now(), ended: this.run(work, stop.signal) };
  }

  private async run(work: Work, signal: AbortSignal): Promise<void> {
    const startedAt = new Date();
    const report: WorkReport = { rollouts: null, run: null, detail: '' };
    let outcome: Activity['outcome'] = 'done';
    try {
      await this.session.work(work, report, this.owner.listener, signal);
    } catch (error) {
      outcome = isAbort(error) || signal.aborted ? 'paused' : 'failed';
      if (outcome === 'failed') report.detail = messageOf(error);
    }
    const activity: Activity = {
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 100) / 10,
      ...{ repository: this.repository, kind: work, outcome, ...report },
    };
    await this.keep(activity);
    this.work = null;
    this.remembered = null;
    this.owner.onActivity(activity);
    if (this.disposed) return;
    if (this.facts) this.facts = { ...this.facts, now: Date.now() };
    this.finish(outcome);
    void this.look();
  }

  private finish(outcome: Activity['outcome']): void {
    if (!this.facts) return;
    // What comes next is decided by facts that are looked up anew.
    const unknown = { ...this.facts, isLeader: false };
    this.state = step(this.state, { type: 'ended', outcome }, unknown, this.owner.limits()).state;
    this.report();
  }

  private async keep(activity: Activity): Promise<void> {
    try {
      await recordActivity(this.parts.dataDirectory, activity);
    } catch (error) {
      this.owner.logger.warn(`What was learned is not on the list: ${messageOf(error)}`);
    }
  }

  private report(): void {
    const { facts, state, leader } = this;
    if (!facts) return;
    const limits = this.owner.limits();
    const why = (work: Work) => hindrances(work, state, facts, limits);
    this.owner.onChange({
      ...{ state, leader },
      hindrances: { rollouts: why('rollouts'), training: why('training') },
    });
  }
}

/** While nothing may be read, nothing is known. */
const nothing: Remembered = {
  ...{ hasModel: false, isTrainerReady: false, functions: null, hasUnfinishedRun: false },
  ...{ spentMinutes: 0, spentRollouts: 0, usedGigabytes: 0, newFunctions: 0 },
};
