import type { Palette } from '../plots/svg.ts';

/** The theme's colours as they are now, each as the browser computes it. */
export function palette(): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colour = (...names: readonly string[]) => {
    probe.style.color = names.reduceRight(
      (rest, name) => `var(--vscode-${name}, ${rest})`,
      'inherit',
    );
    return style.color;
  };
  probe.style.color = 'color-mix(in srgb, var(--vscode-editor-foreground) 16%, transparent)';
  const faint = style.color;
  const colours: Palette = {
    background: colour('editor-background'),
    text: colour('editor-foreground', 'foreground'),
    muted: colour('descriptionForeground', 'foreground'),
    grid: faint,
    before: colour('charts-blue'),
    after: colour('charts-yellow'),
    better: colour('charts-green'),
    worse: colour('charts-red'),
    mark: colour('charts-purple'),
    font: style.fontFamily,
  };
  probe.remove();
  return colours;
}

/** Calls back when the person chooses another theme. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  const options = {
    attributes: true,
    attributeFilter: ['class', 'style', 'data-vscode-theme-kind'],
  };
  observer.observe(document.documentElement, options);
  observer.observe(document.body, options);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}
