import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import {
  assign,
  branch,
  call,
  callMethod,
  collection,
  evaluate,
  index,
  none,
  other,
  raise,
  returns,
  string,
  variable,
} from '../build.ts';
import { addressWrites } from './addressWrites.ts';
import {
  assignment,
  constDeclaration,
  sendStatement,
  shortDeclaration,
  step,
  variableSpec,
} from './assignments.ts';
import { jump } from './jumps.ts';
import { loop } from './loops.ts';
import type { GoReader, StatementRule } from './reader.ts';
import { expressionSwitch, type LabelledRule, selectStatement, typeSwitch } from './switches.ts';

const labelled = new Map<string, LabelledRule>([
  ['for_statement', loop],
  ['expression_switch_statement', expressionSwitch],
  ['type_switch_statement', typeSwitch],
  ['select_statement', selectStatement],
]);

const nothing: StatementRule = () => [];
const specs: StatementRule = (node, go) => go.statements(node.named);

export const statements: ReadonlyMap<string, StatementRule> = new Map<string, StatementRule>([
  ['empty_statement', nothing],
  ['fallthrough_statement', nothing],
  ['type_declaration', nothing],
  ['block', (node, go) => go.block(node)],
  ['expression_statement', expressionStatement],
  ['short_var_declaration', shortDeclaration],
  ['assignment_statement', assignment],
  ['inc_statement', step('+')],
  ['dec_statement', step('-')],
  ['send_statement', sendStatement],
  ['var_declaration', specs],
  ['var_spec_list', specs],
  ['var_spec', variableSpec],
  ['const_declaration', constDeclaration],
  ['return_statement', returnStatement],
  ['if_statement', ifStatement],
  ...[...labelled].map(([kind, rule]): [string, StatementRule] => [
    kind,
    (node, go) => rule(node, null, go),
  ]),
  ['labeled_statement', labelledStatement],
  ['break_statement', (node, go) => jump('break', node.named[0]?.text ?? null, go)],
  ['continue_statement', (node, go) => jump('continue', node.named[0]?.text ?? null, go)],
  // Nothing after it runs.
  ['goto_statement', (node) => [raise(other('goto', [string(node.named[0]?.text ?? '')]))]],
  [
    'defer_statement',
    (node, go) => [evaluate(call(variable('defer'), go.expression(node.named[0])))],
  ],
  ['go_statement', (node, go) => [evaluate(call(variable('go'), go.expression(node.named[0])))]],
]);

type Effect = (args: readonly Expression[]) => Statement[];

/** Calls that change their first argument, as calls of its methods. */
const effects = new Map<string, Effect>([
  ['panic', ([value = none]) => [raise(value)]],
  ['delete', ([map = none, key = none]) => [{ kind: 'delete', targets: [index(map, key)] }]],
  ['copy', methodOf('copy')],
  ['clear', methodOf('clear')],
  ...['sort.Ints', 'sort.Strings', 'sort.Float64s', 'slices.Sort'].map((name): [string, Effect] => [
    name,
    methodOf('sort'),
  ]),
  ...['sort.Sort', 'sort.Stable', 'sort.Slice', 'sort.SliceStable', 'slices.SortFunc'].map(
    (name): [string, Effect] => [name, methodOf(name)],
  ),
  ['slices.Reverse', methodOf('reverse')],
]);

function methodOf(name: string): Effect {
  return ([object = none, ...args]) => [evaluate(callMethod(object, name, ...args))];
}

function expressionStatement(node: SyntaxNode, go: GoReader): Statement[] {
  const value = go.expression(node.named[0]);
  const effect = value.kind === 'call' && effects.get(globalName(value.callee, go));
  if (effect) return effect(value.arguments.map((argument) => argument.value));
  return [evaluate(value), ...addressWrites(value, go)];
}

/** `panic`, `sort.Slice`: a function that is not a variable of this one. */
function globalName(callee: Expression, go: GoReader): string {
  if (callee.kind === 'attribute') return `${globalName(callee.object, go)}.${callee.name}`;
  return callee.kind === 'variable' && !go.function.types.has(callee.name) ? callee.name : '';
}

function returnStatement(node: SyntaxNode, go: GoReader): Statement[] {
  const values = node.named[0] ? go.expressions(node.named[0].named) : go.function.results;
  const [only] = values;
  return [returns(values.length > 1 ? collection('tuple', values) : (only ?? null))];
}

function ifStatement(node: SyntaxNode, outer: GoReader): Statement[] {
  return outer.inner((go) => {
    const initializer = node.child('initializer');
    const before = initializer ? go.statement(initializer) : [];
    const test = go.expression(node.child('condition'));
    const written = addressWrites(test, go);
    const consequence = go.block(node.child('consequence'));
    const alternative = node.child('alternative');
    const otherwise = alternative ? go.statement(alternative) : [];
    if (written.length === 0) return [...before, branch(test, consequence, otherwise)];
    const result = go.temporary();
    return [...before, assign(result, test), ...written, branch(result, consequence, otherwise)];
  });
}

function labelledStatement(node: SyntaxNode, go: GoReader): Statement[] {
  const [label, statement] = node.named;
  if (!label || !statement) return [];
  const rule = labelled.get(statement.kind);
  return rule ? rule(statement, label.text, go) : go.statement(statement);
}
