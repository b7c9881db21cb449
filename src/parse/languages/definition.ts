import type { LanguageId } from '../types.ts';

/**
 * One language as data. A new language is one file that exports this; code that only one language
 * needs is the exception and stands in a file named for it (docString.ts).
 */
export interface LanguageDefinition {
  readonly id: LanguageId;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** The grammar's wasm file. */
  readonly wasm: string;
  /**
   * One tree-sitter query, run once a file. Its captures:
   * - `@function @method @arrow @lambda`: a definition, which is of that kind (a function directly
   *   in a `@class` is a method); in the same pattern `@name`, `@parameters`, `@result`, `@body`,
   *   `@receiver`. Patterns that meet in one definition are merged.
   * - `@docstring`: a body string, in a pattern with the definition.
   * - `@wrapper` around `@wrapped`: a definition's range grows from the latter to the former.
   * - `@class` or `@scope` with `@scope.name`: what a qualified name is made of.
   * - `@comment`, `@decorator`: all of them.
   */
  readonly query: string;
  /**
   * The field that holds a parameter's name, by node type; the whole text for types that are not
   * here. `firstChild` is not a field; `null` stands for separators, which are no parameters.
   */
  readonly parameterNames: Readonly<Record<string, string | null>>;
  /** Node types without meaning for the code: comments, line continuations. */
  readonly ignoredTypes: readonly string[];
  /** Node types of literals in which white space at the start of a line is part of the value. */
  readonly literalTypes: readonly string[];
  /** Body types without delimiters of their own, so that comments before them belong to them. */
  readonly statementBodies: readonly string[];
  /** Ends a definition whose body, being empty, has no node: Ruby's `end`. */
  readonly emptyBodyEnd?: RegExp;
  /** Functions with a statement body are documented by a string at its start, as in Python. */
  readonly docString?: DocStringRules;
  readonly comments: CommentRules;
  /** Bodies, comments left out, that do nothing yet. */
  readonly stub: RegExp;
  /** Texts around `%` in which a definition on its own parses; tried in order. */
  readonly fragmentContexts: readonly string[];
  /** What makes an expression body the one statement of a block, in languages that have both. */
  readonly expressionStatement?: readonly [before: string, after: string];
  /** Used where the file itself does not tell. */
  readonly defaultIndentUnit: string;
  /** The narrowest line width in use: 79 by PEP 8, 80 elsewhere. */
  readonly narrowWidth: number;
}

export interface DocStringRules {
  /** What a body is that held nothing but its documentation: `pass`. */
  readonly emptyBody: string;
}

/** Documentation in comments above the definition. */
export interface CommentRules {
  /** Comments that are documentation. */
  readonly existing: RegExp;
  /** Comments that speak to a tool; never read as documentation, never overwritten. */
  readonly directive: RegExp;
  /** Directives act on the line below them, so that new documentation goes above them. */
  readonly directivesActBelow: boolean;
  /** Above a definition after a blank line, such a comment belongs to the file. */
  readonly fileComment?: RegExp;
  /** Blank lines that may stand between a block comment and the definition. */
  readonly blankLines: number;
  readonly form: BlockForm | LineForm;
}

/** `open`, then lines that start with `line`, then `close`; one line where it fits. */
export interface BlockForm {
  readonly kind: 'block';
  readonly open: string;
  readonly line: string;
  readonly close: string;
}

/** Every line starts with `prefix`. */
export interface LineForm {
  readonly kind: 'line';
  readonly prefix: string;
  /** Delimiters for a place in the middle of a line, in languages that have block comments. */
  readonly inline?: readonly [open: string, close: string];
  /** A line between the documentation and a directive below it, as gofmt wants it. */
  readonly separatesDirectives?: boolean;
}
