import { label, line, type Palette, picture, scale, tag, ticks } from './svg.ts';

const size = { width: 1180, height: 220 };
const room = { left: 48, right: 12, top: 12, bottom: 12 };

/**
 * What each function gained or lost, the greatest gain first, and the mean with its interval as a
 * band behind.
 */
export function differencesSvg(
  differences: readonly number[],
  mean: { readonly value: number; readonly interval: readonly [number, number] } | null,
  text: (value: number) => string,
  palette: Palette,
): string {
  const sorted = differences.toSorted((a, b) => b - a);
  const low = Math.min(-0.05, ...sorted);
  const high = Math.max(0.05, ...sorted);
  const x = scale(0, Math.max(1, sorted.length), room.left, size.width - room.right);
  const y = scale(low, high, size.height - room.bottom, room.top);
  const right = size.width - room.right;
  const gap = x(1) - x(0) > 4 ? 1 : 0;
  return picture(size.width, size.height, palette, [
    ...ticks(low, high, 4).flatMap((value) => [
      line([room.left, y(value)], [right, y(value)], { stroke: palette.grid }),
      label(text(value), room.left - 6, y(value) + 4, {
        fill: palette.muted,
        'text-anchor': 'end',
      }),
    ]),
    ...sorted.map((value, index) =>
      tag('rect', {
        ...{ x: x(index), width: Math.max(0.5, x(1) - x(0) - gap) },
        ...{ y: Math.min(y(0), y(value)), height: Math.max(1, Math.abs(y(value) - y(0))) },
        fill: value < 0 ? palette.worse : value > 0 ? palette.better : palette.muted,
      }),
    ),
    line([room.left, y(0)], [right, y(0)], { stroke: palette.text }),
    ...(mean === null
      ? []
      : [
          tag('rect', {
            ...{ x: room.left, width: right - room.left, y: y(mean.interval[1]) },
            height: Math.max(1, y(mean.interval[0]) - y(mean.interval[1])),
            ...{ fill: palette.before, 'fill-opacity': 0.3 },
          }),
          line([room.left, y(mean.value)], [right, y(mean.value)], {
            ...{ stroke: palette.before, 'stroke-width': 2 },
          }),
        ]),
  ]);
}
