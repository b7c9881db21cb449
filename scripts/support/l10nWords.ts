// The words that people see in the editor, and their translations: where each must be, and what is
// missing. package.json's words have keys (package.nls.json), those of the sources are their own.
import { globSync, readFileSync } from 'node:fs';
import { getL10nJson } from '@vscode/l10n-dev';
import { englishWords } from '../../src/dashboard/words.ts';

/** Languages besides English, as VS Code names them. */
export const translations = ['de'];

/** Texts by their keys. */
export type Words = Readonly<Record<string, string>>;

/** What a file of words lacks, has too much, or says with other placeholders than the English. */
export interface Gaps {
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  readonly otherPlaceholders: readonly string[];
}

/**
 * Every text that a source gives to `l10n.t`, and the words of the dashboard's page, which a report
 * shows too. Only files that speak are parsed: that takes time.
 */
export async function sourceWords(): Promise<Words> {
  const contents = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
  const speaking = contents.filter((text) => text.includes('l10n.t('));
  const words = await getL10nJson(speaking.map((text) => ({ extension: '.ts', contents: text })));
  const all = [...Object.keys(words), ...Object.values<string>(englishWords)];
  return Object.fromEntries(all.map((word) => [word, word]));
}

/** The English words behind the keys that package.json names. */
export function manifestWords(): Words {
  const manifest = readFileSync('package.json', 'utf8');
  const english = readWords('package.nls.json');
  const keys = [...manifest.matchAll(/"%([^%"]+)%"/g)].flatMap(([, key]) => key ?? []);
  return Object.fromEntries(keys.map((key) => [key, english[key] ?? '']));
}

/** Each file of words with what it must hold: the words' own file, and one for each language. */
export async function wordFiles(): Promise<readonly (readonly [path: string, english: Words])[]> {
  const [source, manifest] = [await sourceWords(), manifestWords()];
  return [undefined, ...translations].flatMap((language) => [
    [bundlePath(language), source] as const,
    [`package.nls.${language ? `${language}.` : ''}json`, manifest] as const,
  ]);
}

/** The translations of the sources' words, or without a language the words themselves. */
export function bundlePath(language?: string): string {
  return `l10n/bundle.l10n.${language ? `${language}.` : ''}json`;
}

export function gapsOf(found: Words, english: Words): Gaps {
  const keys = Object.keys(english);
  const said = keys.filter((key) => found[key]?.trim());
  return {
    missing: keys.filter((key) => !said.includes(key)),
    stale: Object.keys(found).filter((key) => !Object.hasOwn(english, key)),
    otherPlaceholders: said.filter((key) => kept(found[key] ?? '') !== kept(english[key] ?? '')),
  };
}

/** What a translation must keep: arguments, icons, the targets of links, and code but its values. */
function kept(text: string): string {
  const pieces = text.match(/\{\d+\}|\$\([\w-]+\)|\]\([^)]*\)|`[^`]*`/g) ?? [];
  return [...new Set(pieces)].sort().join(' ');
}

export function readWords(path: string): Words {
  return JSON.parse(readFileSync(path, 'utf8'));
}
