import { env, l10n } from 'vscode';
import type { MachineFacts, PullProgress, Suggestion } from '../../models/types.ts';

/** A size in the editor's language: `0.5 GB`. */
export function gigabytes(bytes: number): string {
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${(bytes / 1e9).toLocaleString(env.language, one)} GB`;
}

/** How far a download is. */
export function pullWords({ phase, receivedBytes, totalBytes }: PullProgress): string {
  return `${phases()[phase] ?? phase}, ${gigabytes(receivedBytes)} / ${gigabytes(totalBytes)}`;
}

/** By the core's words; what is missing here is shown as it came. */
const phases = (): Readonly<Record<string, string>> => ({
  'Downloading from the hub': l10n.t('Downloading from the hub'),
  'Downloading from a Python package index': l10n.t('Downloading from a Python package index'),
  'Checking SHA-256': l10n.t('Checking SHA-256'),
});

/** Why a model suits this machine. */
export function suggestionWords(
  { why }: Pick<Suggestion, 'why'>,
  { gpuMemoryBytes, gpuName, processors, totalMemoryBytes }: MachineFacts,
): string {
  const card =
    gpuMemoryBytes === null
      ? l10n.t('no graphics card')
      : l10n.t(
          'a graphics card of {0}',
          `${memory(gpuMemoryBytes)}${gpuName ? ` (${gpuName})` : ''}`,
        );
  if (why === 'card') return l10n.t('This machine has {0}, which holds this model whole.', card);
  const machine = [memory(totalMemoryBytes), processors, card] as const;
  switch (why) {
    case 'processors':
      return l10n.t(
        'This machine has {0} of memory and {1} processors, {2}: enough for this model, while larger ones would be slow.',
        ...machine,
      );
    case 'soonest':
      return l10n.t(
        'This machine has {0} of memory and {1} processors, {2}: this model answers soonest, larger ones would be slow.',
        ...machine,
      );
    case 'smallest':
      return l10n.t(
        'This machine has {0} of memory and {1} processors, {2}: this is the smallest model that writes useful documentation.',
        ...machine,
      );
  }
}

/** As memory is sold: 2^30 bytes a gigabyte, whole ones where that says enough. */
function memory(bytes: number): string {
  const count = bytes / 2 ** 30;
  const digits = { maximumFractionDigits: count < 4 ? 1 : 0 };
  return `${count.toLocaleString(env.language, digits)} GB`;
}
