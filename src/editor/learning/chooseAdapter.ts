import { basename } from 'node:path';
import {
  type ExtensionContext,
  l10n,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  window,
} from 'vscode';
import type { FidelityIndex } from '../fidelityIndex.ts';
import { commands } from '../ids.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import { ensureModel } from '../withModel.ts';
import { reasonWords } from '../words/trainingWords.ts';
import { type AdapterRow, adapterRows, stepBack } from './adapterRows.ts';
import { repositoryAtHand } from './repositoryAtHand.ts';

interface AdapterItem extends QuickPickItem {
  /** Makes another adapter the one in use, or none. */
  readonly take?: () => Promise<unknown>;
  readonly row?: AdapterRow;
}

/**
 * "Adapters of This Repository": which one the model uses for it, a step back, none, what is known of
 * each, and removal. The next request to the model finds the choice applied, without a reload.
 */
export function registerAdapters(
  context: ExtensionContext,
  services: Services,
  index: FidelityIndex,
): void {
  registerCommand(context, services.logger, commands.adapters, async () => {
    await ensureModel(services);
    const repository = await repositoryAtHand();
    const picked = await pick(await itemsOf(services, repository), repository);
    if (!picked) return;
    if (picked.button === detailsButton) return showReason(picked.item);
    await (picked.button ? removed(services, picked.item) : picked.item.take?.());
    index.clear();
    const { hash, name } = await services.session.named();
    const { id } = await services.adapters.usage(hash, repository);
    const now =
      id === null
        ? l10n.t('{0} uses {1} without an adapter.', basename(repository), name)
        : l10n.t('{0} uses {1} with the adapter {2}.', basename(repository), name, id);
    window.setStatusBarMessage(now, 10_000);
  });
}

async function itemsOf(
  { session, adapters }: Services,
  repository: string,
): Promise<readonly AdapterItem[]> {
  const { hash, name } = await session.named();
  const usage = await adapters.usage(hash, repository);
  const manifests = (await adapters.list()).map(({ manifest }) => manifest);
  const rows = adapterRows(manifests, usage, hash, repository);
  const before = stepBack(usage);
  const rollBack: AdapterItem = {
    label: `$(discard) ${l10n.t('Roll Back')}`,
    description:
      before === null ? l10n.t('to the model alone') : l10n.t('to the adapter {0}', before ?? ''),
    take: () => adapters.rollback(hash, repository),
  };
  return [
    ...(before === undefined ? [] : [rollBack]),
    { label: name, kind: QuickPickItemKind.Separator },
    ...rows.map((row) => ({
      ...itemOf(row),
      take: () => adapters.use(row.manifest.id, repository),
    })),
    {
      label: `${mark(usage.id === null)} ${l10n.t('No Adapter')}`,
      description: l10n.t('the model alone'),
      ...(rows.length === 0 ? { detail: l10n.t('Nothing was trained on it yet.') } : {}),
      take: () => adapters.useNone(hash, repository),
    },
  ];
}

const mark = (inUse: boolean) => (inUse ? '$(pass-filled)' : '$(circle-large-outline)');

const removeButton: QuickInputButton = {
  iconPath: new ThemeIcon('trash'),
  tooltip: l10n.t('Remove This Adapter'),
};

const detailsButton: QuickInputButton = {
  iconPath: new ThemeIcon('info'),
  tooltip: l10n.t('Why It Was Promoted or Kept'),
};

function itemOf(row: AdapterRow): AdapterItem {
  const { id, status, createdAt, repository } = row.manifest;
  const reason = reasonWords(row.manifest);
  const facts = [
    ...(row.inUse ? [l10n.t('in use')] : []),
    statusWords()[status],
    new Date(createdAt).toLocaleDateString(),
    ...(repository === null ? [l10n.t('for any repository')] : []),
    ...(row.gain === null ? [] : [l10n.t('held-out reward {0}', row.gain)]),
  ];
  return {
    label: `${mark(row.inUse)} ${id}`,
    description: facts.join(' · '),
    ...(reason === null ? {} : { detail: reason }),
    buttons: [...(reason === null ? [] : [detailsButton]), removeButton],
    row,
  };
}

const statusWords = () => ({
  candidate: l10n.t('not judged'),
  promoted: l10n.t('promoted'),
  kept: l10n.t('kept, not promoted'),
  imported: l10n.t('imported'),
});

interface Picked {
  readonly item: AdapterItem;
  /** Null for the item itself. */
  readonly button: QuickInputButton | null;
}

/** What the person chose, by a click on an item or on its button; null for nothing. */
async function pick(items: readonly AdapterItem[], repository: string): Promise<Picked | null> {
  const list = window.createQuickPick<AdapterItem>();
  list.title = l10n.t('Adapters of {0}', basename(repository));
  list.placeholder = l10n.t('Applied at once; no version is lost.');
  list.matchOnDescription = true;
  list.items = items;
  const inUse = items.find(({ row }) => row?.inUse);
  if (inUse) list.activeItems = [inUse];
  try {
    return await new Promise((resolve) => {
      list.onDidAccept(() => {
        const [item] = list.selectedItems;
        resolve(item ? { item, button: null } : null);
      });
      list.onDidTriggerItemButton(resolve);
      list.onDidHide(() => resolve(null));
      list.show();
    });
  } finally {
    list.dispose();
  }
}

/** The reason at its full length, which the list cuts. */
async function showReason({ row }: AdapterItem): Promise<void> {
  if (!row) return;
  const reason = reasonWords(row.manifest) ?? '';
  await window.showInformationMessage(l10n.t('Adapter {0}: {1}', row.manifest.id, reason));
}

/** Deletes an adapter once the person said so again. */
async function removed({ adapters }: Services, { row }: AdapterItem): Promise<void> {
  if (!row) return;
  const { id } = row.manifest;
  const remove = l10n.t('Remove');
  const detail = row.inUse
    ? l10n.t('It is in use; what was used before is used again. It can’t be brought back.')
    : l10n.t('It can’t be brought back.');
  const question = l10n.t('Remove the adapter {0}?', id);
  const answer = await window.showWarningMessage(question, { modal: true, detail }, remove);
  if (answer === remove) await adapters.remove(id);
}
