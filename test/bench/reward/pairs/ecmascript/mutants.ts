import ts from 'typescript';
import { bindingsOf, type Code, isBelow, isRead } from './code.ts';
import { block, following, inner, negation, operand } from './text.ts';
import { replace, type Site, type Transform } from './transform.ts';

/** A mutant that puts another operator between the same operands. */
function otherOperator(
  name: string,
  others: Readonly<Record<string, readonly string[]>>,
): Transform {
  return {
    name,
    sites: (code) =>
      code.nodesThat(ts.isBinaryExpression).flatMap(({ operatorToken }) => {
        const choices = others[operatorToken.getText()] ?? [];
        return choices.map((other) => [replace(operatorToken, other)]);
      }),
  };
}

const arithmetic = otherOperator('m_arithmetic', {
  '+': ['-', '*'],
  '-': ['+', '*'],
  '*': ['+', '/'],
  '/': ['*', '%'],
  '%': ['/', '*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['|'],
  '<<': ['>>'],
  '>>': ['<<', '>>>'],
  '>>>': ['>>', '<<'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['+='],
});

const comparison = otherOperator('m_comparison', {
  '<': ['<=', '>', '>='],
  '<=': ['<', '>', '>='],
  '>': ['>=', '<', '<='],
  '>=': ['>', '<', '<='],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
});

const logical = otherOperator('m_logical', { '&&': ['||'], '||': ['&&'], '??': ['&&', '||'] });

const constant: Transform = {
  name: 'm_constant',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      if (ts.isNumericLiteral(node)) {
        const value = Number(node.text);
        return [value + 1, value === 0 ? 2 : value - 1].map((other) => [replace(node, `${other}`)]);
      }
      if (node.kind === ts.SyntaxKind.TrueKeyword) return [[replace(node, 'false')]];
      if (node.kind === ts.SyntaxKind.FalseKeyword) return [[replace(node, 'true')]];
      const isText = ts.isStringLiteral(node) && !ts.isExpressionStatement(node.parent);
      return isText ? [[replace(node, node.text === '' ? `'_'` : `''`)]] : [];
    }),
};

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) ? node.condition : undefined;
}

const negatedCondition: Transform = {
  name: 'm_negated_condition',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      const condition = conditionOf(node);
      return condition ? [[replace(condition, negation(condition))]] : [];
    }),
};

/** Other variables that are known where this one is read. */
function otherNames(node: ts.Identifier, code: Code): string[] {
  const known = bindingsOf(code.definition).filter(
    (binding) =>
      binding.node.pos < node.pos && isBelow(node, binding.scope) && binding.name !== node.text,
  );
  return [...new Set(known.map(({ name }) => name))];
}

const wrongVariable: Transform = {
  name: 'm_wrong_variable',
  sites: (code) => {
    const bound = new Set(bindingsOf(code.definition).map(({ name }) => name));
    return code.nodesThat(isRead).flatMap((node): Site[] => {
      if (!bound.has(node.text) || ts.isShorthandPropertyAssignment(node.parent)) return [];
      return otherNames(node, code).map((name) => [replace(node, name)]);
    });
  },
};

const swappedArguments: Transform = {
  name: 'm_swapped_arguments',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      const list = ts.isCallExpression(node) ? node.arguments : [];
      return list.slice(1).flatMap((second, place): Site[] => {
        const first = list[place];
        return first ? [[replace(first, second.getText()), replace(second, first.getText())]] : [];
      });
    }),
};

const droppedStatement: Transform = {
  name: 'm_dropped_statement',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      const canGo =
        (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression)) ||
        ts.isThrowStatement(node) ||
        ts.isBreakOrContinueStatement(node) ||
        ts.isReturnStatement(node);
      return canGo ? [[replace(node, ts.isBlock(node.parent) ? '' : '{}')]] : [];
    }),
};

