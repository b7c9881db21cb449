import type {
  Argument,
  Assign,
  Attribute,
  Call,
  Collection,
  Comparison,
  ComparisonOperator,
  Conditional,
  Connective,
  Definition,
  Evaluate,
  Expression,
  ForEach,
  FunctionExpression,
  If,
  Index,
  Jump,
  Literal,
  LiteralType,
  Negation,
  Operation,
  Other,
  Parameter,
  Raise,
  Return,
  Scope,
  Spread,
  Statement,
  Variable,
  While,
} from '../ir.ts';

/** Constructors of the IR; what they normalise, every language's table gets for free. */

export const literal = (type: LiteralType, value: string): Literal => ({
  kind: 'literal',
  type,
  value,
});

export const none = literal('none', 'none');
export const boolean = (value: boolean): Literal => literal('boolean', String(value));
export const string = (value: string): Literal => literal('string', value);

/**
 * An integer as a language writes it: `_` between digits, `0x`, `0o`, `0b`, and a suffix letter.
 * A plain leading 0, octal in some languages, is the caller's to rewrite.
 */
export function integer(text: string): Literal {
  const digits = text.toLowerCase().replace(/_|[nl]$/g, '');
  return literal('integer', isInteger(digits) ? BigInt(digits).toString() : digits);
}

const isInteger = (digits: string) => /^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|\d+)$/.test(digits);

export function float(text: string): Literal {
  const digits = text.toLowerCase().replaceAll('_', '');
  const value = Number(digits);
  return literal('float', Number.isNaN(value) ? digits : String(value));
}

/** `-1` is a literal, `+x` is x. */
export function unary(operator: string, operand: Expression): Expression {
  if (operator === '+') return operand;
  if (operator === '-' && operand.kind === 'literal' && isNumber(operand)) {
    return literal(operand.type, negated(operand.value));
  }
  return operation(`u${operator}`, operand);
}

const isNumber = ({ type }: Literal) => type === 'integer' || type === 'float';
const negated = (value: string) => {
  if (value === '0') return value;
  return value.startsWith('-') ? value.slice(1) : `-${value}`;
};

export const variable = (name: string): Variable => ({ kind: 'variable', name });

export const attribute = (object: Expression, name: string): Attribute => ({
  kind: 'attribute',
  object,
  name,
});

export const index = (object: Expression, at: Expression): Index => ({
  kind: 'index',
  object,
  index: at,
});

export const operation = (operator: string, ...operands: Expression[]): Operation => ({
  kind: 'operation',
  operator,
  operands,
});

export const comparison = (
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Comparison => ({ kind: 'comparison', operator, left, right });

/** Flattens: `a and (b and c)` has three operands. */
export const connective = (
  kind: Connective['kind'],
  operands: readonly Expression[],
): Connective => ({
  kind,
  operands: operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand])),
});

/** All of them; the one itself, and true for none. */
export function all(conditions: readonly Expression[]): Expression {
  const [first, ...others] = conditions;
  if (!first) return boolean(true);
  return others.length === 0 ? first : connective('and', conditions);
}

/** Any of them; the one itself, and false for none. */
export function any(conditions: readonly Expression[]): Expression {
  const [first, ...others] = conditions;
  if (!first) return boolean(false);
  return others.length === 0 ? first : connective('or', conditions);
}

export const not = (operand: Expression): Negation => ({ kind: 'not', operand });

export const conditional = (
  condition: Expression,
  consequence: Expression,
  alternative: Expression,
): Conditional => ({ kind: 'conditional', condition, consequence, alternative });

/** A call with plain arguments only. */
export const call = (callee: Expression, ...values: Expression[]): Call =>
  callWith(
    callee,
    values.map((value) => ({ value })),
  );

export const callWith = (callee: Expression, args: readonly Argument[]): Call => ({
  kind: 'call',
  callee,
  arguments: args,
});

export const callMethod = (object: Expression, name: string, ...values: Expression[]): Call =>
  call(attribute(object, name), ...values);

export const collection = (type: Collection['type'], items: readonly Expression[]): Collection => ({
  kind: 'collection',
  type,
  items,
});

export const spread = (value: Expression): Spread => ({ kind: 'spread', value });

export const functionExpression = (definition: Definition): FunctionExpression => ({
  kind: 'function',
  definition,
});

/** A function without a name. */
export const lambda = (
  parameters: readonly Parameter[],
  body: readonly Statement[],
): FunctionExpression => functionExpression({ name: '', parameters, body });

export const other = (label: string, operands: readonly Expression[] = []): Other => ({
  kind: 'other',
  label,
  operands,
});

export const assign = (target: Expression, value: Expression): Assign => ({
  kind: 'assign',
  targets: [target],
  value,
});

export const evaluate = (value: Expression): Evaluate => ({ kind: 'evaluate', value });
export const returns = (value: Expression | null): Return => ({ kind: 'return', value });
export const raise = (value: Expression | null): Raise => ({ kind: 'raise', value });

export const branch = (
  condition: Expression,
  consequence: readonly Statement[],
  alternative: readonly Statement[] = [],
): If => ({ kind: 'if', condition, consequence, alternative });

export const whileLoop = (
  condition: Expression,
  body: readonly Statement[],
  { step = [], otherwise = [] }: Partial<Pick<While, 'step' | 'otherwise'>> = {},
): While => ({ kind: 'while', condition, body, step, otherwise });

export const forEach = (
  target: Expression,
  iterable: Expression,
  body: readonly Statement[],
  otherwise: readonly Statement[] = [],
): ForEach => ({ kind: 'forEach', target, iterable, body, otherwise });

export const breakLoop: Jump = { kind: 'break' };
export const continueLoop: Jump = { kind: 'continue' };

export const scope = (names: readonly string[], body: readonly Statement[]): Scope => ({
  kind: 'scope',
  names,
  body,
});
