import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LineChart } from '../plots/lineChart.ts';
import type { Palette } from '../plots/svg.ts';
import { h } from './dom.ts';

const height = 240;

export interface TimeChart extends LineChart {
  readonly isTime: boolean;
  readonly xName: string;
  readonly yName: string;
  /** The picture in a sentence. */
  readonly summary: string;
}

/** A line that can be pointed at and zoomed into by dragging; it fits its place as that changes. */
export function timeChart(chart: TimeChart, colours: Palette): HTMLElement {
  const place = h('div', { role: 'img', 'aria-label': chart.summary });
  const { points } = chart;
  const xs = points.map(({ x }) => x);
  const at = (side: number) => points.map(({ y, margin = 0 }) => y + side * margin);
  let plot: uPlot | null = null;
  // Its place has no width before it is on the page.
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (!place.isConnected) {
      observer.disconnect();
      plot?.destroy();
    } else if (width > 0) {
      plot ??= new uPlot(optionsOf(chart, colours, width), [xs, at(0), at(1), at(-1)], place);
      plot.setSize({ width, height });
    }
  });
  observer.observe(place);
  return place;
}

function optionsOf(chart: TimeChart, colours: Palette, width: number): uPlot.Options {
  const { marks, xText, yText, yRange, isTime, xName, yName } = chart;
  const font = `11px ${colours.font}`;
  const axis = { stroke: colours.muted, font, grid: { stroke: colours.grid, width: 1 } };
  const hasBand = chart.points.some(({ margin }) => margin !== undefined);
  return {
    ...{ width, height, ms: 1, padding: [20, 12, 0, 0] },
    scales: {
      x: { time: isTime },
      y: {
        range: (_, low, high) => [
          Math.min(low, yRange?.[0] ?? low),
          Math.max(high, yRange?.[1] ?? high, low + 1e-9),
        ],
      },
    },
    axes: [
      { ...axis, grid: { show: false }, values: (_, splits) => splits.map(xText), space: 90 },
      { ...axis, values: (_, splits) => splits.map(yText), size: 56 },
    ],
    series: [
      { label: xName, value: (_, value: number | null) => (value === null ? '–' : xText(value)) },
      {
        ...{ label: yName, stroke: colours.before, width: 2, points: { show: false } },
        value: (_, value: number | null) => (value === null ? '–' : yText(value)),
      },
      // The edges of the band, which the legend need not name.
      { show: hasBand, points: { show: false } },
      { show: hasBand, points: { show: false } },
    ],
    bands: hasBand
      ? [{ series: [2, 3], fill: `color-mix(in srgb, ${colours.before} 18%, transparent)` }]
      : [],
    cursor: { y: false, points: { size: 7 } },
    hooks: { draw: [(plot) => drawMarks(plot, marks, colours)] },
  };
}

function drawMarks(plot: uPlot, marks: LineChart['marks'], colours: Palette): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colours.mark;
  ctx.fillStyle = colours.text;
  ctx.textAlign = 'center';
  ctx.font = `${11 * devicePixelRatio}px ${colours.font}`;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { x, text } of marks) {
    const left = plot.valToPos(x, 'x', true);
    if (left < bbox.left || left > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(text, left, bbox.top - 6 * devicePixelRatio);
  }
  ctx.restore();
}
