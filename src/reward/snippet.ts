import { parseFragment } from '../parse/fragment.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../parse/types.ts';
import { type FunctionGraph, readDefinition, readGraph } from './functionGraph.ts';
import { type FunctionTokens, functionTokens } from './functionTokens.ts';
import { stubBaseline } from './guards/stubBaseline.ts';
import { lazy } from './lazy.ts';
import type { Named } from './pairing.ts';
import { type FunctionSyntax, readFunction } from './syntax/functionSyntax.ts';
import { readSyntaxTree, type SyntaxNode } from './syntaxNode.ts';

/** A function of a snippet; what it is compared by is read when it is first asked for. */
export interface SnippetFunction extends Named {
  /** Its tokens and syntax tree. */
  syntax(): FunctionSyntax;
  tokens(): FunctionTokens;
  /** The similarity that the best of its stubs has with it. @throws as `graph` does. */
  stub(): number;
  /** Its value graph. @throws whatever lowering or building fails with, the same each time. */
  graph(): FunctionGraph;
}

/** A piece of code as the reward sees it: its functions. What stands around them is not compared. */
export interface Snippet {
  readonly parses: boolean;
  readonly functions: readonly SnippetFunction[];
}

export function readSnippet(parser: CodeParser, language: LanguageId, code: string): Snippet {
  const fragment = parseFragment(parser, language, code.replace(/\r\n?/g, '\n'));
  try {
    const { tree, text, units, parses } = fragment;
    return { parses, functions: functionsOf(readSyntaxTree(tree, text), outermost(units)) };
  } finally {
    fragment.dispose();
  }
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

/** A function and its helpers are few; among more, calls are compared as calls. */
const mostWithHelpers = 32;

function functionsOf(root: SyntaxNode, units: readonly FunctionUnit[]): SnippetFunction[] {
  const functions = units.map((unit) => ({
    unit,
    definition: lazy(() => readDefinition(root, unit)),
  }));
  return functions.map(({ unit, definition }) => {
    const graph = lazy(() => {
      const hasHelpers = functions.length <= mostWithHelpers;
      const siblings = hasHelpers ? functions.filter((other) => other.unit !== unit) : [];
      return readGraph(
        unit.language,
        definition(),
        siblings.map((sibling) => sibling.definition()),
      );
    });
    return {
      name: unit.name,
      qualifiedName: unit.qualifiedName,
      parameters: unit.parameters,
      syntax: lazy(() => readFunction(root, unit)),
      tokens: lazy(() => functionTokens(root, unit)),
      stub: lazy(() => stubBaseline(graph())),
      graph,
    };
  });
}
