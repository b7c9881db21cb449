import ts from 'typescript';
import {
  alwaysExits,
  block,
  following,
  inner,
  isCondition,
  negation,
  neighbours,
  operand,
} from '../text.ts';
import { replace, type Transform } from '../transform.ts';

const invertIf: Transform = {
  name: 'invert_if',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node) => {
      const { expression, thenStatement, elseStatement } = node;
      if (!elseStatement) return [];
      const swapped = `${block(inner(elseStatement))} else ${block(inner(thenStatement))}`;
      return [[replace(node, `if (${negation(expression)}) ${swapped}`)]];
    }),
};

const earlyReturnToElse: Transform = {
  name: 'early_return_to_else',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node) => {
      const rest = following(node);
      const [first] = rest;
      const last = rest.at(-1);
      if (!first || !last || node.elseStatement || !alwaysExits(node.thenStatement)) return [];
      const start = node.thenStatement.getEnd();
      const moved = code.text.slice(first.getStart(), last.getEnd());
      return [[{ start, end: last.getEnd(), text: ` else ${block(moved)}` }]];
    }),
};

const elseToEarlyReturn: Transform = {
  name: 'else_to_early_return',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node) => {
      const { thenStatement, elseStatement } = node;
      if (!elseStatement || !alwaysExits(thenStatement) || !ts.isBlock(node.parent)) return [];
      return [
        [{ start: thenStatement.getEnd(), end: node.getEnd(), text: `\n${inner(elseStatement)}` }],
      ];
    }),
};

const ternaryToIf: Transform = {
  name: 'ternary_to_if',
  sites: (code) =>
    code.nodesThat(ts.isConditionalExpression).flatMap((node) => {
      const { parent, condition, whenTrue, whenFalse } = node;
      const either = (as: (value: ts.Expression) => string) =>
        `if (${condition.getText()}) ${block(as(whenTrue))} else ${block(as(whenFalse))}`;
      if (ts.isReturnStatement(parent)) {
        return [
          [
            replace(
              parent,
              either((value) => `return ${value.getText()};`),
            ),
          ],
        ];
      }
      if (!ts.isVariableDeclaration(parent) || !ts.isVariableDeclarationList(parent.parent))
        return [];
      const statement = parent.parent.parent;
      if (!ts.isVariableStatement(statement) || parent.parent.declarations.length > 1) return [];
      if (!ts.isIdentifier(parent.name)) return [];
      const type = parent.type ? `: ${parent.type.getText()}` : '';
      const assign = (value: ts.Expression) => `${parent.name.getText()} = ${value.getText()};`;
      return [[replace(statement, `let ${parent.name.getText()}${type};\n${either(assign)}`)]];
    }),
};

/** The value that a branch does nothing but return. */
function returned(statement: ts.Statement | undefined): ts.Expression | undefined {
  if (statement && ts.isBlock(statement) && statement.statements.length === 1) {
    return returned(statement.statements[0]);
  }
  return statement && ts.isReturnStatement(statement) ? statement.expression : undefined;
}

const ifToTernary: Transform = {
  name: 'if_to_ternary',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node) => {
      const next = following(node)[0];
      const otherwise = node.elseStatement ?? next;
      const [a, b] = [returned(node.thenStatement), returned(otherwise)];
      if (!a || !b || !otherwise) return [];
      const text = `return ${operand(node.expression)} ? ${operand(a)} : ${operand(b)};`;
      return [[{ start: node.getStart(), end: otherwise.getEnd(), text }]];
    }),
};

const deMorgan: Transform = {
  name: 'de_morgan',
  sites: (code) =>
    code.nodesThat(ts.isBinaryExpression).flatMap((node) => {
      const { kind } = node.operatorToken;
      const other =
        kind === ts.SyntaxKind.AmpersandAmpersandToken
          ? '||'
          : kind === ts.SyntaxKind.BarBarToken
            ? '&&'
            : undefined;
      if (!other || !isCondition(node)) return [];
      const part = (side: ts.Expression) => {
        const text = negation(side);
        return ts.isBinaryExpression(side) || text.includes(' ') ? `(${text})` : text;
      };
      return [[replace(node, `!(${part(node.left)} ${other} ${part(node.right)})`)]];
    }),
};

