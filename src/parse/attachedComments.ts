import type { CommentRules } from './languages/definition.ts';
import { lastNotAbove, type SourceText } from './sourceText.ts';
import type { Trivium } from './syntaxCaptures.ts';
import type { TextRange } from './types.ts';

/** What stands above a definition and belongs to it. */
export interface AttachedComments {
  /** Where the definition starts once decorators that are its siblings count as its own. */
  readonly start: number;
  /** The documentation comment, or null. */
  readonly doc: TextRange | null;
  /** Where a new documentation goes. */
  readonly slot: number;
}

/** Finds what is attached to definitions of one file. */
export class CommentFinder {
  private readonly ends: readonly number[];

  constructor(
    private readonly source: SourceText,
    private readonly trivia: readonly Trivium[],
    private readonly rules: CommentRules,
  ) {
    this.ends = trivia.map(({ end }) => end);
  }

  /** Walks upwards from a definition that starts at `definitionStart`. */
  above(definitionStart: number): AttachedComments {
    const { source, rules } = this;
    let start = definitionStart;
    let slot = definitionStart;
    let doc: { start: number; end: number } | null = null;
    let docIsOpen = true;
    /** The start of what the next comment has to touch. */
    let below = definitionStart;

    for (let index = lastNotAbove(this.ends, definitionStart); index >= 0; index--) {
      const item = this.trivia[index];
      if (!item) break;
      const gap = source.text.slice(item.end, below);
      if (gap.trim() !== '') break;
      const newlines = gap.split('\n').length - 1;

      if (item.kind === 'decorator') {
        if (newlines > 1) break;
        start = item.start;
        if (!doc) slot = item.start;
        docIsOpen &&= !doc;
        below = item.start;
        continue;
      }
      if (newlines > 0 && !source.isFirstOnLine(item.start)) break;

      const text = source.slice(item);
      const isBlock = !text.startsWith('//') && !text.startsWith('#');
      const isDirective = rules.directive.test(text);
      const isDoc = docIsOpen && !isDirective && rules.existing.test(text);
      if (newlines > 1 + (isDoc && isBlock ? rules.blankLines : 0)) break;
      if (isDoc && newlines > 1 && rules.fileComment?.test(text)) break;

      if (isDoc && isBlock) {
        doc ??= { start: item.start, end: item.end };
        docIsOpen = false;
      } else if (isDoc) {
        // A bare marker under the documentation separates it from a directive.
        if (doc) doc.start = item.start;
        else if (!/^(?:\/\/|#)\s*$/.test(text)) doc = { start: item.start, end: item.end };
      } else {
        docIsOpen &&= !doc;
        if (isDirective && rules.directivesActBelow && slot === below && newlines === 1) {
          slot = item.start;
        }
      }
      below = item.start;
    }
    return { start, doc, slot: doc?.start ?? slot };
  }

  /** The offset after decorators and comments that stand at `offset`. */
  skipFrom(offset: number, end: number): number {
    let at = offset;
    for (let index = lastNotAbove(this.ends, at) + 1; ; index++) {
      const item = this.trivia[index];
      if (!item || item.start !== at || item.end > end) return at;
      at = item.end;
      while (at < end && /\s/.test(this.source.text.charAt(at))) at++;
    }
  }

  /** Comments that lie inside `range`, in order. */
  within(range: TextRange): TextRange[] {
    const comments: TextRange[] = [];
    for (let index = lastNotAbove(this.ends, range.start) + 1; ; index++) {
      const item = this.trivia[index];
      if (!item || item.end > range.end) return comments;
      if (item.kind === 'comment' && item.start >= range.start) comments.push(item);
    }
  }
}
