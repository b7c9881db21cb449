import type { Subject } from '../../rollout/types.ts';
import type { CycleParts } from '../cycleParts.ts';
import { presentPrompts } from '../repositoryRollouts.ts';
import type { GroupSize } from './group.ts';

type Named = Pick<Subject, 'repository' | 'path' | 'qualifiedName' | 'code'>;

/** Whether a function has all rollouts asked for, by the model in use and these prompts. */
export function finishedFunctions(
  { store, session }: Pick<CycleParts, 'store' | 'session'>,
  { docs, reconstructions }: GroupSize,
): (subject: Named) => boolean {
  const { modelHash, adapter } = session.identity();
  const groups = store.groups({ modelHash, adapter, ...presentPrompts });
  const finished = groups.filter(
    (group) => group.docs.filter(({ rewards }) => rewards.length >= reconstructions).length >= docs,
  );
  const keys = new Set(finished.map(({ subject }) => keyOf(subject)));
  return (subject) => keys.has(keyOf(subject));
}

function keyOf({ repository, path, qualifiedName, code }: Named): string {
  return JSON.stringify([repository, path, qualifiedName, code]);
}
