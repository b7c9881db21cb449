import { env, l10n } from 'vscode';
import { fidelityPercent } from '../reportText.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** `fidelity 82% · checked today` */
export function fidelityWords(fidelity: number | null, checkedAt: number): string {
  const percent = fidelityPercent(fidelity);
  if (percent === null) return l10n.t('fidelity can’t be judged');
  return l10n.t('fidelity {0}% · checked {1}', percent, daysAgo(checkedAt));
}

/** `today`, `yesterday`, `5 days ago`, in the editor's language. */
export function daysAgo(time: number, now = Date.now()): string {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(time) - midnight(now)) / dayMs);
  return new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' }).format(days, 'day');
}
