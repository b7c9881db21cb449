import { label, line, type Palette, picture, scale, tag, widthOf } from './svg.ts';

export interface Spread {
  /** Of each bin from 0 to 1. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly beforeText: string;
  readonly afterText: string;
  readonly tickText: (share: number) => string;
}

const size = { width: 360, height: 200 };
const room = { left: 10, right: 10, top: 30, bottom: 24 };

/** Two distributions over each other, each as shares of its own: filled before, outlined after. */
export function spreadSvg(spread: Spread, palette: Palette): string {
  const [before, after] = [shares(spread.before), shares(spread.after)];
  const bins = Math.max(before.length, after.length);
  const highest = Math.max(...before, ...after, 0.01);
  const x = scale(0, bins, room.left, size.width - room.right);
  const y = scale(0, highest, size.height - room.bottom, room.top);
  const base = size.height - room.bottom;
  const steps = after.map((share, bin) => `L${x(bin)} ${y(share)}L${x(bin + 1)} ${y(share)}`);
  return picture(size.width, size.height, palette, [
    ...before.map((share, bin) =>
      tag('rect', {
        ...{ x: x(bin) + 0.5, y: y(share), width: x(1) - x(0) - 1, height: base - y(share) },
        fill: palette.before,
        'fill-opacity': 0.55,
      }),
    ),
    tag('path', {
      d: `M${x(0)} ${base}${steps.join('')}L${x(bins)} ${base}`,
      ...{ fill: palette.after, 'fill-opacity': 0.12 },
      ...{ stroke: palette.after, 'stroke-width': 2 },
    }),
    line([room.left, base], [size.width - room.right, base], { stroke: palette.muted }),
    ...[0, 0.25, 0.5, 0.75, 1].map((share) =>
      label(spread.tickText(share), x(share * bins), size.height - 8, {
        fill: palette.muted,
        'text-anchor': share === 0 ? 'start' : share === 1 ? 'end' : 'middle',
      }),
    ),
    ...legend(spread, palette),
  ]);
}

function legend({ beforeText, afterText }: Spread, palette: Palette): string[] {
  const second = room.left + 30 + widthOf(beforeText);
  return [
    tag('rect', {
      x: room.left,
      y: 8,
      width: 10,
      height: 10,
      fill: palette.before,
      'fill-opacity': 0.55,
    }),
    label(beforeText, room.left + 15, 17, { fill: palette.text }),
    tag('rect', {
      ...{ x: second + 1, y: 9, width: 8, height: 8, fill: 'none' },
      ...{ stroke: palette.after, 'stroke-width': 2 },
    }),
    label(afterText, second + 15, 17, { fill: palette.text }),
  ];
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}
