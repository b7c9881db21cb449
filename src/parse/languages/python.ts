import type { LanguageDefinition } from './definition.ts';

const query = `
(function_definition name: (identifier) @name parameters: (parameters) @parameters
  return_type: (type)? @result body: (block) @body) @function
(function_definition
  body: (block . (expression_statement . [(string) (concatenated_string)] @docstring .))) @function
(assignment left: [(identifier) (attribute)] @name
  right: (lambda parameters: (lambda_parameters)? @parameters body: (_) @body) @lambda)

(decorated_definition definition: (function_definition) @wrapped) @wrapper
(assignment right: (lambda) @wrapped) @wrapper
(expression_statement . (assignment right: (lambda)) @wrapped .) @wrapper

(class_definition name: (identifier) @scope.name) @class
(comment) @comment
(decorator) @decorator
`;

export const python: LanguageDefinition = {
  id: 'python',
  extensions: ['.py', '.pyi', '.pyw'],
  wasm: 'tree-sitter-python.wasm',
  query,
  parameterNames: {
    default_parameter: 'name',
    typed_default_parameter: 'name',
    typed_parameter: 'firstChild',
    keyword_separator: null,
    positional_separator: null,
  },
  ignoredTypes: ['comment', 'line_continuation'],
  literalTypes: ['string'],
  statementBodies: ['block'],
  docString: { emptyBody: 'pass' },
  comments: {
    existing: /^#(?!!)/,
    directive:
      /^#\s*(?:type:|noqa\b|pylint:|pyright:|mypy:|ruff:|flake8:|fmt:|isort:|pragma:|nosec\b|-\*-|(?:en)?coding[:=])/,
    directivesActBelow: false,
    blankLines: 0,
    form: { kind: 'line', prefix: '#' },
  },
  stub: /^(?:pass|\.\.\.|raise NotImplementedError(?:\s*\(.*\))?)?;?$/s,
  fragmentContexts: ['%'],
  defaultIndentUnit: '    ',
  narrowWidth: 79,
};
