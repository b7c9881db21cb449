import { type Language, type Node, Query } from 'web-tree-sitter';
import type { LanguageDefinition } from './languages/definition.ts';
import type { FunctionKind, TextRange } from './types.ts';

/** A definition with the parts that the query found. */
export interface Definition {
  readonly node: Node;
  readonly kind: FunctionKind;
  readonly parts: Readonly<Partial<Record<Part, Node>>>;
  /** The definition with all that is wrapped around it: `export const … =`, decorators. */
  readonly range: TextRange;
  readonly hasError: boolean;
}

type Part = 'name' | 'parameters' | 'result' | 'body' | 'receiver' | 'docstring';

/** A class, module or named object that functions stand in. */
export interface Scope extends TextRange {
  readonly name: string;
  readonly isClass: boolean;
}

/** A comment or a decorator. */
export interface Trivium extends TextRange {
  readonly kind: 'comment' | 'decorator';
}

export interface SyntaxCaptures {
  readonly definitions: readonly Definition[];
  readonly scopes: readonly Scope[];
  /** In source order, none inside another. */
  readonly trivia: readonly Trivium[];
}

const kinds = new Set<string>(['function', 'method', 'arrow', 'lambda']);
const queries = new WeakMap<Language, Query>();

/** Runs the language's query once over a tree. Neither recursion nor walks to parents. */
export function syntaxCaptures(
  language: LanguageDefinition,
  grammar: Language,
  root: Node,
  text: string,
): SyntaxCaptures {
  let query = queries.get(grammar);
  if (!query) {
    query = new Query(grammar, language.query);
    queries.set(grammar, query);
  }
  const found = new Map<number, { node: Node; kind: FunctionKind; parts: Record<string, Node> }>();
  const wrapperOf = new Map<number, Node>();
  const scopes: Scope[] = [];
  const trivia: Trivium[] = [];

  for (const { captures } of query.matches(root)) {
    const named: Record<string, Node> = {};
    for (const { name, node } of captures) {
      named[name] = node;
      if (kinds.has(name)) {
        const known = found.get(node.id);
        if (!known) found.set(node.id, { node, kind: name as FunctionKind, parts: named });
        else known.parts = Object.assign(named, known.parts);
      }
    }
    const trivium = named.comment ?? named.decorator;
    if (trivium) {
      trivia.push({ kind: named.comment ? 'comment' : 'decorator', ...rangeOf(trivium, text) });
    }
    if (named.wrapper && named.wrapped) wrapperOf.set(named.wrapped.id, named.wrapper);
    const scope = named.class ?? named.scope;
    if (scope && named['scope.name']) {
      const name = text.slice(named['scope.name'].startIndex, named['scope.name'].endIndex);
      scopes.push({ name, isClass: scope === named.class, ...rangeOf(scope, text) });
    }
  }

  const definitions = [...found.values()].map(({ node, kind, parts }) => {
    const outer = outermost(node, wrapperOf);
    return { node, kind, parts, range: rangeOf(outer, text), hasError: outer.hasError };
  });
  return { definitions, scopes, trivia: withoutNested(trivia) };
}

function outermost(node: Node, wrapperOf: ReadonlyMap<number, Node>): Node {
  let outer = node;
  for (let next = wrapperOf.get(outer.id); next; next = wrapperOf.get(outer.id)) outer = next;
  return outer;
}

/** A node's range without the white space that some grammars leave at its end. */
function rangeOf(node: Node, text: string): TextRange {
  const start = node.startIndex;
  let end = node.endIndex;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}

/** Drops comments inside decorators. */
function withoutNested(trivia: Trivium[]): Trivium[] {
  trivia.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return trivia.filter((one) => {
    if (one.end <= end) return false;
    end = one.end;
    return true;
  });
}
