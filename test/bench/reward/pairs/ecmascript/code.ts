import ts from 'typescript';

export type Dialect = 'javascript' | 'typescript';

export type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/** One function's text with its syntax tree. Transforms read it and answer with edits. */
export class Code {
  readonly file: ts.SourceFile;
  readonly definition: FunctionNode;

  /** @throws SyntaxError if the text is not one function and, at most, helpers before it. */
  constructor(
    readonly text: string,
    readonly dialect: Dialect,
  ) {
    const kind = dialect === 'typescript' ? ts.ScriptKind.TS : ts.ScriptKind.JS;
    this.file = ts.createSourceFile('code', text, ts.ScriptTarget.Latest, true, kind);
    const last = this.file.statements.at(-1);
    const definition = last && functionOf(last);
    if (!definition) throw new SyntaxError('The text is not a function.');
    this.definition = definition;
  }

  /** Every node of the function in order of the text; types are left out. */
  nodes(): ts.Node[] {
    return [...descendants(this.file)];
  }

  nodesThat<T extends ts.Node>(is: (node: ts.Node) => node is T): T[] {
    return this.nodes().filter(is);
  }

  /** Names no word of the text has yet, as many as wanted. */
  freshNames(wanted: readonly string[]): string[] {
    const taken = new Set(this.text.match(/[\w$]+/g));
    return wanted.map((name) => {
      let fresh = name;
      for (let suffix = 2; taken.has(fresh); suffix++) fresh = `${name}${suffix}`;
      taken.add(fresh);
      return fresh;
    });
  }

  freshName(wanted: string): string {
    return this.freshNames([wanted])[0] ?? wanted;
  }
}

/** The function that a statement defines: a declaration, or a constant with a function as value. */
export function functionOf(statement: ts.Statement): FunctionNode | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement;
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  const value = others.length === 0 ? declaration?.initializer : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** A node and all below it. Types, heritage and type parameters are left out. */
export function* descendants(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    if (!ts.isTypeNode(child) && !ts.isTypeParameterDeclaration(child)) children.push(child);
  });
  for (const child of children) yield* descendants(child);
}

/** Below the node, but not inside functions below it. */
export function* ownDescendants(node: ts.Node): Generator<ts.Node> {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    if (!ts.isTypeNode(child)) children.push(child);
  });
  for (const child of children) {
    yield child;
    if (!ts.isFunctionLike(child)) yield* ownDescendants(child);
  }
}

export function isBelow(node: ts.Node, ancestor: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** An identifier that stands for a variable's value: no declaration, key, label or property. */
export function isReference(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node) || node.text === 'undefined') return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isFunctionLike(parent)) return ts.isArrowFunction(parent) && parent.body === node;
  return !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent);
}

/** A reference that is only read. */
export function isRead(node: ts.Node): node is ts.Identifier {
  if (!isReference(node)) return false;
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    return !isAssignment(parent);
  }
  return (
    !(ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) || !steps(parent)
  );
}

/** `=`, `+=` and the like. */
export function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function steps({ operator }: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

export interface Binding {
  readonly name: string;
  readonly node: ts.Identifier;
  /** Where the name is known: a block, a function, a loop. */
  readonly scope: ts.Node;
}

/** The variables and parameters below a node. Names of functions are not among them. */
export function bindingsOf(node: ts.Node): Binding[] {
  return [...descendants(node)].flatMap((child): Binding[] => {
    if (!ts.isIdentifier(child)) return [];
    const { parent } = child;
    const declares =
      (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
      parent.name === child;
    if (!declares) return [];
    const scope = ts.findAncestor(parent, isScope) ?? node.getSourceFile();
    return [{ name: child.text, node: child, scope }];
  });
}

function isScope(node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isFunctionLike(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isSourceFile(node)
  );
}
