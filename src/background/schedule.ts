/**
 * When background learning works, and on what: a state machine without a clock of its own. The
 * facts of the moment come in, and what is to be done comes out; driver.ts does it.
 */

export type Work = 'rollouts' | 'training';

/** Why nothing is done now. */
export type Hindrance =
  | 'off'
  | 'untrusted'
  | 'no-model'
  | 'other-window'
  | 'paused'
  | 'in-use'
  | 'not-idle'
  | 'on-battery'
  | 'machine-busy'
  | 'time-spent'
  | 'rollouts-spent'
  | 'disk-spent'
  | 'outside-hours'
  | 'failed-lately'
  | 'nothing-to-read'
  | 'few-rollouts'
  | 'trainer-missing';

/** What the person allows. */
export interface Limits {
  /** How long nobody has touched the editor before work begins. */
  readonly idleMinutes: number;
  readonly minutesPerDay: number;
  /** Reconstructions, each of them one rollout. */
  readonly rolloutsPerDay: number;
  /** Of the whole data folder but its models. */
  readonly gigabytes: number;
  /** How many functions need new rollouts before they are trained on. */
  readonly functionsBeforeTraining: number;
}

/** The moment, as it was looked at. */
export interface Facts {
  /** Milliseconds since 1970; it may jump. */
  readonly now: number;
  readonly isOn: boolean;
  readonly isTrusted: boolean;
  readonly hasModel: boolean;
  readonly isLeader: boolean;
  /** The person waits for the model, or trains by hand. */
  readonly isInUse: boolean;
  /** Since anybody touched the editor, by a clock that does not jump. */
  readonly idleMs: number;
  readonly isOnBattery: boolean;
  /** Somebody else's work keeps processor or GPU busy. */
  readonly isMachineBusy: boolean;
  /** Of this day, by everything that background learning did. */
  readonly spentMinutes: number;
  readonly spentRollouts: number;
  readonly usedGigabytes: number;
  readonly isInTrainingHours: boolean;
  readonly isTrainerReady: boolean;
  /** That may be read; null until the repository was searched. */
  readonly functions: number | null;
  /** Functions with rollouts that nothing was trained on yet. */
  readonly newFunctions: number;
  /** A training was stopped and can be gone on with. */
  readonly hasUnfinishedRun: boolean;
}

export interface State {
  readonly working: Work | null;
  /** It was told to stop and has not ended yet. */
  readonly isStopping: boolean;
  /** The person asked for it now: it waits for nobody's pause. */
  readonly isHurried: boolean;
  /** Milliseconds since 1970; null: not paused. */
  readonly pausedUntil: number | null;
  /** How often in a row it failed, and when it did last. */
  readonly failures: number;
  readonly failedAt: number;
}

export type Event =
  | { readonly type: 'looked' }
  /** A key was pressed in the editor. */
  | { readonly type: 'touched' }
  /** The person asked something of the model. */
  | { readonly type: 'requested' }
  | { readonly type: 'ended'; readonly outcome: 'done' | 'paused' | 'failed' }
  | { readonly type: 'run-now' }
  | { readonly type: 'paused'; readonly until: number }
  | { readonly type: 'resumed' };

export type Action = { readonly start: Work } | 'stop' | null;

export const initialState: State = {
  ...{ working: null, isStopping: false, isHurried: false },
  ...{ pausedUntil: null, failures: 0, failedAt: 0 },
};

const minuteMs = 60_000;
/** A pause that ends later than this was set before the clock jumped. */
const longestPauseMs = 24 * 60 * minuteMs;
/** 5, 10, 20 … minutes after a failure, half a day at most. */
const [firstWaitMs, longestWaitMs] = [5 * minuteMs, 12 * 60 * minuteMs];

/** Hindrances that also end work under way; the others are waited for before it begins. */
const endsWork: ReadonlySet<Hindrance> = new Set([
  ...(['off', 'untrusted', 'other-window', 'paused', 'in-use', 'on-battery'] as const),
  ...(['time-spent', 'rollouts-spent', 'disk-spent', 'outside-hours'] as const),
]);

/** Hindrances that "Run Now" passes over. */
const waivedInHurry: ReadonlySet<Hindrance> = new Set([
  ...(['paused', 'not-idle', 'on-battery', 'machine-busy', 'outside-hours'] as const),
  'failed-lately',
]);

