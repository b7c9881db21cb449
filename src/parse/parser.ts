import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { languages } from './languages/index.ts';
import type { LanguageId } from './types.ts';

/** Where a wasm file (`tree-sitter-go.wasm`) lies on this machine. */
export type GrammarLocator = (file: string) => string;

/**
 * Tree-sitter with the grammars from one place. Grammars are loaded on demand by `load`; from then
 * on parsing is synchronous. Callers delete the trees they get.
 */
export class CodeParser {
  private readonly parsers = new Map<LanguageId, Parser>();
  /** By wasm file, for the languages that share one. */
  private readonly grammars = new Map<string, Promise<Language>>();
  private runtime: Promise<void> | undefined;
  private readonly locate: GrammarLocator;

  /** @param grammars the folder of web-tree-sitter.wasm and the grammars, or where each file lies. */
  constructor(grammars: string | GrammarLocator) {
    this.locate = typeof grammars === 'string' ? (file) => join(grammars, file) : grammars;
  }

  /** Makes `parse` usable for these languages. Idempotent. */
  async load(...ids: readonly LanguageId[]): Promise<void> {
    this.runtime ??= Parser.init({ locateFile: this.locate });
    await this.runtime;
    await Promise.all(ids.map((language) => this.loadOne(language)));
  }

  /** The syntax tree of `text`. @throws Error if the language was not loaded. */
  parse(language: LanguageId, text: string): Tree {
    const tree = this.parserOf(language).parse(text);
    if (!tree) throw new Error(`The ${language} parser was cancelled.`);
    return tree;
  }

  /** The grammar, for queries. @throws Error if the language was not loaded. */
  grammar(language: LanguageId): Language {
    const grammar = this.parserOf(language).language;
    if (!grammar) throw new Error(`The ${language} parser has no grammar.`);
    return grammar;
  }

  private parserOf(language: LanguageId): Parser {
    const parser = this.parsers.get(language);
    if (!parser) throw new Error(`The ${language} grammar was not loaded.`);
    return parser;
  }

  private async loadOne(language: LanguageId): Promise<void> {
    const file = languages[language].wasm;
    let grammar = this.grammars.get(file);
    if (!grammar) {
      grammar = readFile(this.locate(file)).then((wasm) => Language.load(wasm));
      this.grammars.set(file, grammar);
    }
    const loaded = await grammar;
    if (this.parsers.has(language)) return;
    this.parsers.set(language, new Parser().setLanguage(loaded));
  }
}
