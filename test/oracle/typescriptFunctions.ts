import ts from 'typescript';
import { bareName } from './bareName.ts';
import type { OracleFunction } from './oracleFunction.ts';

/** Functions as the TypeScript compiler sees them: declarations, methods, and values given a name. */
export function typescriptFunctions(path: string, text: string): OracleFunction[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: OracleFunction[] = [];
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node; node = open.pop()) {
    const name = nameOf(node, file);
    if (name !== null) {
      const { line } = file.getLineAndCharacterOfPosition(name.getStart(file));
      found.push({ line: line + 1, name: bareName(name.getText(file)) });
    }
    ts.forEachChild(node, (child) => {
      open.push(child);
    });
  }
  return found;
}

function nameOf(node: ts.Node, file: ts.SourceFile): ts.Node | null {
  if (ts.isFunctionDeclaration(node)) return node.name ?? null;
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) return node.name;
  if (ts.isGetAccessor(node) || ts.isSetAccessor(node)) return node.name;
  if (ts.isConstructorDeclaration(node)) {
    return (
      node.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.ConstructorKeyword) ?? null
    );
  }
  if (ts.isVariableDeclaration(node)) {
    return ts.isIdentifier(node.name) && isValue(node.initializer) ? node.name : null;
  }
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) {
    return isValue(node.initializer) ? node.name : null;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return isValue(node.right) ? node.left : null;
  }
  return null;
}

function isValue(node: ts.Node | undefined): boolean {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
}
