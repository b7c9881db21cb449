import { repositoryOf } from '../rollout/place.ts';
import { displayPath } from '../source/sourceFile.ts';
import type { RegisteredAdapter } from '../training/adapters/registry.ts';
import type { Core } from './core.ts';
import { styled } from './output.ts';
import { noModelYet } from './readyModel.ts';

/** `roundtrip adapter list`: all adapters, oldest first. */
export async function listAdapters(core: Core): Promise<void> {
  const adapters = await core.adapters.list();
  for (const adapter of adapters) showAdapter(core, adapter);
  if (adapters.length === 0) {
    core.output.note(
      'There is no adapter yet. Make one: roundtrip rollout DIR, then roundtrip train',
    );
  }
}

/** `roundtrip adapter use ID`: for the repository it was trained on. */
export async function useAdapter(core: Core, id: string): Promise<void> {
  await core.adapters.use(id, repositoryOf('.'));
  showAdapter(core, await core.adapters.get(id));
}

/** `roundtrip adapter rollback`: what the working directory's repository used before. */
export async function rollBackAdapter(core: Core): Promise<void> {
  const repository = repositoryOf('.');
  const identity = await core.session.identify(repository);
  if (!identity) throw noModelYet();
  const { model, modelHash } = identity;
  showInUse(core, repository, model, await core.adapters.rollback(modelHash, repository));
}

/** `roundtrip adapter remove ID`: deletes it; where it is in use, the one before is used again. */
export async function removeAdapter(core: Core, id: string): Promise<void> {
  const { manifest } = await core.adapters.get(id);
  const replaced = await core.adapters.remove(id);
  core.output.result({ id, ...(replaced && { inUse: replaced.inUse }) }, () => {
    const now = replaced ? ` ${manifest.model.name} now uses ${replaced.inUse ?? 'none'}.` : '';
    return `Adapter ${id} was removed.${now}`;
  });
}

/** One line an adapter. */
export function showAdapter(
  { output }: Core,
  { manifest, bytes, current }: RegisteredAdapter,
): void {
  const { id, repository, model, status, createdAt, heldOut, reason, parent } = manifest;
  output.result(
    {
      id,
      repository,
      model: model.name,
      status,
      current,
      createdAt,
      heldOut,
      reason,
      parent,
      bytes,
    },
    () =>
      [
        `${current ? styled('green', '*') : ' '} ${styled('bold', id)}`,
        status.padEnd(9),
        createdAt.slice(0, 10),
        model.name,
        repository === null ? 'any repository' : displayPath(repository),
        ...(reason === null ? [] : [`\n    ${styled('dim', reason)}`]),
      ].join('  '),
  );
}

/** What a repository uses after a step back. */
function showInUse({ output }: Core, repository: string, model: string, id: string | null): void {
  output.result({ id, repository, model }, () =>
    id === null
      ? `${displayPath(repository)} uses ${model} without an adapter.`
      : `${displayPath(repository)} uses the adapter ${id} again.`,
  );
}
