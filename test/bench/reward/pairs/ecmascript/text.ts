import ts from 'typescript';

const atoms = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.ThisKeyword,
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
]);

/** The text of an expression, in parentheses where it may fall apart in another place. */
export function operand(node: ts.Expression): string {
  return atoms.has(node.kind) ? node.getText() : `(${node.getText()})`;
}

const opposites = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.EqualsEqualsToken, '!='],
  [ts.SyntaxKind.ExclamationEqualsToken, '=='],
]);

function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}

/** The opposite of a condition. `<` is not turned round: NaN is neither less nor not less. */
export function negation(condition: ts.Expression): string {
  const node = withoutParentheses(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return withoutParentheses(node.operand).getText();
  }
  const opposite = ts.isBinaryExpression(node) && opposites.get(node.operatorToken.kind);
  if (opposite) return `${node.left.getText()} ${opposite} ${node.right.getText()}`;
  return `!${operand(node)}`;
}

/** Whether only the truth of the expression matters, not its value. */
export function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) {
    return parent.expression === node;
  }
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) {
    return parent.condition === node;
  }
  if (ts.isParenthesizedExpression(parent)) return isCondition(parent);
  return ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken;
}

/** The statements of a block, or the single statement, as text without braces. */
export function inner(statement: ts.Statement): string {
  if (!ts.isBlock(statement)) return statement.getText();
  return statement.statements.map((one) => one.getText()).join('\n');
}

export function block(...statements: readonly string[]): string {
  return `{\n${statements.join('\n')}\n}`;
}

/** The statements around one, and its place among them. */
export function neighbours(statement: ts.Statement): readonly ts.Statement[] {
  const { parent } = statement;
  if (ts.isBlock(parent) || ts.isCaseClause(parent) || ts.isDefaultClause(parent)) {
    return parent.statements;
  }
  return [statement];
}

export function following(statement: ts.Statement): readonly ts.Statement[] {
  const all = neighbours(statement);
  return all.slice(all.indexOf(statement) + 1);
}

/** Control never runs off the end of the statement. */
export function alwaysExits(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && alwaysExits(last);
  }
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isBreakOrContinueStatement(statement)
  );
}
