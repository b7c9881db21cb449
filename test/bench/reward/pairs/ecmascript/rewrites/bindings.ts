import ts from 'typescript';
import {
  bindingsOf,
  type Code,
  descendants,
  isAssignment,
  isBelow,
  isRead,
  isReference,
} from '../code.ts';
import { following, operand } from '../text.ts';
import { type Edit, insertBefore, replace, type Transform } from '../transform.ts';

const plausibleNames =
  'value result item current index total entry count first next buffer rest size found'.split(' ');

/** Renames the variables that are not the function's own parameters, wherever they occur. */
const renameLocals: Transform = {
  name: 'rename_locals',
  sites: (code) => {
    const own = new Set(code.definition.parameters);
    const bindings = bindingsOf(code.definition);
    const fixed = bindings
      .filter(({ node }) => [...own].some((parameter) => isBelow(node, parameter)))
      .map(({ name }) => name);
    const names = [...new Set(bindings.map(({ name }) => name))].filter((n) => !fixed.includes(n));
    const fresh = code.freshNames(
      names.map((_, place) => plausibleNames[place % plausibleNames.length] ?? 'value'),
    );
    const renamed = new Map(names.map((name, place) => [name, fresh[place] ?? name]));
    if (renamed.size === 0) return [];
    return [
      code.nodes().flatMap((node): Edit[] => (ts.isIdentifier(node) ? rename(node, renamed) : [])),
    ];
  },
};

function rename(node: ts.Identifier, renamed: ReadonlyMap<string, string>): Edit[] {
  const name = renamed.get(node.text);
  if (name === undefined) return [];
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return [replace(node, `${node.text}: ${name}`)];
  if (ts.isBindingElement(parent) && parent.name === node) {
    const isShort = ts.isObjectBindingPattern(parent.parent) && !parent.propertyName;
    return [replace(node, isShort && !parent.dotDotDotToken ? `${node.text}: ${name}` : name)];
  }
  const declares =
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node;
  return declares || isReference(node) ? [replace(node, name)] : [];
}

function statementOf(node: ts.Node): ts.Statement | undefined {
  const statement = ts.findAncestor(node, ts.isStatement);
  return statement && (ts.isBlock(statement.parent) || ts.isCaseOrDefaultClause(statement.parent))
    ? statement
    : undefined;
}

/** Nothing between the expression and its statement decides whether, or how often, it is run. */
function alwaysRuns(node: ts.Node, statement: ts.Statement): boolean {
  for (let at = node; at !== statement; at = at.parent) {
    const { parent } = at;
    if (ts.isFunctionLike(parent) || ts.isIterationStatement(parent, false)) return false;
    if (ts.isConditionalExpression(parent) && parent.condition !== at) return false;
    if (ts.isBinaryExpression(parent) && parent.right === at && isLazy(parent)) return false;
  }
  return true;
}

