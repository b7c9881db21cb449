import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Definition, Expression, Handler, Statement, Try } from '../../ir.ts';
import {
  assign,
  branch,
  breakLoop,
  call,
  callWith,
  collection,
  continueLoop,
  evaluate,
  forEach,
  functionExpression,
  not,
  operation,
  other,
  raise,
  returns,
  string,
  variable,
  whileLoop,
} from '../build.ts';
import { capturedNames } from './capturedNames.ts';
import { awaited, lowerExpression } from './expressions.ts';
import { lowerMatch } from './match.ts';
import { lowerParameters } from './parameters.ts';

const nothing = () => [];

/** What Python does, by the kind of its syntax node; what is not here is evaluated. */
const statements: ReadonlyMap<string, (node: SyntaxNode) => readonly Statement[]> = new Map([
  ['expression_statement', expressionStatement],
  ['return_statement', (node) => [returns(optional(node.named[0]))]],
  ['if_statement', ifStatement],
  ['for_statement', forStatement],
  ['while_statement', whileStatement],
  ['break_statement', () => [breakLoop]],
  ['continue_statement', () => [continueLoop]],
  ['raise_statement', raiseStatement],
  ['assert_statement', assertStatement],
  ['delete_statement', deleteStatement],
  ['try_statement', tryStatement],
  ['with_statement', withStatement],
  ['match_statement', (node) => lowerMatch(node, lowerBlock)],
  ['function_definition', (node) => [{ kind: 'define', definition: functionDefinition(node) }]],
  ['decorated_definition', (node) => lowerStatement(node.child('definition'))],
  ['class_definition', classDefinition],
  ['import_statement', renamedImports],
  ['import_from_statement', renamedImports],
  ['print_statement', printStatement],
  [
    'exec_statement',
    (node) => [evaluate(call(variable('exec'), ...node.named.map(lowerExpression)))],
  ],
  ['future_import_statement', nothing],
  ['pass_statement', nothing],
  ['global_statement', nothing],
  ['nonlocal_statement', nothing],
  ['type_alias_statement', nothing],
]);

export function functionDefinition(node: SyntaxNode): Definition {
  const body = node.child('body');
  const { parameters, unpacking } = lowerParameters(node.child('parameters'), lowerExpression);
  const captured = body ? capturedNames(body) : [];
  return {
    name: node.child('name')?.text ?? '',
    parameters,
    body: [...unpacking, ...lowerBlock(body)],
    ...(captured.length > 0 && { captured }),
  };
}

function lowerBlock(node: SyntaxNode | undefined): readonly Statement[] {
  return node?.named.flatMap(lowerStatement) ?? [];
}

function lowerStatement(node: SyntaxNode | undefined): readonly Statement[] {
  if (!node) return [];
  const lower = statements.get(node.kind);
  return lower ? lower(node) : [evaluate(lowerExpression(node))];
}

function at(node: SyntaxNode, field: string): Expression {
  return lowerExpression(node.child(field));
}

function optional(node: SyntaxNode | undefined): Expression | null {
  return node ? lowerExpression(node) : null;
}

function expressionStatement(node: SyntaxNode): readonly Statement[] {
  const [only, ...others] = node.named;
  if (others.length > 0) return [evaluate(collection('tuple', node.named.map(lowerExpression)))];
  switch (only?.kind) {
    case 'string': // Documentation, or a comment in disguise.
    case 'concatenated_string':
    case 'ellipsis':
      return [];
    case 'assignment':
      return assignment(only);
    case 'augmented_assignment':
      return augmentedAssignment(only);
    default:
      return [evaluate(lowerExpression(only))];
  }
}

/** `a = b = value`, whose right side is an assignment; a mere annotation does nothing. */
function assignment(node: SyntaxNode): readonly Statement[] {
  const targets: Expression[] = [];
  let value: SyntaxNode | undefined = node;
  while (value?.kind === 'assignment') {
    targets.push(at(value, 'left'));
    value = value.child('right');
  }
  return value ? [{ kind: 'assign', targets, value: lowerExpression(value) }] : [];
}

function augmentedAssignment(node: SyntaxNode): readonly Statement[] {
  const target = at(node, 'left');
  const operator = node.child('operator')?.text.slice(0, -1) ?? '';
  return [assign(target, operation(operator, target, at(node, 'right')))];
}

function ifStatement(node: SyntaxNode): readonly Statement[] {
  const alternative = node
    .childrenOf('alternative')
    .reduceRight<readonly Statement[]>(
      (rest, clause) =>
        clause.kind === 'else_clause'
          ? lowerBlock(clause.child('body'))
          : [oneBranch(clause, rest)],
      [],
    );
  return [oneBranch(node, alternative)];
}

