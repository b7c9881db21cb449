import { createHash, randomBytes } from 'node:crypto';
import { escaped } from './plots/svg.ts';
import type { Boot } from './reportData.ts';

/** Where a webview finds the page's script and style sheet, and what may serve them. */
export interface PageAddresses {
  readonly script: string;
  readonly style: string;
  /** The webview's own source for the content security policy. */
  readonly source: string;
}

/** The page for a webview. It may load its own script and style sheet and reach nothing else. */
export function webviewHtml(boot: Boot, { script, style, source }: PageAddresses): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; img-src data:; font-src ${source}`;
  return page(boot, policy, [
    `<link rel="stylesheet" href="${escaped(style)}">`,
    `<script type="application/json" id="boot">${inScript(boot)}</script>`,
    `<script nonce="${nonce}" src="${escaped(script)}"></script>`,
  ]);
}

export interface PageSources {
  readonly script: string;
  readonly style: string;
  /** The colours that the editor gives elsewhere. */
  readonly theme: string;
}

/** The page as one file that needs nothing beside it and may reach nothing. */
export function reportHtml(boot: Boot, sources: PageSources): string {
  const style = `${sources.theme}\n${sources.style}`;
  const script = sources.script.replaceAll('</script', '<\\/script');
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; img-src data:`;
  return page(boot, policy, [
    `<style>${style}</style>`,
    `<script type="application/json" id="boot">${inScript(boot)}</script>`,
    `<script>${script}</script>`,
  ]);
}

function page({ language, words, report }: Boot, policy: string, body: readonly string[]): string {
  const [style = '', ...scripts] = body;
  return [
    '<!DOCTYPE html>',
    `<html lang="${escaped(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(words.title ?? '')}</title>`,
    style,
    '</head>',
    `<body${report ? ' class="report"' : ''}>`,
    `<p>${escaped(words.loading ?? '')}</p>`,
    ...scripts,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON in which no text can end the script element or open another. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
