import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportHtml, webviewHtml } from '../../../src/dashboard/pageHtml.ts';
import type { Boot } from '../../../src/dashboard/reportData.ts';
import { englishWords } from '../../../src/dashboard/words.ts';

const hostile = '</script><script>alert(1)</script><!-- " & \u2028';
const boot: Boot = {
  ...{ language: 'en', report: null, repository: hostile },
  words: { ...englishWords, title: hostile },
};
const policyOf = (html: string) =>
  /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
const bootIn = (html: string) =>
  JSON.parse(/id="boot">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as Boot;

describe('the page of a webview', () => {
  const addresses = { script: 'vscode:/a.js', style: 'vscode:/a.css', source: 'vscode:' };

  it('may run its own script alone, by a nonce that is new each time', () => {
    const html = webviewHtml(boot, addresses);
    expect(policyOf(html)).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/=]{24}'; /);
    expect(policyOf(html)).not.toBe(policyOf(webviewHtml(boot, addresses)));
    expect(policyOf(html)).not.toMatch(/unsafe/);
  });

  it('carries any text without its becoming markup', () => {
    const html = webviewHtml(boot, addresses);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(bootIn(html).repository).toBe(hostile);
    expect(html).toContain('<title>&lt;/script&gt;');
  });
});

describe('the page of a report', () => {
  const sources = { script: 'const end = "</script>";', style: 'p{}', theme: ':root{}' };

  it('may run what stands in it, by its hash, and reach nothing', () => {
    const html = reportHtml(boot, sources);
    const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(script).toBe('const end = "<\\/script>";');
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policyOf(html)).toContain(`script-src 'sha256-${hash}'`);
    expect(policyOf(html)).toMatch(/^default-src 'none'; /);
    expect(html).not.toMatch(/ (src|href)=/);
    expect(bootIn(html).repository).toBe(hostile);
  });
});
