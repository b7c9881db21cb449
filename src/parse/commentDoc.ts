import { normaliseDoc, removeSharedIndent } from './docText.ts';
import type { BlockForm, CommentRules, LineForm } from './languages/definition.ts';
import { wrapDoc } from './wrapDoc.ts';

/** The text of a documentation comment, its markers removed. */
export function readCommentDoc(comment: string, rules: CommentRules): string {
  const lines = comment.split(/\r?\n/);
  if (comment.startsWith('/*')) return normaliseDoc(readBlock(comment.slice(2, -2)));
  if (comment.startsWith('=begin')) return normaliseDoc(lines.slice(1, -1).join('\n'));
  const texts = lines.map((line) => line.trimStart().replace(/^(?:\/\/+|#+) ?/, ''));
  return normaliseDoc(texts.map((text) => unguardDirective(text, rules)).join('\n'));
}

/**
 * A documentation as the lines of a comment, without indentation.
 * @param width columns from the comment's own start.
 */
export function writeCommentDoc(doc: string, rules: CommentRules, width: number): string[] {
  const { form } = rules;
  if (form.kind === 'block') return writeBlock(escapeEnd(doc), form, width);
  const { prefix } = form;
  return wrapDoc(doc, width - prefix.length - 1)
    .split('\n')
    .map((line) => (line === '' ? prefix : `${prefix} ${guardDirective(line, rules)}`));
}

/** A documentation in one line for a place amid code, or null where the language has no such form. */
export function writeInlineDoc(doc: string, form: BlockForm | LineForm): string | null {
  const delimiters = form.kind === 'block' ? [form.open, form.close] : form.inline;
  if (!delimiters) return null;
  return `${delimiters[0]} ${escapeEnd(doc).replace(/\s+/g, ' ')} ${delimiters[1]}`;
}

function writeBlock(doc: string, form: BlockForm, width: number): string[] {
  const single = `${form.open} ${doc} ${form.close}`;
  if (!doc.includes('\n') && single.length <= width) return [single];
  const lines = wrapDoc(doc, width - form.line.length - 1).split('\n');
  return [
    form.open,
    ...lines.map((line) => (line === '' ? form.line : `${form.line} ${line}`)),
    ` ${form.close}`,
  ];
}

/** The inside of a block comment without the stars at its lines' starts, if all have one. */
function readBlock(inside: string): string {
  const [first = '', ...rest] = unescapeEnd(inside.replace(/^\*/, '')).split(/\r?\n/);
  const isStarred = rest.every((line) => line.trim() === '' || /^\s*\*/.test(line));
  const lines = isStarred
    ? rest.map((line) => line.replace(/^\s*\* ?/, ''))
    : removeSharedIndent(rest);
  return [first.trim(), ...lines].join('\n');
}

/** `*\/` stands for the end of a comment; a text that has `*\/` itself gets one stroke more. */
function escapeEnd(doc: string): string {
  return doc.replace(/\*(\\*)\//g, '*$1\\/');
}

function unescapeEnd(text: string): string {
  return text.replace(/\*(\\*)\\\//g, '*$1/');
}

/** A line that a tool would obey (`rubocop:disable`) is led by a stroke, so that it stays text. */
function guardDirective(line: string, rules: CommentRules): string {
  return isDirective(line, rules) ? `\\${line}` : line;
}

function unguardDirective(line: string, rules: CommentRules): string {
  return line.startsWith('\\') && isDirective(line, rules) ? line.slice(1) : line;
}

function isDirective(line: string, { form, directive }: CommentRules): boolean {
  return form.kind === 'line' && directive.test(`${form.prefix} ${line.replace(/^\\+/, '')}`);
}
