import { label, line, type Palette, picture, scale, tag, ticks } from './svg.ts';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** Half the width of the band around it. */
  readonly margin?: number;
}

export interface LineMark {
  readonly x: number;
  readonly text: string;
}

export interface LineChart {
  readonly points: readonly LinePoint[];
  readonly marks: readonly LineMark[];
  readonly xText: (x: number) => string;
  readonly yText: (y: number) => string;
  /** Always within the axis, as 0 for a reward. */
  readonly yRange?: readonly [number, number];
}

export const lineSize = { width: 760, height: 240 };
const room = { left: 48, right: 14, top: 22, bottom: 26 };

/** A line over time or steps with its band and marks, for a file; on the page uPlot draws it. */
export function lineChartSvg(chart: LineChart, palette: Palette, size = lineSize): string {
  const { points, marks } = chart;
  const xs = points.map(({ x }) => x);
  const lows = points.map(({ y, margin = 0 }) => y - margin);
  const highs = points.map(({ y, margin = 0 }) => y + margin);
  const [low, high] = [
    Math.min(...lows, chart.yRange?.[0] ?? Number.POSITIVE_INFINITY),
    Math.max(...highs, chart.yRange?.[1] ?? Number.NEGATIVE_INFINITY),
  ];
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const x = scale(first, last, room.left, size.width - room.right);
  const y = scale(low, high, size.height - room.bottom, room.top);
  const path = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([a, b], index) => `${index ? 'L' : 'M'}${a.toFixed(1)} ${b.toFixed(1)}`).join('');
  const band = [
    ...points.map((point) => [x(point.x), y(point.y + (point.margin ?? 0))] as const),
    ...points.toReversed().map((point) => [x(point.x), y(point.y - (point.margin ?? 0))] as const),
  ];
  return picture(size.width, size.height, palette, [
    ...ticks(low, high, 4).flatMap((value) => [
      line([room.left, y(value)], [size.width - room.right, y(value)], { stroke: palette.grid }),
      label(chart.yText(value), room.left - 6, y(value) + 4, {
        fill: palette.muted,
        'text-anchor': 'end',
      }),
    ]),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => {
      const value = first + share * (last - first);
      const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
      return label(chart.xText(value), x(value), size.height - 8, {
        fill: palette.muted,
        'text-anchor': anchor,
      });
    }),
    tag('path', { d: `${path(band)}Z`, fill: palette.before, 'fill-opacity': 0.18 }),
    tag('path', {
      d: path(points.map((point) => [x(point.x), y(point.y)] as const)),
      fill: 'none',
      stroke: palette.before,
      'stroke-width': 2,
    }),
    ...marks
      .filter((mark) => mark.x >= first && mark.x <= last)
      .flatMap((mark) => [
        line([x(mark.x), room.top], [x(mark.x), size.height - room.bottom], {
          stroke: palette.mark,
          'stroke-dasharray': '3 3',
        }),
        label(mark.text, x(mark.x), room.top - 8, {
          fill: palette.text,
          'text-anchor': 'middle',
        }),
      ]),
  ]);
}
