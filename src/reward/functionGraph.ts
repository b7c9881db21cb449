import type { FunctionUnit, LanguageId } from '../parse/types.ts';
import { TooLarge } from './graph/budget.ts';
import { buildValueGraph } from './graph/buildValueGraph.ts';
import type { Definition } from './graph/ir.ts';
import { lowerings } from './graph/lowering/index.ts';
import type { Traits } from './graph/lowering.ts';
import { type GraphFeatures, graphFeatures } from './graph/weisfeilerLehman.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/** Deeper code than this is compared by its syntax: what lowers it calls itself. */
const deepest = 600;

/** What a function's value graph is compared by, and what it was made of. */
export interface FunctionGraph {
  readonly definition: Definition;
  readonly traits: Traits;
  readonly features: GraphFeatures;
  /** The functions beside it whose every use was replaced by their bodies. */
  readonly inlined: ReadonlySet<string>;
}

/**
 * The IR of a function unit of this tree. One without a body, a mere declaration or what an error
 * in the syntax left of it, computes nothing.
 * @throws TooLarge for code that is nested too deeply, Error where lowering knows no function.
 */
export function readDefinition(root: SyntaxNode, unit: FunctionUnit): Definition {
  const node = root.spanning(unit.range.start, unit.range.end);
  if (node.height > deepest) throw new TooLarge('The function is nested too deeply to be lowered.');
  const definition = lowerings[unit.language].definition(node);
  if (definition) return definition;
  const hasBody = unit.bodyRange.end > unit.bodyRange.start;
  if (hasBody && unit.parses) throw new Error(`There is no function to lower in a ${node.kind}.`);
  return { name: unit.name, parameters: unit.parameters.map((name) => ({ name })), body: [] };
}

/** The value graph. @throws TooLarge where it takes too much work. */
export function readGraph(
  language: LanguageId,
  definition: Definition,
  siblings: readonly Definition[],
): FunctionGraph {
  const { traits } = lowerings[language];
  const { graph, inlined } = buildValueGraph(definition, traits, siblings);
  return { definition, traits, features: graphFeatures(graph), inlined };
}
