import { extname } from 'node:path';
import type { LanguageId } from '../types.ts';
import type { LanguageDefinition } from './definition.ts';
import { go } from './go.ts';
import { javascript, javascriptreact } from './javascript.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { typescript, typescriptreact } from './typescript.ts';

/** Every language whose functions can be found. */
export const languages: Readonly<Record<LanguageId, LanguageDefinition>> = {
  python,
  typescript,
  typescriptreact,
  javascript,
  javascriptreact,
  go,
  ruby,
};

export const languageIds = Object.values(languages).map(({ id }) => id);

const byExtension = new Map<string, LanguageId>(
  Object.values(languages).flatMap(({ id, extensions }) => extensions.map((end) => [end, id])),
);

/** Narrows what VS Code calls a document's language. */
export function isLanguageId(id: string): id is LanguageId {
  return Object.hasOwn(languages, id);
}

/** The language of a file by its name, or null for one whose functions can't be found. */
export function languageOf(path: string): LanguageId | null {
  return byExtension.get(extname(path).toLowerCase()) ?? null;
}