const droppedBranch: Transform = {
  name: 'm_dropped_branch',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node): Site[] => {
      const { thenStatement, elseStatement } = node;
      const isInElse = ts.isIfStatement(node.parent);
      if (!elseStatement) return [[replace(node, isInElse ? '{}' : '')]];
      return [
        [{ start: thenStatement.getEnd(), end: node.getEnd(), text: '' }],
        [replace(node, block(inner(elseStatement)))],
      ];
    }),
};

const countingCalls = new Set([
  'slice',
  'substring',
  'substr',
  'splice',
  'charAt',
  'charCodeAt',
  'at',
]);

function isCount(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) {
    return parent.argumentExpression === node && !ts.isStringLiteralLike(node);
  }
  if (ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)) {
    return parent.arguments.includes(node) && countingCalls.has(parent.expression.name.text);
  }
  return ts.isBinaryExpression(parent) && /^[<>]=?$/.test(parent.operatorToken.getText());
}

const offByOne: Transform = {
  name: 'm_off_by_one',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      if (!ts.isExpression(node) || !isCount(node)) return [];
      return ['+ 1', '- 1'].map((change) => [replace(node, `${operand(node)} ${change}`)]);
    }),
};

const otherMethods = new Map(
  [
    ['min', 'max'],
    ['some', 'every'],
    ['push', 'unshift'],
    ['pop', 'shift'],
    ['floor', 'ceil'],
    ['indexOf', 'lastIndexOf'],
    ['startsWith', 'endsWith'],
    ['trimStart', 'trimEnd'],
    ['padStart', 'padEnd'],
    ['keys', 'values'],
    ['filter', 'map'],
    ['toUpperCase', 'toLowerCase'],
    ['slice', 'substr'],
    ['find', 'findLast'],
    ['sqrt', 'abs'],
    ['has', 'delete'],
    ['sin', 'cos'],
  ].flatMap(([a = '', b = '']) => [
    [a, b],
    [b, a],
  ]),
);

const swappedApi: Transform = {
  name: 'm_swapped_api',
  sites: (code) =>
    code.nodesThat(ts.isPropertyAccessExpression).flatMap(({ name, parent }): Site[] => {
      const other = otherMethods.get(name.text);
      return other && ts.isCallExpression(parent) ? [[replace(name, other)]] : [];
    }),
};

const returnedValue: Transform = {
  name: 'm_returned_value',
  sites: (code) =>
    code.nodesThat(ts.isReturnStatement).flatMap(({ expression }): Site[] => {
      if (!expression) return [];
      const parameter = code.definition.parameters[0]?.name.getText() ?? 'undefined';
      const others = ['undefined', 'null', negation(expression), parameter];
      return others
        .filter((other) => other !== expression.getText())
        .map((other) => [replace(expression, other)]);
    }),
};

const reorderedStatements: Transform = {
  name: 'm_reordered_statements',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      if (!ts.isStatement(node) || !ts.isBlock(node.parent)) return [];
      const next = following(node)[0];
      return next ? [[replace(node, next.getText()), replace(next, node.getText())]] : [];
    }),
};

const step: Transform = {
  name: 'm_step',
  sites: (code) =>
    code.nodes().flatMap((node): Site[] => {
      if (!ts.isPostfixUnaryExpression(node) && !ts.isPrefixUnaryExpression(node)) return [];
      const text = node.getText();
      if (/\+\+/.test(text)) return [[replace(node, text.replace('++', '--'))]];
      return /--/.test(text) ? [[replace(node, text.replace('--', '++'))]] : [];
    }),
};

/** Each is one small mistake. One that no input shows is no evidence, and is left out. */
export const mutants: readonly Transform[] = [
  arithmetic,
  comparison,
  logical,
  constant,
  negatedCondition,
  wrongVariable,
  swappedArguments,
  droppedStatement,
  droppedBranch,
  offByOne,
  swappedApi,
  returnedValue,
  reorderedStatements,
  step,
];
