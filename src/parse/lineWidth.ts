import type { LanguageDefinition } from './languages/definition.ts';
import type { FunctionUnit } from './types.ts';

/** Widths that formatters and style guides use. */
const widths = [88, 100, 120];
/** The share of lines that may break a width without it being another: addresses, long strings. */
const exceptions = 0.01;

/** How wide a tab is taken to be. */
const tabWidth = 4;

/** The narrowest usual line width that the file's lines respect. */
export function lineWidthOf(text: string, language: LanguageDefinition): number {
  const choices = [language.narrowWidth, ...widths];
  const beyond = choices.map(() => 0);
  let lines = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    lines++;
    const columns = columnsOf(line.trimEnd());
    for (const [index, width] of choices.entries()) {
      if (columns > width) beyond[index] = (beyond[index] ?? 0) + 1;
    }
  }
  const fits = choices.findIndex((_, index) => (beyond[index] ?? 0) <= lines * exceptions);
  return choices[fits] ?? Math.max(...choices);
}

/** Columns that a text takes, a tab counted as four. */
export function columnsOf(text: string): number {
  let tabs = 0;
  for (let at = text.indexOf('\t'); at >= 0; at = text.indexOf('\t', at + 1)) tabs++;
  return text.length + tabs * (tabWidth - 1);
}

/** Columns that are left to a documentation that starts after the unit's slot's indentation. */
export function docColumns(unit: FunctionUnit, lineWidth: number): number {
  return lineWidth - columnsOf(unit.docSlot.indent);
}
