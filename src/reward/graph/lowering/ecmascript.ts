import type { SyntaxNode } from '../../syntaxNode.ts';
import type { Definition, Expression, Statement, Variable } from '../ir.ts';
import type { Lowering } from '../lowering.ts';
import { evaluate, other, variable } from './build.ts';
import { classRules } from './ecmascript/classes.ts';
import { collectionRules } from './ecmascript/collections.ts';
import { statementsOf } from './ecmascript/declarations.ts';
import { Effects } from './ecmascript/effects.ts';
import { JumpTargets } from './ecmascript/exits.ts';
import { definitionOf } from './ecmascript/functions.ts';
import { functionRules, functionValueKinds, ownName } from './ecmascript/functionValues.ts';
import { jsxRules } from './ecmascript/jsx.ts';
import { literalRules } from './ecmascript/literals.ts';
import { memberRules } from './ecmascript/members.ts';
import { boundNames } from './ecmascript/names.ts';
import { operatorRules } from './ecmascript/operators.ts';
import { bare, code, type Reader, transparent } from './ecmascript/reader.ts';
import { scoped, undefinedAtFirst } from './ecmascript/scoped.ts';
import { blockNames, capturedNames, functionDeclarations } from './ecmascript/scopes.ts';
import { statementRules } from './ecmascript/statements.ts';

const expressions = new Map([
  ...literalRules,
  ...operatorRules,
  ...memberRules,
  ...collectionRules,
  ...functionRules,
  ...classRules,
  ...jsxRules,
]);
const statements = new Map(statementRules);

/** Reads the inside of one function by the tables; a function within has a reader of its own. */
class FunctionReader implements Reader {
  readonly jumps = new JumpTargets();
  private readonly temporaries: string[] = [];
  private readonly capturedNames: ReadonlySet<string>;

  /** @param count how many temporaries there are so far, in the functions around this one too. */
  constructor(
    node: SyntaxNode,
    private readonly count = { temporaries: 0 },
  ) {
    this.capturedNames = capturedNames(node);
  }

  readonly temporary = (): Variable => {
    const name = `temporary ${++this.count.temporaries}`;
    this.temporaries.push(name);
    return variable(name);
  };

  readonly effects = new Effects(this.temporary);

  readonly expression = (node: SyntaxNode): Expression => {
    const inner = transparent.has(node.kind) ? bare(node) : node;
    const rule = expressions.get(inner.kind);
    if (rule) return rule(inner, this);
    const label = inner.children.length > 0 ? inner.kind : `${inner.kind}:${inner.text}`;
    return other(label, code(inner).map(this.expression));
  };

  readonly statement = (node: SyntaxNode): readonly Statement[] => {
    const rule = statements.get(node.kind);
    if (rule) return rule(node, this);
    return [evaluate(other(node.kind, code(node).map(this.expression)))];
  };

  statements(nodes: readonly SyntaxNode[]): readonly Statement[] {
    return statementsOf(nodes, this);
  }

  block(node: SyntaxNode | undefined): readonly Statement[] {
    if (node?.kind !== 'statement_block') return node ? this.statement(node) : [];
    return this.scoped(blockNames(node.named), this.statements(node.named));
  }

  scoped(names: readonly string[], body: readonly Statement[]): readonly Statement[] {
    return scoped(names, [...undefinedAtFirst(this.captured(names)), ...body]);
  }

  captured(names: readonly string[]): string[] {
    return names.filter((name) => this.capturedNames.has(name));
  }

  definition(node: SyntaxNode, name: string): Definition {
    return definitionOf(node, name, this);
  }

  inFunction<Result>(
    node: SyntaxNode,
    read: (inside: Reader) => Result,
  ): { result: Result; temporaries: readonly string[] } {
    const inside = new FunctionReader(node, this.count);
    return { result: read(inside), temporaries: inside.temporaries };
  }
}

const functions = new Set([...functionDeclarations, ...functionValueKinds, 'method_definition']);

/** Fields that lead from what is wrapped around a function to the function. */
const wrapped = ['declaration', 'value', 'right'];

/** The name by which the body can call the function: a method's is no variable. */
function callableName(node: SyntaxNode, wrapper: SyntaxNode | undefined): string {
  if (functionDeclarations.has(node.kind)) return boundNames(node.child('name'))[0] ?? '';
  if (node.kind === 'method_definition') return '';
  const place = wrapper?.child('name') ?? wrapper?.child('left');
  const isVariable = place?.kind === 'identifier' && wrapper?.kind !== 'pair';
  return ownName(node) || (isVariable ? (boundNames(place)[0] ?? '') : '');
}

/** Descends through what is around a function. */
function functionIn(node: SyntaxNode, wrapper?: SyntaxNode): Definition | null {
  if (functions.has(node.kind))
    return new FunctionReader(node).definition(node, callableName(node, wrapper));
  const inner = wrapped.flatMap((field) => node.childrenOf(field));
  for (const child of inner.length > 0 ? inner : node.named) {
    if (child.kind === 'decorator') continue;
    const isAround = transparent.has(node.kind);
    const found = functionIn(child, isAround ? wrapper : node);
    if (found) return found;
  }
  return null;
}

/** JavaScript and TypeScript with their JSX forms: the grammars share the names of their nodes. */
export const ecmascript: Lowering = {
  traits: { emptyIsFalse: false, zeroIsFalse: true },
  definition: (node) => functionIn(node),
};
