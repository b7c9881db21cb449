import { l10n } from 'vscode';
import type { SetUpProgress } from '../../training/environment/types.ts';

/** How far the set-up of the trainer is, in the editor's language. */
export function setUpWords({ phase, package: name, bytes }: SetUpProgress): string {
  const size = bytes === null ? '' : ` (${(bytes / 1e6).toFixed(0)} MB)`;
  return `${phases()[phase] ?? phase}${name === null ? '' : ` ${name}`}${size}`;
}

/** By the core's words; what is missing here is shown as it came. */
const phases = (): Readonly<Record<string, string>> => ({
  'Making a Python environment': l10n.t('Making a Python environment'),
  'Looking for the build of PyTorch for this machine': l10n.t(
    'Looking for the build of PyTorch for this machine',
  ),
  'Looking for': l10n.t('Looking for'),
  Downloading: l10n.t('Downloading'),
  Installing: l10n.t('Installing'),
  Checking: l10n.t('Checking'),
});
