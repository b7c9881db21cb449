import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { string } from '../build.ts';
import { isString, template } from '../templates.ts';
import { contents } from './literals.ts';
import type { ExpressionRule } from './reader.ts';

/** The bodies by their beginnings: they stand in the same order, but elsewhere in the tree. */
export function heredocBodies(node: SyntaxNode): ReadonlyMap<SyntaxNode, SyntaxNode> {
  const beginnings: SyntaxNode[] = [];
  const bodies: SyntaxNode[] = [];
  const visit = (one: SyntaxNode): void => {
    if (one.kind === 'heredoc_beginning') beginnings.push(one);
    if (one.kind === 'heredoc_body') bodies.push(one);
    one.children.forEach(visit);
  };
  visit(node);
  return new Map(
    beginnings.flatMap((beginning, place) => {
      const body = bodies[place];
      return body ? [[beginning, body] as const] : [];
    }),
  );
}

export const heredoc: ExpressionRule = (node, ruby) => {
  const body = ruby.method.heredocs.get(node);
  if (!body) return string(node.text);
  const parts = contents(body, ruby).slice(0, -1);
  const [first, ...rest] = parts;
  const all = isString(first) ? [string(first.value.replace(/^[^\n]*\n/, '')), ...rest] : parts;
  return template(trimEnd(node.text.startsWith('<<~') ? dedented(all) : all));
};

/** The white space before the end marker is not part of the text. */
function trimEnd(parts: readonly Expression[]): Expression[] {
  const last = parts.at(-1);
  if (!isString(last)) return [...parts];
  return [...parts.slice(0, -1), string(last.value.replace(/[ \t]+$/, ''))];
}

/** `<<~` removes the white space that all lines with text begin with. */
function dedented(parts: readonly Expression[]): Expression[] {
  const text = trimEnd(parts)
    .map((part) => (isString(part) ? part.value : '\0'))
    .join('');
  const indents = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const width = Math.min(...indents);
  if (!Number.isFinite(width) || width === 0) return [...parts];
  const indent = new RegExp(`\\n[ \\t]{1,${width}}`, 'g');
  return parts.map((part, place) => {
    if (!isString(part)) return part;
    // The first part begins a line as if a line end stood before it.
    const lines = place === 0 ? `\n${part.value}` : part.value;
    const result = lines.replace(indent, '\n');
    return string(place === 0 ? result.slice(1) : result);
  });
}
