import type { LanguageDefinition } from './definition.ts';

const literal = `(func_literal parameters: (parameter_list) @parameters result: (_)? @result
  body: (block) @body) @function`;

const query = `
(function_declaration name: (identifier) @name parameters: (parameter_list) @parameters
  result: (_)? @result body: (block)? @body) @function
(method_declaration receiver: (parameter_list) @receiver name: (field_identifier) @name
  parameters: (parameter_list) @parameters result: (_)? @result body: (block)? @body) @method
(method_elem name: (field_identifier) @name parameters: (parameter_list) @parameters
  result: (_)? @result) @method
(short_var_declaration left: (expression_list . (identifier) @name .)
  right: (expression_list . ${literal} .))
(var_spec name: (identifier) @name value: (expression_list . ${literal} .))
(assignment_statement left: (expression_list . [(identifier) (selector_expression)] @name .)
  right: (expression_list . ${literal} .))
(keyed_element key: (literal_element) @name value: (literal_element ${literal}))

(short_var_declaration right: (expression_list . (func_literal) @wrapped .)) @wrapper
(var_spec value: (expression_list . (func_literal) @wrapped .)) @wrapper
(var_declaration . (var_spec value: (expression_list . (func_literal) .)) @wrapped .) @wrapper
(assignment_statement right: (expression_list . (func_literal) @wrapped .)) @wrapper
(keyed_element value: (literal_element (func_literal) @wrapped)) @wrapper

(type_spec name: (type_identifier) @scope.name) @class
(var_spec name: (identifier) @scope.name value: (expression_list (composite_literal))) @scope
(short_var_declaration left: (expression_list . (identifier) @scope.name .)
  right: (expression_list (composite_literal))) @scope
(comment) @comment
`;

export const go: LanguageDefinition = {
  id: 'go',
  extensions: ['.go'],
  wasm: 'tree-sitter-go.wasm',
  query,
  parameterNames: { parameter_declaration: 'name', variadic_parameter_declaration: 'name' },
  ignoredTypes: ['comment'],
  literalTypes: ['raw_string_literal'],
  statementBodies: [],
  comments: {
    existing: /^\/[/*]/,
    directive: /^\/\/(?:[a-z0-9]+:[a-z0-9]|line |export |extern |nolint\b|\s*\+build\b)/,
    directivesActBelow: true,
    blankLines: 0,
    form: { kind: 'line', prefix: '//', inline: ['/*', '*/'], separatesDirectives: true },
  },
  stub: /^(?:\{\s*(?:panic\(.*\b(?:not|un) ?implemented\b.*\))?\s*\})?$/is,
  // The grammar misses a line end that the language itself does not ask for at the end of a file.
  fragmentContexts: [
    '%\n',
    'package p\nvar _ interface {\n%\n}\n',
    'package p\nvar _ = map[string]any{\n%,\n}\n',
  ],
  defaultIndentUnit: '\t',
  narrowWidth: 80,
};
