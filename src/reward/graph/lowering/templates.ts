import type { Expression, Literal } from '../ir.ts';
import { other, string } from './build.ts';

/** Strings joined: templates in templates are flattened, literals side by side become one. */
export function template(parts: readonly Expression[]): Expression {
  const joined: Expression[] = [];
  for (const part of parts.flatMap((part) => (part.kind === 'format' ? part.parts : [part]))) {
    const last = joined.at(-1);
    if (isString(part) && isString(last))
      joined[joined.length - 1] = string(last.value + part.value);
    else if (!isString(part) || part.value !== '') joined.push(part);
  }
  const [first] = joined;
  if (!first) return string('');
  return joined.length === 1 && isString(first) ? first : { kind: 'format', parts: joined };
}

/** A literal string, not a template. */
export const isString = (part: Expression | undefined): part is Literal =>
  part?.kind === 'literal' && part.type === 'string';

const directive = /%(?:%|([-+ #0]*(?:\d+)?(?:\.\d+)?)([a-zA-Z]))|[^%]+|%/g;

/**
 * What C's printf makes of `format` and `values`, or null where they do not fit.
 * @param plain the conversions that print a value as it is.
 */
export function printf(
  format: string,
  values: readonly Expression[],
  plain: string,
): Expression | null {
  const parts: Expression[] = [];
  const rest = [...values];
  for (const [text, flags, conversion] of format.matchAll(directive)) {
    if (conversion === undefined) {
      if (text === '%') return null;
      parts.push(string(text === '%%' ? '%' : text));
      continue;
    }
    const value = rest.shift();
    if (!value) return null;
    const isPlain = flags === '' && plain.includes(conversion);
    parts.push(isPlain ? value : other(`format ${text}`, [value]));
  }
  return rest.length > 0 ? null : template(parts);
}
