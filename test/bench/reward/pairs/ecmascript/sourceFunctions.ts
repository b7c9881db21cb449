import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { bindingsOf, Code, type Dialect, descendants, functionOf, isReference } from './code.ts';
import type { FetchedPackage } from './packages.ts';

/** A function that needs nothing but what every program has. */
export interface SourceFunction {
  readonly name: string;
  readonly code: Code;
  readonly source: FetchedPackage;
}

const lines = { least: 6, most: 45 };

/** What may be used from outside: known to every program, and the same at every run. */
const standard = new Set(
  (
    'Array ArrayBuffer BigInt Boolean DataView Error Float32Array Float64Array Infinity Int32Array ' +
    'Intl JSON Map Math NaN Number Object RangeError Reflect RegExp Set String Symbol SyntaxError ' +
    'TypeError Uint16Array Uint32Array Uint8Array decodeURIComponent encodeURIComponent isFinite ' +
    'isNaN parseFloat parseInt undefined'
  ).split(' '),
);

function standsAlone({ file, definition }: Code): boolean {
  const known = new Set(bindingsOf(definition).map(({ name }) => name));
  for (const node of descendants(file)) {
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) {
      if (node.name) known.add(node.name.text);
      if (node.asteriskToken) return false;
    }
    if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(node)) return false;
    if (ts.isClassLike(node) || ts.isYieldExpression(node)) return false;
  }
  const isKnown = ({ text }: ts.Identifier) => known.has(text) || standard.has(text);
  return [...descendants(file)].filter(isReference).every(isKnown);
}

/** The text of a definition without `export` and comments. */
function plainText(statement: ts.Statement, dialect: Dialect): string {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const last = modifiers.filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword).at(-1);
  const text = statement
    .getSourceFile()
    .text.slice(last?.getEnd() ?? statement.getStart(), statement.getEnd());
  return withoutComments(text.trim(), dialect);
}

function withoutComments(text: string, dialect: Dialect): string {
  const kind = dialect === 'typescript' ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const file = ts.createSourceFile('code', text, ts.ScriptTarget.Latest, true, kind);
  const comments = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    for (const ranges of [
      ts.getLeadingCommentRanges(text, node.getFullStart()),
      ts.getTrailingCommentRanges(text, node.getEnd()),
    ]) {
      for (const { pos, end } of ranges ?? [])
        if (node.kind !== ts.SyntaxKind.JsxText) comments.set(pos, end);
    }
    for (const child of node.getChildren()) visit(child);
  };
  visit(file);
  return [...comments]
    .sort(([a], [b]) => b - a)
    .reduce((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n');
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text;
  if (!ts.isVariableStatement(statement)) return undefined;
  return statement.declarationList.declarations[0]?.name.getText();
}

function read(statement: ts.Statement, source: FetchedPackage): SourceFunction[] {
  const name = nameOf(statement);
  const definition = functionOf(statement);
  if (!name || !definition?.body || definition.parameters.length === 0) return [];
  if (definition.parameters.length > 4) return [];
  if (definition.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return [];
  const text = plainText(statement, source.dialect);
  const height = text.split('\n').length;
  if (height < lines.least || height > lines.most || /Math\.random|Date/.test(text)) return [];
  const code = new Code(text, source.dialect);
  return standsAlone(code) ? [{ name, code, source }] : [];
}

/** The functions of a package that stand alone, in order of their files. */
export function sourceFunctions(source: FetchedPackage): SourceFunction[] {
  return source.files.flatMap((path) => {
    const file = ts.createSourceFile(
      path,
      readFileSync(path, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const found = file.statements.flatMap((statement) => read(statement, source));
    const isOverloaded = ({ name }: SourceFunction) =>
      file.statements.filter((statement) => nameOf(statement) === name).length > 1;
    return found.filter((one) => !isOverloaded(one));
  });
}
