import ts from 'typescript';
import { operand } from '../text.ts';
import { replace, type Transform } from '../transform.ts';

const symmetric = new Set([
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
]);

function isNumber(node: ts.Expression): boolean {
  return ts.isNumericLiteral(node);
}

const commute: Transform = {
  name: 'commute',
  sites: (code) =>
    code.nodesThat(ts.isBinaryExpression).flatMap((node) => {
      const { left, right, operatorToken } = node;
      const isSum = operatorToken.kind === ts.SyntaxKind.PlusToken;
      if (!symmetric.has(operatorToken.kind) && !(isSum && (isNumber(left) || isNumber(right)))) {
        return [];
      }
      return [[replace(node, `${operand(right)} ${operatorToken.getText()} ${operand(left)}`)]];
    }),
};

const expandCompound: Transform = {
  name: 'expand_compound_assignment',
  sites: (code) =>
    code.nodes().flatMap((node) => {
      if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
        const operator = node.operatorToken.getText();
        if (!/^(?:[+\-*/%&|^]|<<|>>>?)=$/.test(operator)) return [];
        const name = node.left.text;
        return [
          [replace(node, `${name} = ${name} ${operator.slice(0, -1)} ${operand(node.right)}`)],
        ];
      }
      if (!ts.isPostfixUnaryExpression(node) && !ts.isPrefixUnaryExpression(node)) return [];
      const isStep =
        node.operator === ts.SyntaxKind.PlusPlusToken ||
        node.operator === ts.SyntaxKind.MinusMinusToken;
      const isForEffect =
        ts.isExpressionStatement(node.parent) ||
        (ts.isForStatement(node.parent) && node.parent.incrementor === node);
      if (!isStep || !isForEffect) return [];
      const sign = node.operator === ts.SyntaxKind.PlusPlusToken ? '+=' : '-=';
      return [[replace(node, `${node.operand.getText()} ${sign} 1`)]];
    }),
};

const contractCompound: Transform = {
  name: 'contract_compound_assignment',
  sites: (code) =>
    code.nodesThat(ts.isBinaryExpression).flatMap((node) => {
      const { left, right, operatorToken } = node;
      if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isIdentifier(left)) return [];
      if (!ts.isBinaryExpression(right) || right.left.getText() !== left.text) return [];
      const operator = right.operatorToken.getText();
      if (!/^[+\-*/%&|^]$/.test(operator)) return [];
      return [[replace(node, `${left.text} ${operator}= ${right.right.getText()}`)]];
    }),
};

const templateToConcat: Transform = {
  name: 'template_to_concat',
  sites: (code) =>
    code.nodesThat(ts.isTemplateExpression).flatMap((node) => {
      if (ts.isTaggedTemplateExpression(node.parent)) return [];
      const parts = [JSON.stringify(node.head.text).replace(/^"(.*)"$/, "'$1'")];
      for (const { expression, literal } of node.templateSpans) {
        parts.push(operand(expression));
        if (literal.text) parts.push(JSON.stringify(literal.text).replace(/^"(.*)"$/, "'$1'"));
      }
      return [[replace(node, `(${parts.join(' + ')})`)]];
    }),
};

const concatToTemplate: Transform = {
  name: 'concat_to_template',
  sites: (code) =>
    code.nodesThat(ts.isBinaryExpression).flatMap((node) => {
      if (node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return [];
      const { left, right } = node;
      const plain = (side: ts.Expression) =>
        ts.isStringLiteral(side) && /^[^`$\\]*$/.test(side.text);
      if (!plain(left) && !plain(right)) return [];
      const part = (side: ts.Expression) =>
        ts.isStringLiteral(side) ? side.text : `\${${side.getText()}}`;
      return [[replace(node, `\`${part(left)}${part(right)}\``)]];
    }),
};

export const expressionRewrites: readonly Transform[] = [
  commute,
  expandCompound,
  contractCompound,
  templateToConcat,
  concatToTemplate,
];
