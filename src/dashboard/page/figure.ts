import type { Palette } from '../plots/svg.ts';
import { fill } from '../words.ts';
import { type Context, run } from './context.ts';
import { button, h, pictureOf } from './dom.ts';
import { palette } from './palette.ts';
import { csvButton, fileName, section, type Table, tableElement } from './table.ts';

export interface Figure {
  readonly title: string;
  readonly what: string;
  /** The picture in a sentence, for those who don't see it. */
  readonly summary: string;
  readonly svg: (colours: Palette) => string;
  /** The same in numbers. */
  readonly table: Table;
  /** What is drawn on the page in place of the SVG, if it can be pointed at. */
  readonly live?: (colours: Palette) => HTMLElement;
}

/** A plot with its exports and its table. It is drawn anew by the event `redraw`. */
export function figureSection(context: Context, figure: Figure): HTMLElement {
  const { words } = context;
  const { title, what, table } = figure;
  const place = h('div', { class: 'plot' });
  const draw = () =>
    place.replaceChildren(
      figure.live?.(palette()) ?? pictureOf(figure.svg(palette()), figure.summary),
    );
  place.addEventListener('redraw', draw);
  draw();
  const details = h('details', {}, h('summary', {}, words.showTable));
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(tableElement(table));
  });
  return section(
    title,
    what,
    [csvButton(context, () => table), ...pictureButtons(context, title, figure.svg)],
    place,
    details,
  );
}

/** Draws all plots again, in the theme's new colours. */
export function redrawAll(): void {
  for (const place of document.querySelectorAll('.plot')) place.dispatchEvent(new Event('redraw'));
}

/** Saves a plot as a picture. */
export function pictureButtons(
  context: Context,
  title: string,
  svg: (colours: Palette) => string,
): HTMLElement[] {
  const { source, words } = context;
  const name = fileName(title);
  const savePng = async () =>
    source.save({ act: 'save', kind: 'png', name, content: await pngOf(svg(palette())) });
  const saveSvg = () => source.save({ act: 'save', kind: 'svg', name, content: svg(palette()) });
  return [
    button('PNG', () => run(context, savePng), {
      secondary: true,
      label: fill(words.savePng, title),
    }),
    button('SVG', () => run(context, saveSvg), {
      secondary: true,
      label: fill(words.saveSvg, title),
    }),
  ];
}

/** For screens with two pixels in one, and for print. */
const pngScale = 2;

/** @returns the picture as base64. */
async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = h('canvas', {
    width: image.naturalWidth * pngScale,
    height: image.naturalHeight * pngScale,
  });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^[^,]*,/, '');
}
