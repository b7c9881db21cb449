import { parseFragment } from '../../../src/parse/fragment.ts';
import type { CodeParser } from '../../../src/parse/parser.ts';
import type { LanguageId } from '../../../src/parse/types.ts';

const isPythonic = (language: LanguageId) => language === 'python' || language === 'ruby';

/** A function with `variable = "secret"` as its first statement; null where its body is no block. */
export function planted(
  parser: CodeParser,
  { language, code }: { readonly language: LanguageId; readonly code: string },
  variable: string,
  secret: string,
): string | null {
  const fragment = parseFragment(parser, language, code);
  const start = fragment.units[0]?.bodyRange.start;
  fragment.dispose();
  if (start === undefined) return null;
  const statement = assignment(language, variable, secret);
  if (isPythonic(language)) {
    const indent = /[ \t]*$/.exec(code.slice(0, start))?.[0] ?? '';
    return `${code.slice(0, start)}${statement}\n${indent}${code.slice(start)}`;
  }
  if (code[start] !== '{') return null;
  return `${code.slice(0, start + 1)}\n  ${statement}${code.slice(start + 1)}`;
}

function assignment(language: LanguageId, variable: string, secret: string): string {
  const isLong = secret.includes('\n');
  switch (language) {
    case 'python':
      return `${variable} = ${isLong ? `"""${secret}"""` : `"${secret}"`}`;
    case 'ruby':
      return `${variable} = '${secret}'`;
    case 'go':
      return `${variable} := ${isLong ? `\`${secret}\`` : `"${secret}"`}`;
    default:
      return `const ${variable} = ${isLong ? `\`${secret}\`` : `'${secret}'`};`;
  }
}
