import { RoundtripError } from '../common/errors.ts';
import { documentationVersion } from '../prompt/documentation.ts';
import { reconstructionVersion } from '../prompt/reconstruction.ts';
import { codeHash } from '../rollout/codeHash.ts';
import type { TrainingData } from '../training/adapters/manifest.ts';
import type { CycleParts } from './cycleParts.ts';

/** The prompts whose rollouts are learned from: those of other versions are never mixed in. */
export const presentPrompts = {
  documentationPrompt: documentationVersion,
  reconstructionPrompt: reconstructionVersion,
};

/**
 * What a run learns from: the rollouts of a repository by one policy.
 * @param heldOut hashes of code that is in no loss.
 * @throws RoundtripError `no-rollouts`.
 */
export function repositoryRollouts(
  { store }: Pick<CycleParts, 'store'>,
  repository: string,
  heldOut: readonly string[],
  modelHash: string,
  adapter: string | null,
): TrainingData {
  const isHeldOut = new Set(heldOut);
  const groups = store
    .groups({ modelHash, adapter, ...presentPrompts })
    .filter(({ subject }) => subject.repository === repository)
    .filter(({ subject }) => !isHeldOut.has(codeHash(subject.code)));
  const docs = groups.flatMap((group) => group.docs);
  const ids = docs.map(({ id }) => id).sort((a, b) => a - b);
  const [from, to] = [ids.at(0), ids.at(-1)].map((id) =>
    id === undefined ? null : store.documentation(id)?.createdAt,
  );
  if (!from || !to) {
    const by = adapter === null ? 'the model' : `the adapter ${adapter}`;
    throw new RoundtripError(
      'no-rollouts',
      `There are no rollouts of ${repository} by ${by} to learn from. Draw some: roundtrip rollout ${repository}`,
      { repository, adapter },
    );
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    documentations: docs.length,
    reconstructions: docs.reduce((sum, { rewards }) => sum + rewards.length, 0),
    groups: groups.length,
  };
}
