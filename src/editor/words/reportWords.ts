import { l10n } from 'vscode';
import type { ReportWords } from '../../reportText.ts';

/** syntaxes/roundtrip-report.tmLanguage.json knows the three labels in each language. */
export const reportWords = (): ReportWords => ({
  title: l10n.t('Round trip of {0}', '{0}'),
  fidelity: l10n.t('Fidelity'),
  notJudged: l10n.t('can’t be judged'),
  file: l10n.t('File'),
  model: l10n.t('Model'),
  adapter: l10n.t('adapter {0}', '{0}'),
  documentation: l10n.t('Documentation'),
  codes: l10n.t('Original code, and the code rebuilt from the documentation alone'),
  reward: l10n.t('Reward'),
});
