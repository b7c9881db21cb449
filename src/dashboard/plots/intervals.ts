import { label, line, type Palette, picture, scale, tag, ticks, widthOf } from './svg.ts';

export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly interval: readonly [number, number];
  readonly isGood: boolean;
}

const width = 560;
const rowHeight = 26;
const room = { right: 18, top: 10, bottom: 28 };

/** Differences with their intervals, one a row, against the line of no difference. */
export function intervalsSvg(
  rows: readonly IntervalRow[],
  text: (value: number) => string,
  palette: Palette,
): string {
  const left = 16 + Math.max(...rows.map(({ name }) => widthOf(name)), 0);
  const low = Math.min(0, ...rows.map(({ interval }) => interval[0]));
  const high = Math.max(0, ...rows.map(({ interval }) => interval[1]));
  const span = high - low || 0.1;
  const x = scale(low - span * 0.05, high + span * 0.05, left, width - room.right);
  const height = room.top + rows.length * rowHeight + room.bottom;
  const base = height - room.bottom;
  return picture(width, height, palette, [
    ...ticks(low, high, 5).flatMap((value) => [
      line([x(value), room.top], [x(value), base], { stroke: palette.grid }),
      label(text(value), x(value), height - 10, { fill: palette.muted, 'text-anchor': 'middle' }),
    ]),
    line([x(0), room.top], [x(0), base], { stroke: palette.text }),
    ...rows.flatMap(({ name, value, interval, isGood }, index) => {
      const y = room.top + (index + 0.5) * rowHeight;
      const colour = isGood ? palette.better : palette.muted;
      const whisker = (at: number) =>
        line([x(at), y - 4], [x(at), y + 4], { stroke: colour, 'stroke-width': 2 });
      return [
        label(name, 8, y + 4, { fill: palette.text }),
        line([x(interval[0]), y], [x(interval[1]), y], { stroke: colour, 'stroke-width': 2 }),
        whisker(interval[0]),
        whisker(interval[1]),
        // The shape tells too, for those who can't tell the colours.
        isGood
          ? tag('circle', { cx: x(value), cy: y, r: 5, fill: colour })
          : tag('circle', {
              ...{ cx: x(value), cy: y, r: 4.5, fill: palette.background },
              ...{ stroke: colour, 'stroke-width': 2 },
            }),
      ];
    }),
  ]);
}
