import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Event,
  type Facts,
  type Hindrance,
  hindrances,
  initialState,
  type Limits,
  type State,
  step,
} from '../../../src/background/schedule.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 5, 1, 12);
const limits: Limits = {
  ...{ idleMinutes: 5, minutesPerDay: 120, rolloutsPerDay: 1000, gigabytes: 5 },
  functionsBeforeTraining: 48,
};
/** Nobody is there, and there is something to read. */
const quiet: Facts = {
  ...{ now: noon, isOn: true, isTrusted: true, hasModel: true, isLeader: true, isInUse: false },
  ...{ idleMs: 10 * minute, isOnBattery: false, isMachineBusy: false },
  ...{ spentMinutes: 0, spentRollouts: 0, usedGigabytes: 1, isInTrainingHours: true },
  ...{ isTrainerReady: true, functions: 500, newFunctions: 0, hasUnfinishedRun: false },
};
const looked: Event = { type: 'looked' };
const drawing: State = { ...initialState, working: 'rollouts' };
const training: State = { ...initialState, working: 'training' };

function stepped(state: State, event: Event, facts: Partial<Facts> = {}) {
  return step(state, event, { ...quiet, ...facts }, limits);
}

describe('when nobody is there', () => {
  it.each<[string, Partial<Facts>, 'rollouts' | 'training' | null]>([
    ['nothing was drawn yet', {}, 'rollouts'],
    ['a function is missing', { newFunctions: 47 }, 'rollouts'],
    ['there is enough to train on', { newFunctions: 48 }, 'training'],
    [
      'all functions of a small repository are drawn',
      { newFunctions: 9, functions: 9 },
      'training',
    ],
    ['nothing is new', { newFunctions: 0, functions: 0 }, null],
    ['a training was stopped', { hasUnfinishedRun: true }, 'training'],
    ['it is not the time for training', { newFunctions: 48, isInTrainingHours: false }, 'rollouts'],
    ['the trainer is not set up', { newFunctions: 48, isTrainerReady: false }, 'rollouts'],
    ['rollouts are spent, and nothing can be trained', { spentRollouts: 1000 }, null],
    [
      'rollouts are spent, and training is due',
      { spentRollouts: 1000, newFunctions: 48 },
      'training',
    ],
  ])('and %s', (_, facts, work) => {
    const { state, action } = stepped(initialState, looked, facts);
    expect(action).toEqual(work && { start: work });
    expect(state.working).toBe(work);
  });
});

describe('what keeps work from beginning, and what ends it', () => {
  it.each<[Hindrance, Partial<Facts>, boolean]>([
    ['off', { isOn: false }, true],
    ['untrusted', { isTrusted: false }, true],
    ['no-model', { hasModel: false }, false],
    ['other-window', { isLeader: false }, true],
    ['in-use', { isInUse: true }, true],
    ['not-idle', { idleMs: 4 * minute }, false],
    ['on-battery', { isOnBattery: true }, true],
    ['machine-busy', { isMachineBusy: true }, false],
    ['time-spent', { spentMinutes: 120 }, true],
    ['disk-spent', { usedGigabytes: 5 }, true],
    ['rollouts-spent', { spentRollouts: 1000 }, true],
    ['nothing-to-read', { functions: 0 }, false],
  ])('%s', (name, facts, ends) => {
    const moment = { ...quiet, ...facts };
    expect(hindrances('rollouts', initialState, moment, limits)).toEqual([name]);
    expect(stepped(initialState, looked, facts).action).toBeNull();
    const { state, action } = stepped(drawing, looked, facts);
    expect(action).toBe(ends ? 'stop' : null);
    expect(state).toEqual({ ...drawing, isStopping: ends });
  });
});

describe('a person comes back', () => {
  it.each<[string, State, Event, 'stop' | null]>([
    ['a key ends drawing', drawing, { type: 'touched' }, 'stop'],
    ['a key ends training', training, { type: 'touched' }, 'stop'],
    ['a request ends both', training, { type: 'requested' }, 'stop'],
    [
      'a key leaves what they asked for',
      { ...drawing, isHurried: true },
      { type: 'touched' },
      null,
    ],
    ['a request ends that too', { ...drawing, isHurried: true }, { type: 'requested' }, 'stop'],
    ['what is ending is told once', { ...drawing, isStopping: true }, { type: 'touched' }, null],
    ['a pause ends it', drawing, { type: 'paused', until: noon + 60 * minute }, 'stop'],
    ['a key alone begins nothing', initialState, { type: 'touched' }, null],
  ])('%s', (_, state, event, action) => {
    expect(stepped(state, event).action).toBe(action);
  });

  it('nothing begins before the last work has ended', () => {
    const stopping = stepped(drawing, { type: 'touched' }).state;
    expect(stepped(stopping, looked).action).toBeNull();
    const ended = stepped(stopping, { type: 'ended', outcome: 'paused' }, { idleMs: 0 });
    expect(ended).toEqual({ state: initialState, action: null });
  });
});

