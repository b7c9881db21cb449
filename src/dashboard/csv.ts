export type Cell = string | number | null;

/**
 * A table as RFC 4180 CSV, with a byte order mark so that spreadsheets read it as UTF-8. A text that
 * a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection).
 */
export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((cells) => cells.map(field).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
