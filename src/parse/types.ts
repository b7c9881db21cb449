/** VS Code's language ids of the languages whose functions can be found. */
export type LanguageId =
  | 'python'
  | 'typescript'
  | 'typescriptreact'
  | 'javascript'
  | 'javascriptreact'
  | 'go'
  | 'ruby';

/** A half-open range of UTF-16 code units counted from 0, as in VS Code. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** One replacement in a text. An empty range inserts. */
export interface TextEdit extends TextRange {
  readonly newText: string;
}

export type FunctionKind = 'function' | 'method' | 'arrow' | 'lambda';

/** Where a documentation goes, computed from the syntax tree. */
export interface DocSlot {
  /**
   * `before`: a comment above the definition (and above its decorators).
   * `body-string`: a string literal as the first statement of the body.
   */
  readonly placement: 'before' | 'body-string';
  /** The existing documentation with its delimiters, or an empty range where a new one goes. */
  readonly range: TextRange;
  /** The white space at the start of each line of the documentation. */
  readonly indent: string;
  /** The body stands on the definition's own line, so that a body string needs lines of its own. */
  readonly inlineBody: boolean;
}

/** One function as the round trip sees it. Offsets refer to the source text it was found in. */
export interface FunctionUnit {
  readonly language: LanguageId;
  readonly kind: FunctionKind;
  /** The name alone: `slugify`, `constructor`, `==`. */
  readonly name: string;
  /** Dotted path from the top of the file: `Class.method`, `outer.inner`. */
  readonly qualifiedName: string;
  /** The whole definition with decorators and `export const … =`, without a preceding doc. */
  readonly range: TextRange;
  /** The line, from 1, on which the name stands. */
  readonly line: number;
  /** The last line, from 1, of the definition. */
  readonly endLine: number;
  /**
   * The text before the body, decorators left out, dedented, lines joined by `\n`:
   * `def f(a, b) -> int:`, `export const f = async (a: number) =>`, `func (r *T) M(k K) V`.
   */
  readonly signature: string;
  readonly parameters: readonly string[];
  /** The body's range, braces included; an empty range where there is none. */
  readonly bodyRange: TextRange;
  /** The body without its docstring, dedented, `\n` line ends. Empty for a declaration. */
  readonly body: string;
  /** Decorators, signature and body without documentation, dedented, `\n` line ends. */
  readonly code: string;
  readonly docSlot: DocSlot;
  /** The documentation's text, delimiters and comment markers removed, or null. */
  readonly existingDoc: string | null;
  /** White space before the definition's first line. */
  readonly indent: string;
  /** One level of indentation as this file uses it: a tab or a number of spaces. */
  readonly indentUnit: string;
  readonly eol: '\n' | '\r\n';
  /** The body does nothing yet: empty, `pass`, `...`, or only raises "not implemented". */
  readonly isStub: boolean;
  /** No syntax error inside the definition (one elsewhere in the file does not matter). */
  readonly parses: boolean;
}
