import type { LanguageId } from '../../../../src/parse/types.ts';
import { type BuiltGraph, buildValueGraph } from '../../../../src/reward/graph/buildValueGraph.ts';
import type { Definition } from '../../../../src/reward/graph/ir.ts';
import { lowerings } from '../../../../src/reward/graph/lowering/index.ts';
import { graphFeatures, graphSimilarity } from '../../../../src/reward/graph/weisfeilerLehman.ts';
import { readSyntaxTree } from '../../../../src/reward/syntaxNode.ts';
import { testParser } from '../../../support/grammars.ts';

const parser = testParser();
await parser.load('python', 'javascript', 'go', 'ruby');

/** The functions of a snippet. */
export function definitions(language: LanguageId, code: string): Definition[] {
  const tree = parser.parse(language, code);
  try {
    return readSyntaxTree(tree, code).named.flatMap(
      (node) => lowerings[language].definition(node) ?? [],
    );
  } finally {
    tree.delete();
  }
}

/** The graph of the snippet's last function; the others are its siblings. */
export function graphOf(code: string, language: LanguageId = 'python'): BuiltGraph {
  const all = definitions(language, code);
  const last = all.pop();
  if (!last) throw new Error(`No function in:\n${code}`);
  return buildValueGraph(last, lowerings[language].traits, all);
}

export function similarity(a: string, b: string, language: LanguageId = 'python'): number {
  return graphSimilarity(
    graphFeatures(graphOf(a, language).graph),
    graphFeatures(graphOf(b, language).graph),
  );
}
