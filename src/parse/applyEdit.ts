import type { TextEdit } from './types.ts';

/** The text after one replacement. */
export function applyEdit(text: string, { start, end, newText }: TextEdit): string {
  return text.slice(0, start) + newText + text.slice(end);
}
