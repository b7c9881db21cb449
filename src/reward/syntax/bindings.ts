import type { LanguageId } from '../../parse/types.ts';

/**
 * Where a body gives names of its own: `node.field` pairs whose names are bound. A new language is
 * a new set.
 */
const python = new Set([
  'aliased_import.alias',
  'as_pattern.alias',
  'assignment.left',
  'for_in_clause.left',
  'for_statement.left',
  'function_definition.parameters',
  'lambda.parameters',
  'named_expression.name',
]);

const ecmaScript = new Set([
  'arrow_function.parameter',
  'arrow_function.parameters',
  'catch_clause.parameter',
  'for_in_statement.left',
  'function_declaration.parameters',
  'function_expression.parameters',
  'generator_function.parameters',
  'generator_function_declaration.parameters',
  'method_definition.parameters',
  'variable_declarator.name',
]);

const go = new Set([
  'const_spec.name',
  'parameter_declaration.name',
  'range_clause.left',
  'receive_statement.left',
  'short_var_declaration.left',
  'type_switch_statement.alias',
  'var_spec.name',
  'variadic_parameter_declaration.name',
]);

const ruby = new Set([
  'assignment.left',
  'block.parameters',
  'do_block.parameters',
  'for.pattern',
  'lambda.parameters',
  'method.parameters',
  'rescue.variable',
  'singleton_method.parameters',
]);

const binding: Readonly<Record<LanguageId, ReadonlySet<string>>> = {
  python,
  javascript: ecmaScript,
  javascriptreact: ecmaScript,
  typescript: ecmaScript,
  typescriptreact: ecmaScript,
  go,
  ruby,
};

/** Inside a bound pattern, what is only used: `a.b = 1`, `a[i] = 1`, default values, types. */
const usedKinds = new Set([
  'attribute',
  'call',
  'element_reference',
  'index_expression',
  'member_expression',
  'selector_expression',
  'subscript',
  'subscript_expression',
]);
const usedFields = new Set(['right', 'return_type', 'type', 'value']);

/** Names that belong to another object, whatever the body binds: `x.name`, `f(name=1)`. */
const memberFields = new Set(['attribute.attribute', 'keyword_argument.name', 'call.method']);

/** A syntax node as its parent holds it. */
export interface Position {
  readonly parent: string;
  readonly field: string | null;
  readonly kind: string;
}

/** Whether names at or below this position are bound, given whether they are at its parent. */
export function bindsNames(language: LanguageId, at: Position, parentBinds: boolean): boolean {
  if (binding[language].has(`${at.parent}.${at.field}`)) return !usedKinds.has(at.kind);
  if (!parentBinds || usedKinds.has(at.kind)) return false;
  // `{ key: name }` binds its value; every other value in a pattern is a default.
  return at.parent === 'pair_pattern' || at.field === null || !usedFields.has(at.field);
}

/** Whether a name at this position is a member of something, not a variable. */
export function isMember(at: Position): boolean {
  return memberFields.has(`${at.parent}.${at.field}`);
}
