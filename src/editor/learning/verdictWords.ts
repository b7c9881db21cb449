import { l10n } from 'vscode';
import type { Unlearnable } from '../../cycle/learnable.ts';

/** A reason as the heading of those that it holds for. */
export function verdictHeading(reason: Unlearnable | null): string {
  switch (reason) {
    case null:
      return l10n.t('Learned from');
    case 'secret':
      return l10n.t('Not read: what looks like a secret');
    case 'generated':
      return l10n.t('Not read: generated files');
    case 'vendored':
      return l10n.t('Not read: files of others');
    case 'minified':
      return l10n.t('Not read: minified files');
    case 'test-data':
      return l10n.t('Not read: test data');
    case 'ignored':
      return l10n.t('Not read: named by .roundtripignore');
    case 'syntax':
      return l10n.t('Not read: does not parse');
    case 'length':
      return l10n.t('Not read: shorter than 3 lines, longer than 150, or a stub');
    case 'duplicate':
      return l10n.t('Not read: nearly the same as an earlier one');
  }
}
