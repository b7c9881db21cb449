import type { FunctionUnit, LanguageId } from '../parse/types.ts';

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A whole request to a chat model, ready for the engine. */
export interface Prompt {
  /** Names the template, its version, language and style; recorded with every rollout. */
  readonly version: string;
  readonly messages: readonly PromptMessage[];
  /** Leading messages that are the same for every function of this language and style. */
  readonly constantMessages: number;
  /** The start of the reply, written for the model. */
  readonly prefill: string;
  /** Regular expressions (flags `mu`) at which the reply ends, see the engine's StopRule. */
  readonly stop: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly maxTokens: number;
}

/** How a project writes its documentation. Each language knows some of these. */
export type DocumentationStyle = 'plain' | 'google' | 'numpy' | 'sphinx' | 'jsdoc' | 'yard';

/**
 * All that a reconstruction may know of a function. The body is not part of the type, and
 * `signatureView` copies field by field, so that it can't slip in.
 */
export type SignatureView = Pick<FunctionUnit, 'language' | 'name' | 'signature'> & {
  /** The text between signature and body: ` {` and a line end, a line end, or nothing. */
  readonly opening: string;
};

/** How a doc of one language stands in code; its lines are what the model writes. */
export interface DocNotation {
  /** Before the first line: `"""`, `/**\n * `, `// `. */
  readonly open: string;
  /** Before each further line. */
  readonly linePrefix: string;
  /** After the last line, or nothing where the doc ends with its last comment line. */
  readonly close: string;
  /**
   * Where a doc in this notation is over, see Prompt.stop. A doc also ends before an example: small
   * models write them without end, and nothing has run them.
   */
  readonly stopBefore: readonly string[];
}

/** One function with its documentation in each style: the model's one example. */
export interface WorkedExample extends Pick<SignatureView, 'signature' | 'opening'> {
  /** What follows signature and opening, to the end of the function. */
  readonly body: string;
  readonly docs: Readonly<Partial<Record<DocumentationStyle, string>>>;
}

/** What the prompts of one language are made of. */
export interface PromptLanguage {
  readonly languages: readonly LanguageId[];
  /** The language's name in a sentence. */
  readonly title: string;
  /** The word after the three backticks. */
  readonly fence: string;
  readonly notation: DocNotation;
  /** The doc stands inside the body (Python) rather than above the signature. */
  readonly docInBody: boolean;
  /** What opens a body of statements, see SignatureView.opening. */
  readonly blockOpening: string;
  /** The first is the default. */
  readonly styles: readonly DocumentationStyle[];
  /** Tells a style by a line that only its docs have; tried in order on a project's docs. */
  readonly styleMarks: readonly { readonly style: DocumentationStyle; readonly mark: RegExp }[];
  readonly example: WorkedExample;
  /** Where a function's body is over, see Prompt.stop. */
  readonly bodyStop: { readonly before: readonly string[]; readonly after: readonly string[] };
}