function isLazy({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

const extractTemp: Transform = {
  name: 'extract_temp',
  sites: (code) =>
    code.nodes().flatMap((node) => {
      const isWorthIt =
        (ts.isBinaryExpression(node) && !isAssignment(node)) ||
        (ts.isCallExpression(node) && !ts.isExpressionStatement(node.parent));
      const statement = isWorthIt && statementOf(node);
      if (!statement || !alwaysRuns(node, statement)) return [];
      const name = code.freshName('temp');
      return [
        [insertBefore(statement, `const ${name} = ${node.getText()};\n`), replace(node, name)],
      ];
    }),
};

function onlyDeclaration(statement: ts.Statement): ts.VariableDeclaration | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const { declarations } = statement.declarationList;
  return declarations.length === 1 ? declarations[0] : undefined;
}

const inlineTemp: Transform = {
  name: 'inline_temp',
  sites: (code) =>
    code.nodesThat(ts.isVariableStatement).flatMap((statement) => {
      const declaration = onlyDeclaration(statement);
      const next = following(statement)[0];
      if (!declaration?.initializer || !ts.isIdentifier(declaration.name) || !next) return [];
      const { name, initializer } = declaration;
      const uses = code.nodes().filter((n) => isReference(n) && n.text === name.text);
      const [use] = uses;
      if (uses.length !== 1 || !use || !isRead(use) || !isBelow(use, next)) return [];
      if (!alwaysRuns(use, next) || ts.isShorthandPropertyAssignment(use.parent)) return [];
      const removed = { start: statement.getStart(), end: next.getStart(), text: '' };
      return [[removed, replace(use, operand(initializer))]];
    }),
};

const destructuringToMember: Transform = {
  name: 'destructuring_to_member',
  sites: (code) =>
    code.nodesThat(ts.isVariableStatement).flatMap((statement) => {
      const declaration = onlyDeclaration(statement);
      if (!declaration?.initializer || ts.isIdentifier(declaration.name)) return [];
      const { name, initializer } = declaration;
      const source = operand(initializer);
      const keyword = statement.declarationList.getText().split(' ')[0];
      const members: string[] = [];
      for (const [place, element] of name.elements.entries()) {
        if (ts.isOmittedExpression(element)) continue;
        const isPlain = ts.isIdentifier(element.name) && !element.initializer;
        if (!isPlain || element.dotDotDotToken) return [];
        const variable = element.name.getText();
        const key = element.propertyName?.getText() ?? variable;
        const access = ts.isArrayBindingPattern(name) ? `[${place}]` : `.${key}`;
        members.push(`${keyword} ${variable} = ${source}${access};`);
      }
      return members.length > 0 ? [[replace(statement, members.join('\n'))]] : [];
    }),
};

const memberToDestructuring: Transform = {
  name: 'member_to_destructuring',
  sites: (code) =>
    code.nodesThat(ts.isVariableDeclaration).flatMap(({ name, initializer, type }) => {
      if (!initializer || type || !ts.isIdentifier(name)) return [];
      if (!ts.isPropertyAccessExpression(initializer) || initializer.questionDotToken) return [];
      const key = initializer.name.text;
      const pattern = key === name.text ? `{ ${key} }` : `{ ${key}: ${name.text} }`;
      return [[replace(name, pattern), replace(initializer, initializer.expression.getText())]];
    }),
};

const splitDeclaration: Transform = {
  name: 'split_declaration',
  sites: (code) =>
    code.nodesThat(ts.isVariableStatement).flatMap((statement) => {
      const declaration = onlyDeclaration(statement);
      if (!declaration?.initializer || !ts.isIdentifier(declaration.name)) return [];
      if (!ts.isBlock(statement.parent)) return [];
      const { name, type, initializer } = declaration;
      const typed = type ? `: ${type.getText()}` : '';
      const text = `let ${name.text}${typed};\n${name.text} = ${initializer.getText()};`;
      return [[replace(statement, text)]];
    }),
};

function names(node: ts.Node): string[] {
  return [...descendants(node)].filter(ts.isIdentifier).map(({ text }) => text);
}

function mayAct(node: ts.Node): boolean {
  return [...descendants(node)].some(
    (n) => ts.isCallExpression(n) || ts.isNewExpression(n) || ts.isPostfixUnaryExpression(n),
  );
}

const swapDeclarations: Transform = {
  name: 'swap_declarations',
  sites: (code) =>
    code.nodesThat(ts.isVariableStatement).flatMap((statement) => {
      const next = following(statement)[0];
      if (!next || !ts.isVariableStatement(next) || (mayAct(statement) && mayAct(next))) return [];
      const declared = (node: ts.Node) => bindingsOf(node).map(({ name }) => name);
      const isFree = (a: ts.Node, b: ts.Node) =>
        !declared(a).some((name) => names(b).includes(name));
      if (!isFree(statement, next) || !isFree(next, statement)) return [];
      return [[replace(statement, next.getText()), replace(next, statement.getText())]];
    }),
};

/** A local that nothing reads, of what the statement before which it stands reads anyway. */
const deadCode: Transform = {
  name: 'dead_code',
  sites: (code) => {
    const body = code.definition.body;
    if (!body || !ts.isBlock(body)) return [];
    const parameter = code.definition.parameters[0]?.name.getText() ?? '';
    const isPlain = /^\w+$/.test(parameter);
    const name = code.freshName('unused');
    const unused = `const ${name} = ${isPlain ? `[${parameter}]` : '0'};\n`;
    return body.statements.flatMap((statement) => [
      [insertBefore(statement, unused)],
      [insertBefore(statement, `if (false) {\nreturn${isPlain ? ` ${parameter}` : ''};\n}\n`)],
    ]);
  },
};

export const bindingRewrites = [
  renameLocals,
  extractTemp,
  inlineTemp,
  destructuringToMember,
  memberToDestructuring,
  splitDeclaration,
  swapDeclarations,
  deadCode,
] satisfies readonly Transform[];

/** The names of variables and parameters that an expression reads. */
export function readNames(expression: ts.Expression, code: Code): string[] {
  const known = new Set(bindingsOf(code.definition).map(({ name }) => name));
  const read = [...descendants(expression)].filter(isReference).map(({ text }) => text);
  return [...new Set(read)].filter((name) => known.has(name));
}
