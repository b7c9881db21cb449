import type { Language, Tree } from 'web-tree-sitter';
import { CommentFinder } from './attachedComments.ts';
import type { LanguageDefinition } from './languages/definition.ts';
import { languages } from './languages/index.ts';
import { multilineLiterals } from './multilineLiterals.ts';
import type { CodeParser } from './parser.ts';
import { qualifiedNames } from './qualifiedNames.ts';
import { SourceText } from './sourceText.ts';
import { syntaxCaptures } from './syntaxCaptures.ts';
import type { FunctionUnit, LanguageId } from './types.ts';
import { UnitBuilder } from './unitBuilder.ts';

export { functionAt, functionOnLine } from './functionAt.ts';
export { functionNamed } from './functionNamed.ts';

/**
 * All functions of a source text in source order. Syntax errors elsewhere do not matter; a
 * function that has one itself says so by `parses`.
 * @throws Error if the language was not loaded.
 */
export function functionUnits(
  parser: CodeParser,
  language: LanguageId,
  text: string,
): FunctionUnit[] {
  const tree = parser.parse(language, text);
  try {
    return functionUnitsOf(tree, parser.grammar(language), languages[language], text);
  } finally {
    tree.delete();
  }
}

/** The same for a text that is parsed already. The tree stays the caller's. */
export function functionUnitsOf(
  tree: Tree,
  grammar: Language,
  language: LanguageDefinition,
  text: string,
): FunctionUnit[] {
  const root = tree.rootNode;
  const { definitions, scopes, trivia } = syntaxCaptures(language, grammar, root, text);
  if (definitions.length === 0) return [];
  const source = new SourceText(text);
  const names = qualifiedNames(definitions, scopes, text);
  const comments = new CommentFinder(source, trivia, language.comments);
  const builder = new UnitBuilder(language, source, comments, multilineLiterals(root, language));
  const units: FunctionUnit[] = [];
  for (const definition of definitions) {
    const name = names.get(definition);
    if (name) units.push(builder.build(definition, name));
  }
  return units.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
}
