import ts from 'typescript';
import { ownDescendants } from '../code.ts';
import { block, inner, operand } from '../text.ts';
import { replace, type Transform } from '../transform.ts';

function jumps(body: ts.Statement): boolean {
  return [body, ...ownDescendants(body)].some(
    (node) => ts.isBreakOrContinueStatement(node) || ts.isReturnStatement(node),
  );
}

function continues(body: ts.Statement): boolean {
  return [...ownDescendants(body)].some(ts.isContinueStatement);
}

const forToWhile: Transform = {
  name: 'for_to_while',
  sites: (code) =>
    code.nodesThat(ts.isForStatement).flatMap((node) => {
      const { initializer, condition, incrementor, statement } = node;
      if (continues(statement) || ts.isLabeledStatement(node.parent)) return [];
      const step = incrementor ? [`${incrementor.getText()};`] : [];
      const loop = `while (${condition?.getText() ?? 'true'}) ${block(inner(statement), ...step)}`;
      const start = initializer ? [`${initializer.getText()};`] : [];
      const text = [...start, loop];
      // A variable of the loop must not meet another of that name after it.
      const isScoped = initializer !== undefined && ts.isVariableDeclarationList(initializer);
      return [[replace(node, isScoped ? block(...text) : text.join('\n'))]];
    }),
};

const whileToFor: Transform = {
  name: 'while_to_for',
  sites: (code) =>
    code
      .nodesThat(ts.isWhileStatement)
      .map((node) => [
        replace(node, `for (; ${node.expression.getText()}; ) ${block(inner(node.statement))}`),
      ]),
};

/** `x` of `for (const x of …)`, or undefined for anything else that may stand there. */
function loopVariable({ initializer }: ts.ForOfStatement): string | undefined {
  if (!ts.isVariableDeclarationList(initializer)) return undefined;
  return initializer.declarations[0]?.name.getText();
}

const forOfToForEach: Transform = {
  name: 'for_of_to_for_each',
  sites: (code) =>
    code.nodesThat(ts.isForOfStatement).flatMap((node) => {
      const variable = loopVariable(node);
      if (!variable || jumps(node.statement)) return [];
      const call = `${operand(node.expression)}.forEach((${variable}) => ${block(inner(node.statement))});`;
      return [[replace(node, call)]];
    }),
};

const forOfToIndex: Transform = {
  name: 'for_of_to_index',
  sites: (code) =>
    code.nodesThat(ts.isForOfStatement).flatMap((node) => {
      const variable = loopVariable(node);
      if (!variable || !ts.isIdentifier(node.expression)) return [];
      const index = code.freshName('i');
      const items = node.expression.text;
      const body = block(`const ${variable} = ${items}[${index}];`, inner(node.statement));
      const head = `let ${index} = 0; ${index} < ${items}.length; ${index}++`;
      return [[replace(node, `for (${head}) ${body}`)]];
    }),
};

/** `for (let i = 0; i < xs.length; i++)`, where `i` is used for nothing but `xs[i]`. */
const indexToForOf: Transform = {
  name: 'index_to_for_of',
  sites: (code) =>
    code.nodesThat(ts.isForStatement).flatMap((node) => {
      const head =
        /^for\s*\((?:let|var) (\w+) = 0; \1 < (\w+)\.length; (?:\1\+\+|\+\+\1|\1 \+= 1)\)/;
      const [, index, items] = head.exec(node.getText()) ?? [];
      if (!index || !items) return [];
      const item = code.freshName('item');
      const body = inner(node.statement).replaceAll(`${items}[${index}]`, item);
      if (new RegExp(`\\b${index}\\b`).test(body) || body.includes(`${item} =`)) return [];
      return [[replace(node, `for (const ${item} of ${items}) ${block(body)}`)]];
    }),
};

const forEachToForOf: Transform = {
  name: 'for_each_to_for_of',
  sites: (code) =>
    code.nodesThat(ts.isExpressionStatement).flatMap((node) => {
      const call = node.expression;
      if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
      const [callback, ...others] = call.arguments;
      if (call.expression.name.text !== 'forEach' || others.length > 0 || !callback) return [];
      if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return [];
      const [parameter, ...more] = callback.parameters;
      if (!parameter || more.length > 0) return [];
      const { body } = callback;
      if (ts.isBlock(body) && jumps(body)) return [];
      const text = ts.isBlock(body) ? inner(body) : `${body.getText()};`;
      const items = call.expression.expression.getText();
      return [
        [replace(node, `for (const ${parameter.name.getText()} of ${items}) ${block(text)}`)],
      ];
    }),
};

export const loopRewrites: readonly Transform[] = [
  forToWhile,
  whileToFor,
  forOfToForEach,
  forOfToIndex,
  indexToForOf,
  forEachToForOf,
];
