import { l10n } from 'vscode';
import { englishWords, type WordName, type Words } from '../../dashboard/words.ts';

/** The page's words in the editor's language. */
export function pageWords(): Words {
  const entries = Object.entries(englishWords).map(([name, text]) => [name, l10n.t(text)]);
  return Object.fromEntries(entries) as Record<WordName, string>;
}
