import type { CommentRules, LanguageDefinition } from './definition.ts';

/** Function values, where a name is given to one. */
const value = `[
  (arrow_function parameters: (formal_parameters)? @parameters
    parameter: (identifier)? @parameters body: (_) @body) @arrow
  (function_expression parameters: (formal_parameters) @parameters
    body: (statement_block) @body) @function
  (generator_function parameters: (formal_parameters) @parameters
    body: (statement_block) @body) @function
]`;
const values = '(arrow_function) (function_expression) (generator_function)';
const anyValue = `[${values}]`;

/**
 * The query that JavaScript and TypeScript share.
 * @param field the node type of a class field, and its field that holds the name.
 */
export function ecmascriptQuery(field: { type: string; name: string }): string {
  return `
(function_declaration name: (identifier) @name parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @function
(generator_function_declaration name: (identifier) @name
  parameters: (formal_parameters) @parameters body: (statement_block) @body) @function
(method_definition name: (_) @name parameters: (formal_parameters) @parameters
  body: (statement_block) @body) @method
(variable_declarator name: (identifier) @name value: ${value})
(assignment_expression left: [(identifier) (member_expression) (subscript_expression)] @name
  right: ${value})
(pair key: (_) @name value: ${value})
(${field.type} ${field.name}: (_) @name value: ${value})
(export_statement value: ${value})

(variable_declarator value: ${anyValue} @wrapped) @wrapper
(lexical_declaration . (variable_declarator value: ${anyValue}) @wrapped .) @wrapper
(variable_declaration . (variable_declarator value: ${anyValue}) @wrapped .) @wrapper
(assignment_expression right: [${values} (assignment_expression)] @wrapped) @wrapper
(expression_statement
  (assignment_expression right: [${values} (assignment_expression)]) @wrapped) @wrapper
(pair value: ${anyValue} @wrapped) @wrapper
(${field.type} value: ${anyValue} @wrapped) @wrapper
(export_statement value: ${anyValue} @wrapped) @wrapper
(export_statement declaration: [(function_declaration) (generator_function_declaration)
  (lexical_declaration) (variable_declaration)] @wrapped) @wrapper

(class_declaration name: (_) @scope.name) @class
(class name: (_) @scope.name) @class
(variable_declarator name: (identifier) @scope.name value: [(object) (class)]) @scope
(assignment_expression left: [(identifier) (member_expression)] @scope.name
  right: [(object) (class)]) @scope
(pair key: (_) @scope.name value: [(object) (class)]) @scope
(comment) @comment
(decorator) @decorator
`;
}

const jsDoc: CommentRules = {
  existing: /^\/\*\*(?!\/)/,
  directive:
    /^(?:\/\/|\/\*(?!\*))\s*(?:@ts-|eslint-|biome-ignore|prettier-ignore|istanbul |c8 |v8 |tslint:|jshint |deno-|oxlint-|@__|#__)/,
  directivesActBelow: true,
  fileComment:
    /@(?:licen[cs]e|preserve|file|fileoverview|overview|module|packageDocumentation)\b|copyright/i,
  blankLines: 2,
  form: { kind: 'block', open: '/**', line: ' *', close: '*/' },
};

/** What JavaScript and TypeScript have in common besides the query. */
export const ecmascript = {
  ignoredTypes: ['comment'],
  literalTypes: ['template_string'],
  statementBodies: [],
  comments: jsDoc,
  stub: /^\{?\s*(?:throw (?:new )?\w*Error\(\s*(?:["'`][^"'`]*\b(?:not|un)[ -]?implemented[^"'`]*["'`])?\s*\);?)?\s*\}?$/i,
  fragmentContexts: ['%', '(class {\n%\n})', '({\n%\n})'],
  expressionStatement: ['return ', ';'],
  defaultIndentUnit: '  ',
  narrowWidth: 80,
} satisfies Partial<LanguageDefinition>;