const oneBranch = (node: SyntaxNode, rest: readonly Statement[]) =>
  branch(at(node, 'condition'), lowerBlock(node.child('consequence')), rest);

const otherwiseOf = (loop: SyntaxNode) => lowerBlock(loop.child('alternative')?.child('body'));

function forStatement(node: SyntaxNode): readonly Statement[] {
  const body = lowerBlock(node.child('body'));
  const iterable = awaited(node, at(node, 'right'));
  return [forEach(at(node, 'left'), iterable, body, otherwiseOf(node))];
}

function whileStatement(node: SyntaxNode): readonly Statement[] {
  const body = lowerBlock(node.child('body'));
  return [whileLoop(at(node, 'condition'), body, { otherwise: otherwiseOf(node) })];
}

/** The cause of `raise … from cause` is for those who read the trace. */
function raiseStatement(node: SyntaxNode): readonly Statement[] {
  return [raise(optional(node.named.find(({ field }) => field !== 'cause')))];
}

function assertStatement(node: SyntaxNode): readonly Statement[] {
  const [condition, ...message] = node.named;
  const error = call(variable('AssertionError'), ...message.map(lowerExpression));
  return [branch(not(lowerExpression(condition)), [raise(error)])];
}

function deleteStatement(node: SyntaxNode): readonly Statement[] {
  const [only] = node.named;
  const targets = only?.kind === 'expression_list' ? only.named : node.named;
  return [{ kind: 'delete', targets: targets.map(lowerExpression) }];
}

function tryStatement(node: SyntaxNode): readonly Statement[] {
  const result: Try = {
    kind: 'try',
    body: lowerBlock(node.child('body')),
    handlers: node.named.filter(({ kind }) => kind === 'except_clause').map(handler),
    otherwise: lowerBlock(node.childOfKind('else_clause')?.child('body')),
    finally: lowerBlock(node.childOfKind('finally_clause')?.childOfKind('block')),
  };
  return [result];
}

/** `except A as e`, Python 2's `except A, e`, and `except* A as e` for groups of exceptions. */
function handler(node: SyntaxNode): Handler {
  const [value, second] = node.childrenOf('value').filter(({ isNamed }) => isNamed);
  const isNaming = value?.kind === 'as_pattern';
  const type = optional(isNaming ? value.named[0] : value);
  const name = (isNaming ? value.child('alias') : node.child('alias')) ?? second;
  return {
    type: type && node.childOfKind('*') ? other('group', [type]) : type,
    name: name?.text ?? null,
    body: lowerBlock(node.childOfKind('block')),
  };
}

function withStatement(node: SyntaxNode): readonly Statement[] {
  const items = (node.childOfKind('with_clause')?.named ?? []).map((item) => {
    const value = item.child('value');
    const [resource, alias] = value?.kind === 'as_pattern' ? value.named : [value];
    return { value: awaited(node, lowerExpression(resource)), target: optional(alias) };
  });
  return [{ kind: 'with', items, body: lowerBlock(node.child('body')) }];
}

/** A class is its bases and members; what else its body does runs once, when it is defined. */
function classDefinition(node: SyntaxNode): readonly Statement[] {
  const bases = (node.child('superclasses')?.named ?? []).map(lowerExpression);
  const members: Expression[] = [];
  const rest: Statement[] = [];
  for (const statement of lowerBlock(node.child('body'))) {
    if (statement.kind === 'define') {
      const { definition } = statement;
      members.push(member(definition.name, functionExpression(definition)));
    } else if (statement.kind === 'assign' && statement.targets[0]?.kind === 'variable') {
      members.push(member(statement.targets[0].name, statement.value));
    } else rest.push(statement);
  }
  if (rest.length > 0) {
    members.push(functionExpression({ name: '', parameters: [], body: rest }));
  }
  const name = node.child('name')?.text ?? '';
  return [assign(variable(name), other('class', [...bases, ...members]))];
}

const member = (name: string, value: Expression): Expression => ({
  kind: 'pair',
  key: string(name),
  value,
});

/**
 * A name that is imported is the global of that name, wherever the import stands; only
 * `import a as b` and `from m import a as b` give it another name.
 */
function renamedImports(node: SyntaxNode): readonly Statement[] {
  return node
    .childrenOf('name')
    .filter(({ kind }) => kind === 'aliased_import')
    .map((one) => assign(at(one, 'alias'), at(one, 'name')));
}

/** Python 2's `print a, b` and `print >>file, a`. */
function printStatement(node: SyntaxNode): readonly Statement[] {
  const file = node.childOfKind('chevron');
  return [
    evaluate(
      callWith(variable('print'), [
        ...node.childrenOf('argument').map((value) => ({ value: lowerExpression(value) })),
        ...(file ? [{ keyword: 'file', value: lowerExpression(file) }] : []),
      ]),
    ),
  ];
}
