import { evaluateHeldOut, type HeldOutFunction } from '../../evaluation/heldOut.ts';
import type { NamedAdapter } from '../../models/session.ts';
import type { RegisteredAdapter } from '../../training/adapters/registry.ts';
import { decidePromotion, type PromotionDecision } from '../../training/promotion.ts';
import type { Core } from '../core.ts';

/**
 * Compares a candidate with what its repository uses now, writes down the decision and, if it is
 * better, uses it from now on.
 */
export async function judgeCandidate(
  core: Core,
  { manifest, path }: RegisteredAdapter,
  repository: string,
  judged: readonly HeldOutFunction[],
): Promise<PromotionDecision> {
  const { id, model } = manifest;
  const present = await core.adapters.current(model.hash, repository);
  const before = await scores(core, present, judged, 'as it is');
  const after = await scores(core, { id, path }, judged, 'with the new adapter');
  const decision = decidePromotion(before, after);
  const { promoted, reason, comparison } = decision;
  const heldOut = comparison && {
    before: comparison.before,
    after: comparison.after,
    difference: comparison.difference,
    interval: comparison.interval,
    n: comparison.n,
  };
  await core.adapters.judge(id, { status: promoted ? 'promoted' : 'kept', heldOut, reason });
  if (promoted) await core.adapters.use(id, repository);
  return decision;
}

async function scores(
  core: Core,
  policy: NamedAdapter | null,
  judged: readonly HeldOutFunction[],
  which: string,
) {
  const { session, roundTrip, reward, store, output, signal } = core;
  await session.use(policy, signal);
  const parts = { roundTrip, reward, store, identity: () => session.identity() };
  return evaluateHeldOut(judged, parts, {
    signal,
    onProgress: (done, total) =>
      output.progress(`Judging the model ${which}: ${done} of ${total} held-out functions`),
  });
}