/** What keeps `work` from being done now, the weightiest first; empty when it may begin. */
export function hindrances(work: Work, state: State, facts: Facts, limits: Limits): Hindrance[] {
  const training = work === 'training';
  const known: readonly (readonly [Hindrance, boolean])[] = [
    ['off', !facts.isOn],
    ['untrusted', !facts.isTrusted],
    ['no-model', !facts.hasModel],
    ['other-window', !facts.isLeader],
    ['in-use', facts.isInUse],
    ['paused', isPaused(state, facts)],
    ['not-idle', facts.idleMs < limits.idleMinutes * minuteMs],
    ['on-battery', facts.isOnBattery],
    ['machine-busy', facts.isMachineBusy],
    ['time-spent', facts.spentMinutes >= limits.minutesPerDay],
    ['disk-spent', facts.usedGigabytes >= limits.gigabytes],
    ['failed-lately', hasFailedLately(state, facts)],
    ['rollouts-spent', !training && facts.spentRollouts >= limits.rolloutsPerDay],
    ['nothing-to-read', !training && facts.functions === 0],
    ['outside-hours', training && !facts.isInTrainingHours],
    ['few-rollouts', training && !isTrainingDue(facts, limits)],
    ['trainer-missing', training && !facts.isTrainerReady],
  ];
  return known.flatMap(([name, holds]) =>
    holds && !(state.isHurried && waivedInHurry.has(name)) ? [name] : [],
  );
}

/** The state after an event, and what is to be done about it. */
export function step(
  state: State,
  event: Event,
  facts: Facts,
  limits: Limits,
): { readonly state: State; readonly action: Action } {
  const after = heard(state, event, facts);
  if (after.working !== null) {
    if (after.isStopping || !mustStop(after.working, after, event, facts, limits)) {
      return { state: after, action: null };
    }
    return { state: { ...after, isStopping: true }, action: 'stop' };
  }
  if (event.type === 'touched' || event.type === 'requested') return { state: after, action: null };
  const work = dueWork(after, facts, limits);
  if (work === null) return { state: { ...after, isHurried: false }, action: null };
  return { state: { ...after, working: work, isStopping: false }, action: { start: work } };
}

function heard(state: State, event: Event, { now }: Facts): State {
  switch (event.type) {
    case 'ended': {
      const rested = { ...state, working: null, isStopping: false, isHurried: false };
      if (event.outcome === 'done') return { ...rested, failures: 0 };
      if (event.outcome === 'paused') return rested;
      return { ...rested, failures: state.failures + 1, failedAt: now };
    }
    case 'run-now':
      return { ...state, isHurried: true, pausedUntil: null };
    case 'paused':
      return { ...state, isHurried: false, pausedUntil: event.until };
    case 'resumed':
      return { ...state, pausedUntil: null };
    default:
      return state;
  }
}

function mustStop(work: Work, state: State, event: Event, facts: Facts, limits: Limits): boolean {
  if (event.type === 'requested') return true;
  if (event.type === 'touched') return !state.isHurried;
  return hindrances(work, state, facts, limits).some((one) => endsWork.has(one));
}

/** Training goes before more rollouts, once there is enough to train on. */
function dueWork(state: State, facts: Facts, limits: Limits): Work | null {
  const works: readonly Work[] = isTrainingDue(facts, limits)
    ? ['training', 'rollouts']
    : ['rollouts'];
  return works.find((work) => hindrances(work, state, facts, limits).length === 0) ?? null;
}

function isTrainingDue(facts: Facts, limits: Limits): boolean {
  const { hasUnfinishedRun, newFunctions, functions } = facts;
  // A small repository never has as many.
  const enough = Math.min(limits.functionsBeforeTraining, functions ?? Number.POSITIVE_INFINITY);
  return hasUnfinishedRun || (newFunctions > 0 && newFunctions >= enough);
}

function isPaused({ pausedUntil }: State, { now }: Facts): boolean {
  return pausedUntil !== null && now < pausedUntil && pausedUntil - now <= longestPauseMs;
}

function hasFailedLately({ failures, failedAt }: State, { now }: Facts): boolean {
  if (failures === 0) return false;
  const since = now - failedAt;
  return since >= 0 && since < Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs);
}
