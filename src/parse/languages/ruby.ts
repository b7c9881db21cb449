import type { LanguageDefinition } from './definition.ts';

const block = `[
  (do_block parameters: (block_parameters)? @parameters body: (_)? @body)
  (block parameters: (block_parameters)? @parameters body: (_)? @body)
]`;

const query = `
(method name: (_) @name parameters: (method_parameters)? @parameters body: (_)? @body) @function
(singleton_method object: (_) @receiver name: (_) @name
  parameters: (method_parameters)? @parameters body: (_)? @body) @method
(assignment left: [(identifier) (constant) (instance_variable)] @name
  right: (lambda parameters: (lambda_parameters)? @parameters body: (_) @body) @lambda)
((assignment left: [(identifier) (constant) (instance_variable)] @name
  right: (call method: (identifier) @_lambda block: ${block}) @lambda)
  (#any-of? @_lambda "lambda" "proc"))
((call method: (identifier) @_define
  arguments: (argument_list . [(simple_symbol) (string)] @name) block: ${block}) @method
  (#any-of? @_define "define_method" "define_singleton_method"))

(call arguments: (argument_list . [(method) (singleton_method)] @wrapped .)) @wrapper
(assignment right: (lambda) @wrapped) @wrapper
(assignment right: (call block: (_)) @wrapped) @wrapper

(class name: (_) @scope.name) @class
(module name: (_) @scope.name) @class
(comment) @comment
((call !receiver method: (identifier) @_sig block: (_)) @decorator (#eq? @_sig "sig"))
`;

export const ruby: LanguageDefinition = {
  id: 'ruby',
  extensions: ['.rb', '.rake', '.gemspec', '.ru'],
  wasm: 'tree-sitter-ruby.wasm',
  query,
  parameterNames: { optional_parameter: 'name', keyword_parameter: 'name' },
  ignoredTypes: ['comment'],
  literalTypes: ['string', 'heredoc_body'],
  statementBodies: ['body_statement', 'block_body'],
  emptyBodyEnd: /(?:\bend|\})$/,
  comments: {
    existing: /^(?:#(?!!)|=begin)/,
    directive:
      /^#\s*(?:(?:frozen_string_literal|warn_indent|shareable_constant_value|(?:en)?coding|typed)\s*[:=]|-\*-|rubocop\s*:|:nocov:|steep:|standard:)/,
    directivesActBelow: false,
    blankLines: 0,
    form: { kind: 'line', prefix: '#' },
  },
  stub: /^(?:\{?\s*(?:raise NotImplementedError\b[^\n]*|fail NotImplementedError\b[^\n]*)?\s*\}?)$/s,
  fragmentContexts: ['%'],
  defaultIndentUnit: '  ',
  narrowWidth: 80,
};
