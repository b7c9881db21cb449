import { applyEdit } from '../parse/applyEdit.ts';
import { bodyEdit } from '../parse/bodyEdit.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../parse/types.ts';

/** A function that fails as soon as it is called. */
const failing: Readonly<Record<LanguageId, (signature: string) => string>> = {
  python: (signature) => `${signature}\n    raise NotImplementedError\n`,
  typescript: throwing,
  typescriptreact: throwing,
  javascript: throwing,
  javascriptreact: throwing,
  go: (signature) => `${signature} {\n\tpanic("not implemented")\n}\n`,
  ruby: (signature) => `${signature}\n  raise NotImplementedError\nend\n`,
};

function throwing(signature: string): string {
  return `${signature} {\n  throw new Error('not implemented');\n}\n`;
}

/** The function with a body that fails as soon as it is called. */
export function failingCode({ language, signature }: FunctionUnit): string {
  return failing[language](signature);
}

/**
 * The file with the function's body replaced by that of `code`.
 * @throws RoundtripError `no-body`, `edit-refused`; see bodyEdit.
 */
export function withCode(
  parser: CodeParser,
  unit: FunctionUnit,
  text: string,
  code: string,
): string {
  const replaced = applyEdit(text, bodyEdit(parser, unit, text, code));
  return unit.language === 'go' ? withoutUnusedImports(replaced) : replaced;
}

/** Go does not compile a file with an import that nothing needs any more; `_` keeps it harmless. */
function withoutUnusedImports(text: string): string {
  return text.replace(
    /^(\s*(?:import )?)(?:(\w+) )?("(?:[^"]*\/)?([^"/]+)")$/gm,
    (line, before: string, alias: string | undefined, path: string, last: string) => {
      const name = alias ?? last.replace(/^go-|\.go$/g, '');
      const isUsed = name === '_' || new RegExp(`\\b${name}\\.`).test(text);
      return isUsed || !isImport(text, line) ? line : `${before}_ ${path}`;
    },
  );
}

/** The line stands in the file's import declarations, not in a literal further down. */
function isImport(text: string, line: string): boolean {
  const declarations = /^import (?:\([^)]*\)|.*)$/gm;
  return (text.match(declarations) ?? []).some((declaration) => declaration.includes(line.trim()));
}
