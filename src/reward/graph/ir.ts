/**
 * What every language is lowered to before its value graph is built: expressions and statements
 * without surface syntax. Comments, documentation, parentheses and type annotations are gone;
 * names stay, the graph removes them.
 *
 * Conventions that lowerings share, so that one set of canonical rules serves all languages:
 * - `switch` and `match` become an if chain; `do … while c` becomes `while true { …; if !c break }`;
 *   `unless`, `until` and statement modifiers become `if` and `while` with a negation;
 * - `x += y` becomes `x = x + y`; `x++` in statement position an assignment;
 * - the API names of the rules are Python's: a length is `len(x)`, appending `x.append(v)`, the
 *   numbers of a range `range(lo, hi, step)`, pairs of place and item `enumerate(x)`;
 * - a method's receiver that the language binds by itself is the variable `this` or `self`; one that
 *   is written in the signature (Python, Go) is the first parameter;
 * - an expression in the place of a function's body, and a last value that a language returns by
 *   itself (Ruby), become a `return`.
 */

export type LiteralType = 'integer' | 'float' | 'string' | 'bytes' | 'boolean' | 'none' | 'regex';

export type ComparisonOperator =
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | 'is'
  | 'is not'
  | 'in'
  | 'not in'
  | 'instanceof';

export interface Literal {
  readonly kind: 'literal';
  readonly type: LiteralType;
  /** Canonical: an integer in decimal with its sign, `true`/`false`, `none` for each null. */
  readonly value: string;
}

export interface Variable {
  readonly kind: 'variable';
  readonly name: string;
}

export interface Attribute {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
}

export interface Index {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `start:stop:step` as an index; null for a bound that is left out. */
export interface Slice {
  readonly kind: 'slice';
  readonly bounds: readonly (Expression | null)[];
}

/** Arithmetic and other operators as they are written; a unary one has a `u` before it: `u-`. */
export interface Operation {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly Expression[];
}

export interface Comparison {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Short-circuit; nested ones of the same kind are flattened. */
export interface Connective {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

export interface Negation {
  readonly kind: 'not';
  readonly operand: Expression;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly consequence: Expression;
  readonly alternative: Expression;
}

export interface Argument {
  readonly value: Expression;
  /** The keyword it is passed by. */
  readonly keyword?: string;
  /** `*xs` and `...xs` are positional, `**xs` keywords. */
  readonly spread?: 'positional' | 'keywords';
}

export interface Call {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

/** A literal collection. The items of a dictionary are `Pair`s or spreads. */
export interface Collection {
  readonly kind: 'collection';
  readonly type: 'list' | 'tuple' | 'set' | 'dictionary';
  readonly items: readonly Expression[];
}

export interface Pair {
  readonly kind: 'pair';
  readonly key: Expression;
  readonly value: Expression;
}

export interface ComprehensionClause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

/** Also what `map`, `filter`, `select` and the like with a function literal become. */
export interface Comprehension {
  readonly kind: 'comprehension';
  readonly type: 'list' | 'set' | 'dictionary' | 'generator' | 'sum' | 'any' | 'all';
  /** Of a dictionary. */
  readonly key?: Expression;
  readonly element: Expression;
  readonly clauses: readonly ComprehensionClause[];
}

/** A function as a value: a lambda, an arrow function, a block that is kept. */
export interface FunctionExpression {
  readonly kind: 'function';
  readonly definition: Definition;
}

/** Interpolation: literals and values in turn. */
export interface Format {
  readonly kind: 'format';
  readonly parts: readonly Expression[];
}

/** An assignment inside an expression: `:=`, `i++`, `a = b` in a condition. */
export interface AssignmentExpression {
  readonly kind: 'assignment';
  readonly targets: readonly Expression[];
  readonly value: Expression;
  /** The expression's value is the target's value before, as of `i++`. */
  readonly isPostfix: boolean;
}

export interface Yield {
  readonly kind: 'yield';
  readonly value: Expression | null;
  /** `yield from`, `yield*`. */
  readonly isDelegated: boolean;
}

export interface Await {
  readonly kind: 'await';
  readonly value: Expression;
}

/** `*rest` among the items of a collection or the targets of an assignment. */
export interface Spread {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** A target that takes members by name, as `{a, b: c}` in JavaScript. */
export interface MemberPattern {
  readonly kind: 'members';
  readonly entries: readonly { readonly name: string; readonly target: Expression }[];
}

/** `(a, b)` in C's sense: each is evaluated, the last is the value. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly expressions: readonly Expression[];
}

/** Anything that no rule speaks of; `label` tells kinds apart. */
export interface Other {
  readonly kind: 'other';
  readonly label: string;
  readonly operands: readonly Expression[];
}

export type Expression =
  | Literal
  | Variable
  | Attribute
  | Index
  | Slice
  | Operation
  | Comparison
  | Connective
  | Negation
  | Conditional
  | Call
  | Collection
  | Pair
  | Comprehension
  | FunctionExpression
  | Format
  | AssignmentExpression
  | Yield
  | Await
  | Spread
  | MemberPattern
  | Sequence
  | Other;

export interface Parameter {
  readonly name: string;
  readonly default?: Expression;
  /** Takes the rest of the arguments. */
  readonly rest?: 'positional' | 'keywords';
}

export interface Definition {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /**
   * The names that are local to the body, where the language declares them. Undefined: each name
   * that the body assigns is local, as in Python; names in `captured` are not.
   */
  readonly locals?: readonly string[];
  /** Names of outer functions or globals that the body may assign: `nonlocal`, `global`. */
  readonly captured?: readonly string[];
}

export interface Assign {
  readonly kind: 'assign';
  /** More than one for `a = b = value`. Names, members, indexes, collections, member patterns. */
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface Evaluate {
  readonly kind: 'evaluate';
  readonly value: Expression;
}

export interface Return {
  readonly kind: 'return';
  readonly value: Expression | null;
}

/** Null raises the exception that is being handled once more. */
export interface Raise {
  readonly kind: 'raise';
  readonly value: Expression | null;
}

export interface If {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly consequence: readonly Statement[];
  readonly alternative: readonly Statement[];
}

export interface While {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: readonly Statement[];
  /** Runs after each round and on `continue`: the increment of a C-style `for`. */
  readonly step: readonly Statement[];
  /** Runs when the loop ends without a break: Python's `else`. */
  readonly otherwise: readonly Statement[];
}

export interface ForEach {
  readonly kind: 'forEach';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface Jump {
  readonly kind: 'break' | 'continue';
}

export interface Handler {
  /** The type that is caught, or null for any. */
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
}

export interface Try {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface With {
  readonly kind: 'with';
  readonly items: readonly { readonly value: Expression; readonly target: Expression | null }[];
  readonly body: readonly Statement[];
}

export interface Define {
  readonly kind: 'define';
  readonly definition: Definition;
}

/** A block whose `names` are its own (`let`, `const`, Go's `:=`). */
export interface Scope {
  readonly kind: 'scope';
  readonly names: readonly string[];
  readonly body: readonly Statement[];
}

export interface Delete {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

export type Statement =
  | Assign
  | Evaluate
  | Return
  | Raise
  | If
  | While
  | ForEach
  | Jump
  | Try
  | With
  | Define
  | Scope
  | Delete;