describe('a crash', () => {
  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [20, 12 * 60],
  ])('for the %s. time in a row waits %s minutes', (failures, minutes) => {
    const state: State = { ...initialState, failures, failedAt: noon };
    const actionAfter = (wait: number) =>
      stepped(state, looked, { now: noon + wait * minute }).action;
    expect(actionAfter(minutes - 1)).toBeNull();
    expect(actionAfter(minutes)).toEqual({ start: 'rollouts' });
  });

  it.each([
    ['drawing', drawing],
    ['training', training],
  ])('in %s is counted, and forgotten by the next success', (_, state) => {
    const failed = stepped(state, { type: 'ended', outcome: 'failed' });
    expect(failed).toEqual({
      state: { ...initialState, failures: 1, failedAt: noon },
      action: null,
    });
    const done = stepped(
      { ...failed.state, working: 'rollouts' },
      { type: 'ended', outcome: 'done' },
    );
    expect(done.state.failures).toBe(0);
  });
});

describe('a clock that jumps back', () => {
  it('ends no pause later than a day, and no wait after a failure', () => {
    const paused: State = { ...initialState, pausedUntil: noon + 60 * minute };
    expect(stepped(paused, looked).action).toBeNull();
    expect(stepped(paused, looked, { now: noon - 48 * 60 * minute }).action).not.toBeNull();
    const failed: State = { ...initialState, failures: 9, failedAt: noon };
    expect(stepped(failed, looked, { now: noon - minute }).action).not.toBeNull();
  });
});

describe('“Run Now”', () => {
  it.each<[string, Partial<Facts>, boolean]>([
    ['waits for nobody’s pause', { idleMs: 0 }, true],
    ['runs on a battery', { isOnBattery: true }, true],
    ['runs on a busy machine', { isMachineBusy: true }, true],
    ['keeps to the budget', { spentMinutes: 120 }, false],
    ['keeps to one window', { isLeader: false }, false],
    ['keeps away while the model is in use', { isInUse: true }, false],
  ])('%s', (_, facts, begins) => {
    const { state, action } = stepped(initialState, { type: 'run-now' }, facts);
    expect(action).toEqual(begins ? { start: 'rollouts' } : null);
    expect(state.isHurried).toBe(begins); // it does not come true an hour later
  });

  it('ends a pause and the wait after a failure', () => {
    const state: State = {
      ...initialState,
      pausedUntil: noon + minute,
      failures: 3,
      failedAt: noon,
    };
    expect(stepped(state, { type: 'run-now' }).action).toEqual({ start: 'rollouts' });
  });
});

it('never has two pieces of work at a time, and never begins one that is hindered', () => {
  const facts = fc.record({
    isOn: fc.boolean(),
    isTrusted: fc.boolean(),
    hasModel: fc.boolean(),
    isLeader: fc.boolean(),
    isInUse: fc.boolean(),
    isOnBattery: fc.boolean(),
    isMachineBusy: fc.boolean(),
    isInTrainingHours: fc.boolean(),
    isTrainerReady: fc.boolean(),
    hasUnfinishedRun: fc.boolean(),
    idleMs: fc.integer({ min: 0, max: 10 * minute }),
    spentMinutes: fc.integer({ min: 0, max: 130 }),
    newFunctions: fc.integer({ min: 0, max: 60 }),
    now: fc.integer({ min: noon - 100 * minute, max: noon + 100 * minute }),
  });
  const event = fc.constantFrom<Event>(
    looked,
    { type: 'touched' },
    { type: 'requested' },
    { type: 'run-now' },
    { type: 'resumed' },
    { type: 'paused', until: noon },
    { type: 'ended', outcome: 'done' },
    { type: 'ended', outcome: 'failed' },
    { type: 'ended', outcome: 'paused' },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, facts), { maxLength: 40 }), (story) => {
      let state = initialState;
      let working = false;
      for (const [one, partial] of story) {
        if (one.type === 'ended' && !working) continue;
        if (one.type === 'ended') working = false;
        const moment = { ...quiet, ...partial };
        const next = step(state, one, moment, limits);
        if (next.action !== null && next.action !== 'stop') {
          expect(working).toBe(false);
          expect(hindrances(next.action.start, next.state, moment, limits)).toEqual([]);
          working = true;
        }
        if (next.action === 'stop') expect(working).toBe(true);
        state = next.state;
        expect(state.working !== null).toBe(working);
      }
    }),
  );
});
