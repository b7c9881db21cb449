import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement, Variable } from '../../ir.ts';
import { call, none, other, scope, variable } from '../build.ts';
import { LexicalScope } from '../lexicalScope.ts';
import type { Jumps } from './jumps.ts';
import { discarded, type Sink } from './sink.ts';

export type ExpressionRule = (node: SyntaxNode, ruby: RubyReader) => Expression;
/** Everything in Ruby has a value: a statement is told where its value goes. */
export type StatementRule = (node: SyntaxNode, sink: Sink, ruby: RubyReader) => Statement[];

/** The tables, handed in so that rules that need each other need not import each other. */
export interface RubyRules {
  readonly expressions: ReadonlyMap<string, ExpressionRule>;
  readonly statements: ReadonlyMap<string, StatementRule>;
}

/** What belongs to one method, whichever block of it is read. */
export interface RubyMethod {
  /** The parameter that holds the block. */
  block: string;
  /** The block is used, by its name or without. */
  yields: boolean;
  temporaries: number;
  /** The method's own arguments, which a bare `super` passes on. */
  readonly arguments: Variable[];
  readonly heredocs: ReadonlyMap<SyntaxNode, SyntaxNode>;
  /** Calls whose block is more than one value. */
  readonly kept: Set<SyntaxNode>;
}

/** Reads nodes at one place of a method: its tables, the names in scope, where a jump goes. */
export class RubyReader {
  readonly rules: RubyRules;
  readonly method: RubyMethod;
  readonly scope: LexicalScope;
  readonly jumps: Jumps;

  constructor(rules: RubyRules, method: RubyMethod, scope: LexicalScope, jumps: Jumps) {
    this.rules = rules;
    this.method = method;
    this.scope = scope;
    this.jumps = jumps;
  }

  at(place: { readonly scope?: LexicalScope; readonly jumps?: Jumps }): RubyReader {
    return new RubyReader(
      this.rules,
      this.method,
      place.scope ?? this.scope,
      place.jumps ?? this.jumps,
    );
  }

  expression(node: SyntaxNode | undefined): Expression {
    if (!node) return none;
    const rule = this.rules.expressions.get(node.kind);
    if (rule) return rule(node, this);
    const label = node.children.length === 0 ? `${node.kind} ${node.text}` : node.kind;
    return other(label, this.expressions(node.named));
  }

  expressions(nodes: readonly SyntaxNode[]): Expression[] {
    return nodes.map((node) => this.expression(node));
  }

  /** A node in the place of a statement. */
  into(node: SyntaxNode, sink: Sink): Statement[] {
    const rule = this.rules.statements.get(node.kind);
    return rule ? rule(node, sink, this) : sink.put(this.expression(node));
  }

  /** Statements in a row; the value is that of the last one. */
  sequence(nodes: readonly SyntaxNode[], sink: Sink): Statement[] {
    const last = nodes.at(-1);
    if (!last) return sink.put(none);
    return [
      ...nodes.slice(0, -1).flatMap((node) => this.into(node, discarded)),
      ...this.into(last, sink),
    ];
  }

  /** A body that may be missing. */
  body(node: SyntaxNode | undefined, sink: Sink): Statement[] {
    return node ? this.into(node, sink) : sink.put(none);
  }

  /** Reads something with names of its own, such as a block that is a loop's body. */
  inner(read: (ruby: RubyReader) => Statement[]): Statement[] {
    const inner = this.at({ scope: new LexicalScope(this.scope) });
    const body = read(inner);
    return inner.scope.declared.length > 0 ? [scope(inner.scope.declared, body)] : body;
  }

  /** The variable of this name, made here if there is none. */
  variable(name: string): Variable {
    return variable(this.scope.resolve(name) ?? this.scope.declare(name));
  }

  /** What a bare name means: the variable, or else a method of self. */
  named(name: string): Expression {
    const known = this.scope.resolve(name);
    return known === undefined ? call(variable(name)) : variable(known);
  }

  /** The variable of the block that the method is given. */
  givenBlock(): Variable {
    this.method.yields = true;
    return variable(this.method.block);
  }

  /** A variable that the code does not have. */
  temporary(): Variable {
    this.method.temporaries += 1;
    return variable(this.scope.declare(`%${this.method.temporaries}`));
  }
}

/** What a heredoc leaves behind between the statements is read with its beginning. */
export const statementsIn = (node: SyntaxNode): SyntaxNode[] =>
  node.named.filter(({ kind }) => kind !== 'heredoc_body' && kind !== 'empty_statement');
