import fc from 'fast-check';

/** A statement of a small language that every other can say. */
export type Statement =
  | { readonly kind: 'assign'; readonly target: number; readonly value: Expression }
  | { readonly kind: 'if' | 'while'; readonly condition: Expression; readonly body: Statement };

export type Expression =
  | { readonly kind: 'local' | 'parameter' | 'number'; readonly value: number }
  | { readonly kind: 'sum' | 'call'; readonly left: Expression; readonly right: Expression };

/** How the same function may be written: names of locals, a comment for each statement. */
export interface Style {
  readonly locals: readonly [string, string, string];
  readonly comment?: string;
}

const atom = fc.record({
  kind: fc.constantFrom('local' as const, 'parameter' as const, 'number' as const),
  value: fc.nat(2),
});

const expression = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2 },
    atom,
    fc.record({
      kind: fc.constantFrom('sum' as const, 'call' as const),
      left: tie('expression'),
      right: tie('expression'),
    }),
  ),
})).expression;

const assignment: fc.Arbitrary<Statement> = fc.record({
  kind: fc.constant('assign' as const),
  target: fc.nat(2),
  value: expression,
});

/** The body of a function; what it begins with makes every local known. */
export const statements: fc.Arbitrary<Statement[]> = fc.array(
  fc.oneof(
    assignment,
    fc.record({
      kind: fc.constantFrom('if' as const, 'while' as const),
      condition: expression,
      body: assignment,
    }),
  ),
  { minLength: 1, maxLength: 8 },
);

/** A loop on numbers alone may never end; what stands after it is then dead. */
export function mayBeEndless(statement: Statement): boolean {
  return statement.kind === 'while' && isConstant(statement.condition);
}

function isConstant(node: Expression): boolean {
  if (node.kind === 'sum') return isConstant(node.left) && isConstant(node.right);
  return node.kind === 'number';
}

function expressionText(node: Expression, style: Style): string {
  switch (node.kind) {
    case 'local':
      return style.locals[node.value] ?? '';
    case 'parameter':
      return ['p', 'q', 'r'][node.value] ?? '';
    case 'number':
      return String(node.value);
    case 'sum':
      return `${expressionText(node.left, style)} + ${expressionText(node.right, style)}`;
    case 'call':
      return `g(${expressionText(node.left, style)}, ${expressionText(node.right, style)})`;
  }
}

interface Syntax {
  readonly comment: string;
  readonly first: string;
  readonly last: string;
  declare(name: string): string;
  readonly block: Readonly<Record<'if' | 'while', (condition: string, body: string) => string>>;
}

const syntaxes = {
  python: {
    comment: '#',
    first: 'def f(p, q, r):',
    last: '',
    declare: (name) => `${name} = 0`,
    block: {
      if: (condition, body) => `if ${condition}:\n        ${body}`,
      while: (condition, body) => `while ${condition}:\n        ${body}`,
    },
  },
  typescript: {
    comment: '//',
    first: 'function f(p, q, r) {',
    last: '}',
    declare: (name) => `let ${name} = 0`,
    block: {
      if: (condition, body) => `if (${condition}) { ${body} }`,
      while: (condition, body) => `while (${condition}) { ${body} }`,
    },
  },
  go: {
    comment: '//',
    first: 'func f(p, q, r int) int {',
    last: '}',
    declare: (name) => `${name} := 0`,
    block: {
      if: (condition, body) => `if ${condition} { ${body} }`,
      while: (condition, body) => `for ${condition} { ${body} }`,
    },
  },
  ruby: {
    comment: '#',
    first: 'def f(p, q, r)',
    last: 'end',
    declare: (name) => `${name} = 0`,
    block: {
      if: (condition, body) => `if ${condition} then ${body} end`,
      while: (condition, body) => `while ${condition} do ${body} end`,
    },
  },
} as const satisfies Record<string, Syntax>;

export type GeneratedLanguage = keyof typeof syntaxes;
export const generatedLanguages = Object.keys(syntaxes) as GeneratedLanguage[];

/** Writes a function in a language. */
export function write(
  language: GeneratedLanguage,
  body: readonly Statement[],
  style: Style,
): string {
  const syntax: Syntax = syntaxes[language];
  const line = (statement: Statement): string =>
    statement.kind === 'assign'
      ? `${style.locals[statement.target]} = ${expressionText(statement.value, style)}`
      : syntax.block[statement.kind](
          expressionText(statement.condition, style),
          line(statement.body),
        );
  const lines = [
    ...style.locals.map(syntax.declare),
    ...body.map(line),
    `return ${style.locals[0]}`,
  ];
  const comment = style.comment === undefined ? [] : [`${syntax.comment} ${style.comment}`];
  const written = lines.flatMap((text) => [...comment, text]).map((text) => `    ${text}`);
  return [syntax.first, ...written, syntax.last].join('\n').trimEnd();
}
