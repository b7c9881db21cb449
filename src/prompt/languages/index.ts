import type { LanguageId } from '../../parse/types.ts';
import type { PromptLanguage } from '../types.ts';
import { go } from './go.ts';
import { javascript, typescript } from './javascript.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';

const byId = new Map<LanguageId, PromptLanguage>(
  [python, javascript, typescript, go, ruby].flatMap((language) =>
    language.languages.map((id) => [id, language] as const),
  ),
);

/** The prompts' data for a language. @throws Error for a language that has none. */
export function promptLanguage(id: LanguageId): PromptLanguage {
  const language = byId.get(id);
  if (!language) throw new Error(`No prompts were written for ${id}.`);
  return language;
}
