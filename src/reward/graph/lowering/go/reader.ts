import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Definition, Expression, Statement, Variable } from '../../ir.ts';
import { evaluate, other, scope, variable } from '../build.ts';
import { LexicalScope } from '../lexicalScope.ts';
import type { JumpTarget } from './jumpTarget.ts';

export type ExpressionRule = (node: SyntaxNode, go: GoReader) => Expression;
export type StatementRule = (node: SyntaxNode, go: GoReader) => Statement[];

/** The tables, handed in so that rules that need each other need not import each other. */
export interface GoRules {
  readonly expressions: ReadonlyMap<string, ExpressionRule>;
  readonly statements: ReadonlyMap<string, StatementRule>;
  readonly definition: (node: SyntaxNode, name: string, go: GoReader) => Definition;
}

/** What a value is known to be, where the same syntax means different things. */
export type ValueType = 'string' | 'integer' | 'float' | 'boolean' | 'other';

/** What belongs to one function, whichever block is read. */
export class GoFunction {
  /** Named results, which a bare `return` returns. */
  readonly results: Expression[] = [];
  readonly temporaries = new Set<string>();
  /** By name, for the variables of the functions around it too. */
  readonly types: Map<string, ValueType>;

  constructor(outer?: GoFunction) {
    this.types = new Map(outer?.types);
  }
}

/** Reads nodes at one place of a function: its tables, the names in scope, where a jump may go. */
export class GoReader {
  readonly rules: GoRules;
  readonly scope: LexicalScope;
  readonly function: GoFunction;
  readonly jumpTargets: readonly JumpTarget[];
  /** The place in a `const` group. */
  readonly iota: number | null;

  constructor(
    rules: GoRules,
    scope: LexicalScope,
    { function: owner = new GoFunction(), jumpTargets = [], iota = null }: GoPlace = {},
  ) {
    this.rules = rules;
    this.scope = scope;
    this.function = owner;
    this.jumpTargets = jumpTargets;
    this.iota = iota;
  }

  expression(node: SyntaxNode | undefined): Expression {
    if (!node) return other('missing');
    const rule = this.rules.expressions.get(node.kind);
    if (rule) return rule(node, this);
    const label = node.children.length === 0 ? `${node.kind} ${node.text}` : node.kind;
    return other(label, this.expressions(node.named));
  }

  expressions(nodes: readonly SyntaxNode[]): Expression[] {
    return nodes.map((node) => this.expression(node));
  }

  statement(node: SyntaxNode): Statement[] {
    const rule = this.rules.statements.get(node.kind);
    return rule ? rule(node, this) : [evaluate(this.expression(node))];
  }

  statements(nodes: readonly SyntaxNode[]): Statement[] {
    return nodes.flatMap((node) => this.statement(node));
  }

  definition(node: SyntaxNode, name: string): Definition {
    return this.rules.definition(node, name, this);
  }

  /** Reads a block with names of its own; what stands before the first name is left outside. */
  inner(...parts: readonly ((go: GoReader) => Statement[])[]): Statement[] {
    const inner = this.at({ scope: new LexicalScope(this.scope) });
    const before: Statement[] = [];
    const body: Statement[] = [];
    for (const read of parts) {
      const statements = read(inner);
      (inner.scope.declared.length > 0 ? body : before).push(...statements);
    }
    return body.length > 0 ? [...before, scope(inner.scope.declared, body)] : before;
  }

  block(node: SyntaxNode | undefined): Statement[] {
    return this.inner(...statementsOf(node).map((part) => (go: GoReader) => go.statement(part)));
  }

  at(place: GoPlace & { readonly scope?: LexicalScope }): GoReader {
    return new GoReader(this.rules, place.scope ?? this.scope, {
      function: this.function,
      jumpTargets: this.jumpTargets,
      iota: this.iota,
      ...place,
    });
  }

  /** A variable that the code does not have. */
  temporary(): Expression {
    const name = `%${this.function.temporaries.size}`;
    this.function.temporaries.add(name);
    return variable(name);
  }

  /** The target `_`. */
  discard(): Variable {
    this.function.temporaries.add('_');
    return variable('_');
  }

  /** Declares a variable in this block. */
  declare(name: string, type: ValueType = 'other'): Variable {
    const unique = this.scope.declare(name);
    this.function.types.set(unique, type);
    return variable(unique);
  }
}

export interface GoPlace {
  readonly function?: GoFunction;
  readonly jumpTargets?: readonly JumpTarget[];
  readonly iota?: number | null;
}

/** The statements of a block, a case, a file. */
export function statementsOf(node: SyntaxNode | undefined): SyntaxNode[] {
  return node?.childOfKind('statement_list')?.named ?? [];
}
