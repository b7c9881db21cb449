import { parseFragment } from '../parse/fragment.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../parse/types.ts';
import { type FunctionSyntax, readFunction } from './syntax/functionSyntax.ts';

/** A piece of code as the reward sees it: its functions. What stands around them is not compared. */
export interface Snippet {
  readonly parses: boolean;
  readonly functions: readonly FunctionSyntax[];
}

/** Nested functions are a part of the one around them. */
function outermost(units: readonly FunctionUnit[]): FunctionUnit[] {
  const inOrder = [...units].sort(
    (a, b) => a.range.start - b.range.start || b.range.end - a.range.end,
  );
  let end = 0;
  return inOrder.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

export function readSnippet(parser: CodeParser, language: LanguageId, code: string): Snippet {
  const fragment = parseFragment(parser, language, code.replace(/\r\n?/g, '\n'));
  try {
    const { tree, text, units, parses } = fragment;
    return { parses, functions: outermost(units).map((unit) => readFunction(tree, text, unit)) };
  } finally {
    fragment.dispose();
  }
}
