import type { LlamaModel, Token } from 'node-llama-cpp';

/** How many tokens a character can be spread over, at most. */
const longestCharacter = 8;
/** How many tokens before the text decide how it starts (a space or none). */
const contextLength = 4;

/** Turns tokens into text as they are drawn, never in the middle of a character. */
export class TokenDecoder {
  private pending: Token[] = [];
  private context: readonly Token[];

  constructor(
    private readonly model: LlamaModel,
    prompt: readonly Token[],
  ) {
    this.context = prompt.slice(-contextLength);
  }

  /** The text that is complete with this token: empty in the middle of a character. */
  add(token: Token): string {
    this.pending.push(token);
    const text = this.model.detokenize(this.pending, false, this.context);
    const unfinished = text.endsWith('\uFFFD') && this.pending.length < longestCharacter;
    if (unfinished) return '';
    this.context = [...this.context, ...this.pending].slice(-contextLength);
    this.pending = [];
    return text;
  }
}
