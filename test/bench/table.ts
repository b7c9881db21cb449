import type { Estimate } from './bootstrap.ts';

/** A line of one. */
export function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A Markdown table, as docs/ takes it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

export function fixed(value: number, digits = 3): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

export function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)}%`;
}

export function withInterval({ value, interval: [low, high] }: Estimate): string {
  return `${fixed(value)} [${fixed(low)}, ${fixed(high)}]`;
}
