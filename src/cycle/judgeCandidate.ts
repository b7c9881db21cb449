import { evaluateHeldOut, type HeldOutResult } from '../evaluation/heldOut.ts';
import type { NamedAdapter } from '../models/session.ts';
import type { RegisteredAdapter } from '../training/adapters/registry.ts';
import { decidePromotion } from '../training/promotion.ts';
import type { CycleParts, JudgedPolicy } from './cycleParts.ts';
import type { TrainingPlan } from './planTraining.ts';

/**
 * Compares a candidate with what its repository uses now, writes down the decision and, if it is
 * better, uses it from now on.
 */
export async function judgeCandidate(
  parts: CycleParts,
  { manifest, path }: RegisteredAdapter,
  { repository, judged }: Pick<TrainingPlan, 'repository' | 'judged'>,
): Promise<void> {
  const { adapters } = parts;
  const { id, model } = manifest;
  const scores = (policy: NamedAdapter | null, which: JudgedPolicy) =>
    scoresOf(parts, policy, judged, which);
  const before = await scores(await adapters.current(model.hash, repository), 'present');
  const after = await scores({ id, path }, 'candidate');
  const { promoted, reason, comparison } = decidePromotion(before, after);
  const heldOut = comparison && {
    before: comparison.before,
    after: comparison.after,
    difference: comparison.difference,
    interval: comparison.interval,
    n: comparison.n,
  };
  await adapters.judge(id, { status: promoted ? 'promoted' : 'kept', heldOut, reason });
  if (promoted) await adapters.use(id, repository);
}

async function scoresOf(
  { session, roundTrip, reward, store, listener, signal }: CycleParts,
  policy: NamedAdapter | null,
  judged: TrainingPlan['judged'],
  which: JudgedPolicy,
): Promise<HeldOutResult[]> {
  await session.use(policy, signal);
  const parts = { roundTrip, reward, store, identity: () => session.identity() };
  return evaluateHeldOut(judged, parts, {
    signal,
    onProgress: (done, total) => listener.onJudging(which, done, total),
  });
}
