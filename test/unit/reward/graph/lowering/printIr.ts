import type {
  Argument,
  ComprehensionClause,
  Definition,
  Expression,
  Parameter,
  Statement,
} from '../../../../../src/reward/graph/ir.ts';

/**
 * The IR in one line, Python-like, so that a table of tests reads well:
 * `f(x, *xs) { if (x < 1) { return 'a' } else { g(x) } }`.
 */
export function printDefinition(definition: Definition): string {
  const { name, parameters, body, locals, captured = [] } = definition;
  const notes = [
    ...(locals ? [` locals(${locals.join(', ')})`] : []),
    ...(captured.length > 0 ? [` captured(${captured.join(', ')})`] : []),
  ];
  return `${name}(${list(parameters, printParameter)})${notes.join('')} ${printBlock(body)}`;
}

export function printBlock(statements: readonly Statement[]): string {
  return statements.length === 0 ? '{}' : `{ ${statements.map(printStatement).join('; ')} }`;
}

export function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'assign':
      return [...statement.targets, statement.value].map(printExpression).join(' = ');
    case 'evaluate':
      return printExpression(statement.value);
    case 'return':
    case 'raise':
      return statement.kind + optional(' ', statement.value);
    case 'if':
      return (
        `if (${printExpression(statement.condition)}) ${printBlock(statement.consequence)}` +
        block(' else ', statement.alternative)
      );
    case 'while':
      return (
        `while (${printExpression(statement.condition)}) ${printBlock(statement.body)}` +
        block(' step ', statement.step) +
        block(' otherwise ', statement.otherwise)
      );
    case 'forEach':
      return (
        `for (${printExpression(statement.target)} in ${printExpression(statement.iterable)}) ` +
        printBlock(statement.body) +
        block(' otherwise ', statement.otherwise)
      );
    case 'break':
    case 'continue':
      return statement.kind;
    case 'try':
      return [
        `try ${printBlock(statement.body)}`,
        ...statement.handlers.map(
          ({ type, name, body }) =>
            `catch${optional(' ', type)}${name === null ? '' : ` as ${name}`} ${printBlock(body)}`,
        ),
        ...(statement.otherwise.length > 0 ? [`otherwise ${printBlock(statement.otherwise)}`] : []),
        ...(statement.finally.length > 0 ? [`finally ${printBlock(statement.finally)}`] : []),
      ].join(' ');
    case 'with':
      return `with (${list(
        statement.items,
        ({ value, target }) => printExpression(value) + optional(' as ', target),
      )}) ${printBlock(statement.body)}`;
    case 'define':
      return `def ${printDefinition(statement.definition)}`;
    case 'scope':
      return `scope(${statement.names.join(', ')}) ${printBlock(statement.body)}`;
    case 'delete':
      return `delete ${list(statement.targets, printExpression)}`;
  }
}

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      switch (expression.type) {
        case 'string':
          return JSON.stringify(expression.value).replace(/^"(.*)"$/, "'$1'");
        case 'bytes':
          return `b'${expression.value}'`;
        case 'regex':
          return `/${expression.value}/`;
        case 'float':
          return expression.value.includes('.') ? expression.value : `${expression.value}f`;
        default:
          return expression.value;
      }
    case 'variable':
      return expression.name;
    case 'attribute':
      return `${printExpression(expression.object)}.${expression.name}`;
    case 'index':
      return `${printExpression(expression.object)}[${printExpression(expression.index)}]`;
    case 'slice':
      return expression.bounds.map((bound) => optional('', bound)).join(':');
    case 'operation': {
      const { operator, operands } = expression;
      return operands.length === 2
        ? `(${operands.map(printExpression).join(` ${operator} `)})`
        : `${operator}(${list(operands, printExpression)})`;
    }
    case 'comparison':
      return `(${printExpression(expression.left)} ${expression.operator} ${printExpression(expression.right)})`;
    case 'and':
    case 'or':
      return `(${expression.operands.map(printExpression).join(` ${expression.kind} `)})`;
    case 'not':
      return `not ${printExpression(expression.operand)}`;
    case 'conditional':
      return `(${printExpression(expression.condition)} ? ${printExpression(expression.consequence)} : ${printExpression(expression.alternative)})`;
    case 'call':
      return `${printExpression(expression.callee)}(${list(expression.arguments, printArgument)})`;
    case 'collection': {
      const items = list(expression.items, printExpression);
      return {
        list: `[${items}]`,
        tuple: `(${items},)`,
        set: `set{${items}}`,
        dictionary: `{${items}}`,
      }[expression.type];
    }
    case 'pair':
      return `${printExpression(expression.key)}: ${printExpression(expression.value)}`;
    case 'comprehension':
      return `${expression.type}(${optional('', expression.key ?? null, ': ')}${printExpression(expression.element)}${expression.clauses.map(printClause).join('')})`;
    case 'function':
      return `function ${printDefinition(expression.definition)}`;
    case 'format':
      return `format(${list(expression.parts, printExpression)})`;
    case 'assignment':
      return `(${[...expression.targets, expression.value].map(printExpression).join(' := ')}${expression.isPostfix ? ' postfix' : ''})`;
    case 'yield':
      return `yield${expression.isDelegated ? ' from' : ''}${optional(' ', expression.value)}`;
    case 'await':
      return `await ${printExpression(expression.value)}`;
    case 'spread':
      return `*${printExpression(expression.value)}`;
    case 'members':
      return `members{${list(expression.entries, ({ name, target }) => `${name}: ${printExpression(target)}`)}}`;
    case 'sequence':
      return `sequence(${list(expression.expressions, printExpression)})`;
    case 'other':
      return `<${[expression.label, ...expression.operands.map(printExpression)].join(' ')}>`;
  }
}

function printParameter({ name, default: value, rest }: Parameter): string {
  const stars = { positional: '*', keywords: '**', none: '' }[rest ?? 'none'];
  return `${stars}${name}${optional(' = ', value ?? null)}`;
}

function printArgument({ value, keyword, spread }: Argument): string {
  const before = { positional: '*', keywords: '**', none: keyword ? `${keyword} = ` : '' };
  return before[spread ?? 'none'] + printExpression(value);
}

function printClause({ target, iterable, conditions }: ComprehensionClause): string {
  const filters = conditions.map((condition) => ` if ${printExpression(condition)}`).join('');
  return ` for ${printExpression(target)} in ${printExpression(iterable)}${filters}`;
}

const list = <Item>(items: readonly Item[], print: (item: Item) => string) =>
  items.map(print).join(', ');

const optional = (before: string, expression: Expression | null, after = '') =>
  expression ? `${before}${printExpression(expression)}${after}` : '';

const block = (before: string, statements: readonly Statement[]) =>
  statements.length === 0 ? '' : before + printBlock(statements);
