import type { StopRule } from './engine.ts';

/**
 * A reply as it grows. It applies the stop rule to the text so far and says how much of the text is
 * settled: that part may be shown at once, because nothing drawn later can cut it off.
 *
 * A `before` pattern cuts from where its match starts, so text is settled only up to the end of the
 * last complete line that is not blank, and a `before` match counts only if it starts after that:
 * in the line being written or in the white space before it. Without `before` patterns all text is
 * settled as it comes.
 */
export class Reply {
  private readonly before: readonly RegExp[];
  private readonly after: readonly RegExp[];
  private drawn = '';
  private settledLength = 0;
  private stopped = false;

  /** @throws SyntaxError for a pattern that is no regular expression. */
  constructor(rule: StopRule) {
    this.before = rule.before.map((pattern) => new RegExp(pattern, 'gmu'));
    this.after = rule.after.map((pattern) => new RegExp(pattern, 'mu'));
  }

  /** The text so far, cut by the stop rule. */
  get text(): string {
    return this.drawn;
  }

  /** The stop rule has matched; what is added from now on is ignored. */
  get complete(): boolean {
    return this.stopped;
  }

  /** Adds what was drawn and returns the text that became settled by it. */
  add(piece: string): string {
    if (this.stopped || piece === '') return '';
    this.drawn += piece;
    const cut = this.cut();
    if (cut === null) return this.settle(this.settledEnd());
    this.drawn = this.drawn.slice(0, cut);
    return this.end();
  }

  /** Ends the reply and returns the rest of its text. */
  end(): string {
    this.stopped = true;
    return this.settle(this.drawn.length);
  }

  /** Where the earliest match cuts the text, or null. */
  private cut(): number | null {
    const cuts: { readonly at: number; readonly end: number }[] = [];
    for (const pattern of this.before) {
      pattern.lastIndex = this.settledLength;
      const match = pattern.exec(this.drawn);
      if (match) cuts.push({ at: match.index, end: match.index });
    }
    for (const pattern of this.after) {
      const match = pattern.exec(this.drawn);
      if (match) {
        const end = match.index + match[0].length;
        cuts.push({ at: match.index, end: Math.max(end, this.settledLength) });
      }
    }
    if (cuts.length === 0) return null;
    return cuts.reduce((first, other) =>
      other.at < first.at || (other.at === first.at && other.end < first.end) ? other : first,
    ).end;
  }

  private settledEnd(): number {
    if (this.before.length === 0) return this.drawn.length;
    const lines = this.drawn.slice(0, this.drawn.lastIndexOf('\n') + 1);
    return Math.max(this.settledLength, lines.trimEnd().length);
  }

  private settle(end: number): string {
    const settled = this.drawn.slice(this.settledLength, end);
    this.settledLength = end;
    return settled;
  }
}
