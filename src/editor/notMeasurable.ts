import { l10n } from 'vscode';
import { RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';

/** Why the documentation of this function can't be checked. */
export function notMeasurable({ name, existingDoc }: FunctionUnit): RoundtripError {
  return existingDoc === null
    ? new RoundtripError(
        'no-documentation',
        l10n.t('{0} has no documentation to check. Document it first.', name),
      )
    : new RoundtripError(
        'no-body',
        l10n.t('{0} has no code yet that its documentation could be compared with.', name),
      );
}
