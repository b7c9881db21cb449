interface Drawn {
  readonly name: string;
  /** What stands about it in the plot; empty for nothing. */
  readonly note: string;
  readonly colour: string;
}

/** Shares from 0 to 1 over a range from 0 to 1. */
export type Mark = Drawn &
  (
    | { readonly kind: 'bars'; readonly heights: readonly number[] }
    | { readonly kind: 'line'; readonly points: readonly Point[] }
  );

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Plot {
  readonly title: string;
  readonly marks: readonly Mark[];
}

export interface Sheet {
  readonly title: string;
  /** What the axes tell. */
  readonly across: string;
  readonly up: string;
  readonly plots: readonly Plot[];
}

const side = 200;
const gap = { across: 56, down: 74 };
const margin = { left: 58, top: 92, right: 24, bottom: 20 };
const perRow = 3;
const ticks = [0, 0.25, 0.5, 0.75, 1];
const ink = '#1f2328';
const faint = '#d0d7de';

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function label(x: number, y: number, text: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(text)}</text>`;
}

function place(value: number): string {
  return (value * side).toFixed(1).replace(/\.0$/, '');
}

function axes({ across, up }: Sheet): string {
  const lines = ticks.flatMap((tick) => {
    const [x, y] = [tick * side, side - tick * side];
    return [
      `<path d="M${x} 0V${side}M0 ${y}H${side}" stroke="${faint}" stroke-width="0.7"/>`,
      label(x, side + 15, `${tick}`, 'text-anchor="middle" font-size="10"'),
      label(-6, y + 3.5, `${tick}`, 'text-anchor="end" font-size="10"'),
    ];
  });
  const upwards = `text-anchor="middle" font-size="11" transform="rotate(-90 -36 ${side / 2})"`;
  return [
    ...lines,
    label(side / 2, side + 31, across, 'text-anchor="middle" font-size="11"'),
    label(-36, side / 2, up, upwards),
  ].join('\n');
}

/** Points nearer than this to the one before, in pixels, are left out. */
const nearest = 0.8;

function thinned(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const [index, point] of points.entries()) {
    const last = kept.at(-1);
    const distance = last ? Math.hypot(point.x - last.x, point.y - last.y) * side : Infinity;
    if (distance >= nearest || index === points.length - 1) kept.push(point);
  }
  return kept;
}

function draw(mark: Mark): string {
  if (mark.kind === 'line') {
    const path = thinned(mark.points).map(({ x, y }) => `${place(x)} ${place(1 - y)}`);
    return `<path d="M${path.join('L')}" fill="none" stroke="${mark.colour}" stroke-width="2"/>`;
  }
  const width = 1 / mark.heights.length;
  const bars = mark.heights.map(
    (height, bin) => `M${place(bin * width)} ${side}v${place(-height)}h${place(width)}V${side}Z`,
  );
  return `<path d="${bars.join('')}" fill="${mark.colour}" fill-opacity="0.75"/>`;
}

/** Each in the colour of its mark, where the plot is empty: above bars, below curves. */
function notes(marks: readonly Mark[]): string {
  return marks
    .filter(({ note }) => note !== '')
    .map(({ kind, name, note, colour }, row) => {
      const [x, y] = kind === 'bars' ? [8, 18 + 15 * row] : [side - 6, side - 38 + 15 * row];
      const anchor = kind === 'bars' ? 'start' : 'end';
      const style = `text-anchor="${anchor}" font-size="11" fill="${colour}" font-weight="600"`;
      return label(x, y, `${name} ${note}`, `${style} class="halo"`);
    })
    .join('\n');
}

function panel(plot: Plot, index: number, sheet: Sheet): string {
  const x = margin.left + (index % perRow) * (side + gap.across);
  const y = margin.top + Math.floor(index / perRow) * (side + gap.down);
  return [
    `<g transform="translate(${x} ${y})">`,
    axes(sheet),
    label(0, -8, plot.title, 'font-size="13" font-weight="600"'),
    ...plot.marks.map(draw),
    notes(plot.marks),
    '</g>',
  ].join('\n');
}

function legend(marks: readonly Mark[]): string {
  let x = margin.left;
  return marks
    .map(({ name, colour }, index) => {
      x += index === 0 ? 0 : Math.max(130, 44 + 7 * (marks[index - 1]?.name.length ?? 0));
      const swatch = `<rect x="${x}" y="44" width="14" height="10" rx="2" fill="${colour}"/>`;
      return `${swatch}\n${label(x + 20, 53, name, 'font-size="12"')}`;
    })
    .join('\n');
}

/** A white sheet of square plots, so that it reads the same on light and dark pages. */
export function plotSheet(sheet: Sheet): string {
  const { plots, title } = sheet;
  const rows = Math.ceil(plots.length / perRow);
  const columns = Math.min(perRow, plots.length);
  const width = margin.left + columns * (side + gap.across) - gap.across + margin.right;
  const height = margin.top + rows * (side + gap.down) - gap.down + 40 + margin.bottom;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" fill="${ink}">`,
    `<title>${escaped(title)}</title>`,
    '<style>.halo { paint-order: stroke; stroke: #ffffff; stroke-width: 3px }</style>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    label(margin.left, 28, title, 'font-size="16" font-weight="600"'),
    legend(plots[0]?.marks ?? []),
    ...plots.map((plot, index) => panel(plot, index, sheet)),
    '</svg>',
  ].join('\n')}\n`;
}
