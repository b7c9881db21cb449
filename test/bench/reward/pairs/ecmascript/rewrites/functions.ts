import ts from 'typescript';
import { type Code, descendants, type FunctionNode, isAssignment } from '../code.ts';
import { block, inner } from '../text.ts';
import { insertBefore, replace, type Transform } from '../transform.ts';
import { readNames } from './bindings.ts';

/** An arrow and a function differ in these. */
function usesOwnScope(node: FunctionNode): boolean {
  return [...descendants(node)].some(
    (child) =>
      child.kind === ts.SyntaxKind.ThisKeyword ||
      (ts.isIdentifier(child) && child.text === 'arguments'),
  );
}

function parametersOf(node: FunctionNode): string {
  const generics = node.typeParameters?.map((one) => one.getText()).join(', ');
  const parameters = node.parameters.map((one) => one.getText()).join(', ');
  const type = node.type ? `: ${node.type.getText()}` : '';
  return `${generics ? `<${generics}>` : ''}(${parameters})${type}`;
}

function callbacks(code: Code): FunctionNode[] {
  return code
    .nodes()
    .filter((node) => ts.isArrowFunction(node) || ts.isFunctionExpression(node))
    .filter((node) => node !== code.definition && !node.asteriskToken && !usesOwnScope(node));
}

const arrowToFunction: Transform = {
  name: 'arrow_to_function',
  sites: (code) =>
    callbacks(code)
      .filter(ts.isArrowFunction)
      .map((node) => {
        const body = ts.isBlock(node.body) ? inner(node.body) : `return ${node.body.getText()};`;
        return [replace(node, `function ${parametersOf(node)} ${block(body)}`)];
      }),
};

const functionToArrow: Transform = {
  name: 'function_to_arrow',
  sites: (code) =>
    callbacks(code)
      .filter(ts.isFunctionExpression)
      .filter(({ name }) => name === undefined)
      .map((node) => [replace(node, `${parametersOf(node)} => ${block(inner(node.body))}`)]),
};

const arrowBody: Transform = {
  name: 'arrow_body',
  sites: (code) =>
    code.nodesThat(ts.isArrowFunction).flatMap(({ body }) => {
      if (!ts.isBlock(body)) return [[replace(body, block(`return ${body.getText()};`))]];
      const [only, ...others] = body.statements;
      if (others.length > 0 || !only || !ts.isReturnStatement(only) || !only.expression) return [];
      return [[replace(body, `(${only.expression.getText()})`)]];
    }),
};

const declarationToConstant: Transform = {
  name: 'declaration_to_constant',
  sites: ({ definition }) => {
    if (!ts.isFunctionDeclaration(definition) || usesOwnScope(definition)) return [];
    const { name, body } = definition;
    if (!name || !body) return [];
    const arrow = `${parametersOf(definition)} => ${block(inner(body))}`;
    return [[replace(definition, `const ${name.text} = ${arrow};`)]];
  },
};

/** What a `return` gives, or what a variable starts as, by a function of its own. */
const extractHelper: Transform = {
  name: 'extract_helper',
  sites: (code) =>
    code.nodes().flatMap((node) => {
      const holder = ts.isReturnStatement(node) ? node.expression : undefined;
      const value = ts.isVariableDeclaration(node) ? node.initializer : holder;
      if (!value || ts.isFunctionLike(value) || ts.isLiteralExpression(value)) return [];
      if (ts.isIdentifier(value) || usesOwnScope(code.definition)) return [];
      const used = readNames(value, code);
      if ([...descendants(value)].some((n) => ts.isFunctionLike(n) || assigns(n))) return [];
      const helper = code.freshName('helper');
      const type = code.dialect === 'typescript' ? ': any' : '';
      const parameters = used.map((name) => `${name}${type}`).join(', ');
      const definition = `function ${helper}(${parameters}) ${block(`return ${value.getText()};`)}`;
      const [first] = code.file.statements;
      if (!first) return [];
      return [
        [insertBefore(first, `${definition}\n`), replace(value, `${helper}(${used.join(', ')})`)],
      ];
    }),
};

function assigns(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isAssignment(node);
  return (
    ts.isPostfixUnaryExpression(node) ||
    (ts.isPrefixUnaryExpression(node) && /^(?:\+\+|--)/.test(node.getText()))
  );
}

export const functionRewrites: readonly Transform[] = [
  arrowToFunction,
  functionToArrow,
  arrowBody,
  declarationToConstant,
  extractHelper,
];
