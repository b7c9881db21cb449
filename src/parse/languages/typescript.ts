import type { LanguageDefinition } from './definition.ts';
import { ecmascript, ecmascriptQuery } from './ecmascript.ts';

const query = `${ecmascriptQuery({ type: 'public_field_definition', name: 'name' })}
(function_signature name: (identifier) @name parameters: (formal_parameters) @parameters) @function
(method_signature name: (_) @name parameters: (formal_parameters) @parameters) @method
(abstract_method_signature name: (_) @name parameters: (formal_parameters) @parameters) @method

(export_statement declaration: [(function_signature) (ambient_declaration)] @wrapped) @wrapper
(ambient_declaration (function_signature) @wrapped) @wrapper

(abstract_class_declaration name: (_) @scope.name) @class
(interface_declaration name: (_) @scope.name) @class
(type_alias_declaration name: (_) @scope.name) @class
(internal_module name: (_) @scope.name) @scope
(module name: (_) @scope.name) @scope
`;

export const typescript: LanguageDefinition = {
  ...ecmascript,
  id: 'typescript',
  extensions: ['.ts', '.mts', '.cts'],
  wasm: 'tree-sitter-typescript.wasm',
  query,
  parameterNames: { required_parameter: 'pattern', optional_parameter: 'pattern' },
  fragmentContexts: [
    ...ecmascript.fragmentContexts,
    '(abstract class {\n%\n})',
    'interface _ {\n%\n}',
    'abstract class _ {\n%\n}',
  ],
};

/** TSX has a grammar of its own: `<T>x` is an element there, not a cast. */
export const typescriptreact: LanguageDefinition = {
  ...typescript,
  id: 'typescriptreact',
  extensions: ['.tsx'],
  wasm: 'tree-sitter-tsx.wasm',
};
