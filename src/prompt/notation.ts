import type { DocNotation } from './types.ts';

/** `doc` as it stands in code: `"""…"""`, `/** … *\/`, or lines behind `//` or `#`. */
export function writeNotation(notation: DocNotation, doc: string): string {
  const lines = doc
    .split('\n')
    .map((line, index) => (index === 0 ? '' : notation.linePrefix) + line);
  return notation.open + lines.map((line) => line.trimEnd()).join('\n') + notation.close;
}

/** The inverse for a model's reply that follows `notation.open`: comment markers removed. */
export function readNotation(notation: DocNotation, reply: string): string {
  const marker = notation.linePrefix.trim();
  if (marker === '') return reply;
  return reply
    .split('\n')
    .map((line) => {
      const text = line.trimStart();
      if (!text.startsWith(marker)) return line;
      return text.slice(marker.length).replace(/^ /, '');
    })
    .join('\n');
}

/** A fenced code block. */
export function fenced(fence: string, code: string): string {
  return `\`\`\`${fence}\n${code}\n\`\`\``;
}