const splitCondition: Transform = {
  name: 'and_to_nested_if',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node) => {
      const { expression, thenStatement, elseStatement } = node;
      if (elseStatement || !ts.isBinaryExpression(expression)) return [];
      if (expression.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) return [];
      const nested = `if (${expression.right.getText()}) ${block(inner(thenStatement))}`;
      return [[replace(node, `if (${expression.left.getText()}) ${block(nested)}`)]];
    }),
};

const mergeConditions: Transform = {
  name: 'nested_if_to_and',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap((node) => {
      const { expression, thenStatement, elseStatement } = node;
      const only =
        ts.isBlock(thenStatement) && thenStatement.statements.length === 1
          ? thenStatement.statements[0]
          : thenStatement;
      if (elseStatement || !only || !ts.isIfStatement(only) || only.elseStatement) return [];
      const both = `${operand(expression)} && ${operand(only.expression)}`;
      return [[replace(node, `if (${both}) ${block(inner(only.thenStatement))}`)]];
    }),
};

const switchToIf: Transform = {
  name: 'switch_to_if',
  sites: (code) =>
    code.nodesThat(ts.isSwitchStatement).flatMap((node) => {
      const [subject] = code.freshNames(['subject']);
      const { clauses } = node.caseBlock;
      const tests: string[] = [];
      const branches: string[] = [];
      for (const [place, clause] of clauses.entries()) {
        const isLast = place === clauses.length - 1;
        if (ts.isCaseClause(clause)) tests.push(`${subject} === ${operand(clause.expression)}`);
        const statements = clause.statements.flatMap((s) =>
          ts.isBlock(s) ? [...s.statements] : [s],
        );
        if (statements.length === 0 && !isLast) continue;
        const end = statements.at(-1);
        if (!isLast && !(end && alwaysExits(end))) return [];
        const kept = statements.filter((s) => !(s === end && ts.isBreakStatement(s)));
        const body = block(...kept.map((s) => s.getText()));
        if (!ts.isCaseClause(clause) && !isLast) return [];
        branches.push(ts.isCaseClause(clause) ? `if (${tests.join(' || ')}) ${body}` : body);
        tests.length = 0;
      }
      const declaration = `const ${subject} = ${node.expression.getText()};`;
      return [[replace(node, `${declaration}\n${branches.join(' else ')}`)]];
    }),
};

const mirrored = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, '>'],
  [ts.SyntaxKind.LessThanEqualsToken, '>='],
  [ts.SyntaxKind.GreaterThanToken, '<'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '<='],
]);

const flipComparison: Transform = {
  name: 'flip_comparison',
  sites: (code) =>
    code.nodesThat(ts.isBinaryExpression).flatMap((node) => {
      const other = mirrored.get(node.operatorToken.kind);
      if (!other) return [];
      return [[replace(node, `${operand(node.right)} ${other} ${operand(node.left)}`)]];
    }),
};

const braces: Transform = {
  name: 'braces',
  sites: (code) =>
    code.nodesThat(ts.isIfStatement).flatMap(({ thenStatement }) => {
      if (!ts.isBlock(thenStatement))
        return [[replace(thenStatement, block(inner(thenStatement)))]];
      const [only, ...others] = thenStatement.statements;
      const isBare = only && others.length === 0 && neighbours(only).length === 1;
      if (!isBare || !(ts.isReturnStatement(only) || ts.isExpressionStatement(only))) return [];
      return [[replace(thenStatement, only.getText())]];
    }),
};

export const conditionRewrites: readonly Transform[] = [
  invertIf,
  earlyReturnToElse,
  elseToEarlyReturn,
  ternaryToIf,
  ifToTernary,
  deMorgan,
  splitCondition,
  mergeConditions,
  switchToIf,
  flipComparison,
  braces,
];
