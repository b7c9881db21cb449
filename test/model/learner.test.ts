import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Activity, readActivities } from '../../src/background/activities.ts';
import { Learner, type LearnerReport } from '../../src/background/learner.ts';
import type { Workplace } from '../../src/background/workSession.ts';
import { silentLogger } from '../../src/common/logger.ts';
import { EngineClient } from '../../src/engine/client.ts';
import { ModelSession } from '../../src/models/session.ts';
import { createReward } from '../../src/reward/reward.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import { RoundTrip } from '../../src/roundTrip.ts';
import { AdapterRegistry } from '../../src/training/adapters/registry.ts';
import { testModel, testWorker } from '../support/engine.ts';
import { testParser } from '../support/grammars.ts';

const minute = 60_000;
const limits = {
  ...{ idleMinutes: 5, minutesPerDay: 60, rolloutsPerDay: 1000, gigabytes: 5 },
  functionsBeforeTraining: 48,
};

describe('background learning with a real model', { timeout: 6 * minute }, () => {
  let folder: string;
  let store: RolloutStore;
  let learners: Learner[];
  let alive: Set<EngineClient>;
  let idleMs: number;
  let minutesPerDay: number;
  let reports: LearnerReport[];
  let activities: Activity[];

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'roundtrip-learner-')));
    for (const [index, sign] of ['+', '-', '*', '/'].entries()) {
      const code = `def combine_${index}(left, right):\n    result = left ${sign} right\n    return result\n`;
      writeFileSync(join(folder, `combine${index}.py`), code);
    }
    store = new RolloutStore(join(folder, 'data'), (movedTo) => expect.fail(movedTo));
    [learners, reports, activities, alive, idleMs] = [[], [], [], new Set(), 10 * minute];
    minutesPerDay = limits.minutesPerDay;
  });

  afterEach(async () => {
    for (const one of learners) await one.stop();
    store.dispose();
    rmSync(folder, { recursive: true });
  });

  /** As a window has it. */
  async function learner(): Promise<Learner> {
    const worker = await testWorker();
    const parser = testParser();
    const reward = createReward(parser);
    const adapters = new AdapterRegistry(join(folder, 'data'), (message) => expect.fail(message));
    const choice = () => ({
      ...{ model: testModel(), gpu: 'off' as const },
      adapterOf: async () => null,
    });
    const open = (): Workplace => {
      const engine = new EngineClient(worker, silentLogger, { background: true });
      const session = new ModelSession(engine, folder, choice);
      const identity = () => session.identity();
      const onNotRecorded = (error: unknown) => {
        throw error;
      };
      alive.add(engine);
      return {
        ...{ engine, session },
        roundTrip: new RoundTrip({ engine, reward, store, identity, onNotRecorded }),
        dispose() {
          alive.delete(engine);
          engine.dispose();
        },
      };
    };
    const tools = new EngineClient(worker, silentLogger);
    const session = new ModelSession(tools, folder, choice);
    const parts = {
      ...{ dataDirectory: join(folder, 'data'), parser, store, reward, adapters, session, open },
      adapterOf: choice().adapterOf,
      environment: async () => ({ python: null }),
      trainerSource: '',
    };
    const one = new Learner(parts, folder, {
      logger: silentLogger,
      limits: () => ({ ...limits, minutesPerDay }),
      look: async () => ({
        ...{ isOn: true, isTrusted: true, isInUse: false, idleMs, isOnBattery: false },
        ...{ isMachineBusy: false, isInTrainingHours: true },
      }),
      onChange: (report) => reports.push(report),
      listener: { onTrainerEvent() {}, onJudging() {}, onNote() {}, onStopped() {} },
      onActivity: (activity) => activities.push(activity),
    });
    learners.push(one);
    return one;
  }

  async function until(probe: () => boolean): Promise<void> {
    await expect.poll(probe, { timeout: 4 * minute, interval: 20 }).toBe(true);
  }

  it('draws rollouts while nobody is there, and a key press takes the model from it at once', async () => {
    const one = await learner();
    await one.look();
    await until(() => store.summary().documentations > 0);
    expect(alive.size).toBe(1);
    idleMs = 0;
    one.tell({ type: 'touched' });
    expect(alive.size).toBe(0); // before the call returned
    await until(() => activities.length > 0);
    expect(activities).toMatchObject([
      { kind: 'rollouts', outcome: 'paused', repository: folder, run: null },
    ]);
    expect(await readActivities(join(folder, 'data'))).toEqual(activities);
    await until(() => reports.at(-1)?.state.working === null);
    await one.look();
    expect(reports.at(-1)?.hindrances.rollouts).toEqual(['not-idle']);
    expect(alive.size).toBe(0);
  });

  it('goes on drawing without a trainer, and says what is missing', async () => {
    const one = await learner();
    await one.look();
    await until(() => activities.length > 0);
    const [first] = activities;
    expect(first).toMatchObject({ kind: 'rollouts', outcome: 'done', detail: '' });
    expect(first?.rollouts?.reconstructions).toBe(4 * (first?.rollouts?.docs ?? 0));
    await until(() => reports.at(-1)?.hindrances.training.includes('trainer-missing') ?? false);
  });

  it('ends when the day’s time is spent, though nothing is done yet', async () => {
    minutesPerDay = 0.02;
    const one = await learner();
    await one.look();
    expect(reports.at(-1)?.state.working).toBe('rollouts');
    await setTimeout(1_500);
    await one.look();
    await until(() => activities.length > 0);
    expect(activities).toMatchObject([{ outcome: 'paused' }]);
    await one.look();
    expect(reports.at(-1)?.hindrances.rollouts).toEqual(['time-spent']);
  });

  it('of two windows one works', async () => {
    const [first, second] = [await learner(), await learner()];
    await first.look();
    await second.look();
    expect(reports.at(-1)?.leader).toMatchObject({ repository: folder, process: process.pid });
    expect(alive.size).toBe(1);
    await first.stop();
    await second.look();
    await until(() => reports.at(-1)?.state.working === 'rollouts');
    expect(reports.at(-1)?.leader).toBeNull();
    expect(alive.size).toBe(1);
  });
});
