import { evaluateHeldOut, type HeldOutResult } from '../evaluation/heldOut.ts';
import type { NamedAdapter } from '../models/session.ts';
import { codeHash } from '../rollout/codeHash.ts';
import type { RegisteredAdapter } from '../training/adapters/registry.ts';
import { type PolicyAnswer, writeJudgement } from '../training/judgementFile.ts';
import { decidePromotion } from '../training/promotion.ts';
import { Runs } from '../training/runs.ts';
import type { CycleParts, JudgedPolicy } from './cycleParts.ts';
import type { TrainingPlan } from './planTraining.ts';

/**
 * Compares a candidate with what its repository uses now, writes down the decision and what it rests
 * on, function by function, and uses the candidate from now on if it is better.
 */
export async function judgeCandidate(
  parts: CycleParts,
  { manifest, path }: RegisteredAdapter,
  { repository, judged }: Pick<TrainingPlan, 'repository' | 'judged'>,
): Promise<void> {
  const { adapters, dataDirectory } = parts;
  const { id, model } = manifest;
  const scores = (policy: NamedAdapter | null, which: JudgedPolicy) =>
    scoresOf(parts, policy, judged, which);
  const present = await adapters.current(model.hash, repository);
  const before = await scores(present, 'present');
  const after = await scores({ id, path }, 'candidate');
  const { promoted, reason, comparison } = decidePromotion(before, after);
  const heldOut = comparison && {
    before: comparison.before,
    after: comparison.after,
    difference: comparison.difference,
    interval: comparison.interval,
    n: comparison.n,
  };
  await writeJudgement(new Runs(dataDirectory).directory(manifest.run), {
    version: 1,
    modelHash: model.hash,
    before: present?.id ?? null,
    after: id,
    functions: judged.map(({ place, unit }, index) => ({
      path: place.path,
      qualifiedName: unit.qualifiedName,
      language: unit.language,
      codeHash: codeHash(unit.code),
      before: answerOf(before[index]),
      after: answerOf(after[index]),
    })),
  });
  await adapters.judge(id, { status: promoted ? 'promoted' : 'kept', heldOut, reason });
  if (promoted) await adapters.use(id, repository);
}

function answerOf(result: HeldOutResult | undefined): PolicyAnswer {
  const { doc = null, reward = null, lift = null } = result ?? {};
  return { doc, reward, lift };
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
