/** The colours of a plot, resolved, so that an exported file shows them anywhere. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly before: string;
  readonly after: string;
  readonly better: string;
  readonly worse: string;
  readonly mark: string;
  readonly font: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element as text. Attributes alone: a strict content security policy drops styles. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value);
    return ` ${key}="${text}"`;
  });
  return `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text of the plot's own size and colour. */
export function label(text: string, x: number, y: number, attributes: Attributes): string {
  return tag('text', { x, y, ...attributes }, escaped(text));
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  attributes: Attributes,
): string {
  return tag('line', { x1, y1, x2, y2, ...attributes });
}

/** A whole picture with its background. */
export function picture(
  width: number,
  height: number,
  { background, font }: Palette,
  children: readonly string[],
): string {
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      ...{ width, height },
      'font-family': font,
      'font-size': 11,
    },
    tag('rect', { width, height, fill: background }),
    ...children,
  );
}

/** Round values from at or below `low` to `high`, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** Maps `[low, high]` to `[from, to]`. */
export function scale(low: number, high: number, from: number, to: number) {
  const span = high - low || 1;
  return (value: number) => from + ((value - low) / span) * (to - from);
}

/** The widest a label of this size gets, in pixels, near enough to leave room for it. */
export function widthOf(text: string, size = 11): number {
  return text.length * size * 0.6;
}
