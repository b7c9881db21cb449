import { l10n, workspace } from 'vscode';
import { RoundtripError } from '../../common/errors.ts';

/** @throws RoundtripError `untrusted`. */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new RoundtripError(
    'untrusted',
    l10n.t('Training runs programs, so it needs a workspace that you trust.'),
  );
}
