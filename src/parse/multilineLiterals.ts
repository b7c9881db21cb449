import type { Node } from 'web-tree-sitter';
import type { LanguageDefinition } from './languages/definition.ts';
import { lastNotAbove } from './sourceText.ts';
import type { TextRange } from './types.ts';

/** Literals that span lines, in order, none inside another. */
export class Literals {
  private readonly starts: readonly number[];

  constructor(private readonly ranges: readonly TextRange[]) {
    this.starts = ranges.map(({ start }) => start);
  }

  /** `offset` stands inside a literal, so that white space there is part of a value. */
  contain(offset: number): boolean {
    const range = this.ranges[lastNotAbove(this.starts, offset - 1)];
    return range !== undefined && offset < range.end;
  }
}

/** The literals under `root` in which a line's indentation is part of the value. */
export function multilineLiterals(root: Node, language: LanguageDefinition): Literals {
  const ranges: TextRange[] = [];
  let end = -1;
  for (const node of root.descendantsOfType([...language.literalTypes])) {
    if (node.startPosition.row === node.endPosition.row || node.startIndex < end) continue;
    end = node.endIndex;
    ranges.push({ start: node.startIndex, end });
  }
  return new Literals(ranges);
}
