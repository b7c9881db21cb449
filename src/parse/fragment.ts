import type { Tree } from 'web-tree-sitter';
import type { Disposable } from '../common/disposable.ts';
import { functionUnitsOf } from './functionUnits.ts';
import { languages } from './languages/index.ts';
import type { CodeParser } from './parser.ts';
import type { FunctionUnit, LanguageId } from './types.ts';

/** The code of one function, parsed on its own. */
export interface Fragment extends Disposable {
  readonly tree: Tree;
  /** The text that was parsed: the code, with what had to stand around it. */
  readonly text: string;
  /** Where the code starts in `text`. */
  readonly codeStart: number;
  /** Functions in the code, with offsets into `text`; the outermost first. */
  readonly units: readonly FunctionUnit[];
  /** Neither errors nor missing tokens. */
  readonly parses: boolean;
  /** Frees the tree. */
  dispose(): void;
}

const blankOrComments = /^(?:\s|\/\/.*|#.*|\/\*[\s\S]*?\*\/)*$/;

/**
 * Parses a function's code that may need something around it to be valid: a method a class, an
 * object's pair an object. Takes the first context in which it parses and is a function, else the
 * first in which it parses, else none.
 * @throws Error if the language was not loaded.
 */
export function parseFragment(parser: CodeParser, language: LanguageId, code: string): Fragment {
  const [bare = '%', ...others] = languages[language].fragmentContexts;
  let best = parseIn(parser, language, code, bare);
  if (isFunction(best)) return best;
  for (const context of others) {
    const fragment = parseIn(parser, language, code, context);
    if (isFunction(fragment)) {
      best.dispose();
      return fragment;
    }
    if (fragment.parses && !best.parses) {
      best.dispose();
      best = fragment;
    } else fragment.dispose();
  }
  return best;
}

function parseIn(
  parser: CodeParser,
  language: LanguageId,
  code: string,
  context: string,
): Fragment {
  const codeStart = context.indexOf('%');
  const text = context.slice(0, codeStart) + code + context.slice(codeStart + 1);
  const tree = parser.parse(language, text);
  const units = functionUnitsOf(tree, parser.grammar(language), languages[language], text);
  const parses = !tree.rootNode.hasError;
  return { tree, text, codeStart, units, parses, dispose: () => tree.delete() };
}

/** It parses, and nothing but comments stands before its first function. */
function isFunction({ parses, units, text, codeStart }: Fragment): boolean {
  const [first] = units;
  if (!parses || !first) return false;
  const start = Math.min(first.range.start, first.docSlot.range.start);
  return blankOrComments.test(text.slice(codeStart, start));
}
