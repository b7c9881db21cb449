import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { buildDashboardPage } from '../../../scripts/support/dashboardPage.mjs';
import { messageOf } from '../../../src/common/errors.ts';
import { answer, type DashboardParts } from '../../../src/dashboard/answer.ts';
import type { Action, Reply } from '../../../src/dashboard/messages.ts';
import { webviewHtml } from '../../../src/dashboard/pageHtml.ts';
import { isQuestion, readRequest } from '../../../src/dashboard/shapes.ts';
import { englishWords } from '../../../src/dashboard/words.ts';
import { type BrowserPage, openBrowser } from './browser.ts';

export const themes = ['dark', 'light', 'high-contrast'] as const;
export type Theme = (typeof themes)[number];

/** The page in plain Chromium, answered by the real host side over a real store. */
export interface DashboardPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page wanted done, in its order. */
  readonly actions: readonly Action[];
  /** What the browser complained about: errors of scripts and of the content security policy. */
  readonly complaints: readonly string[];
}

/** @param parts what the host reads; a store that throws shows what the page says then. */
export async function openDashboard(
  parts: DashboardParts,
  theme: Theme,
  repository: string | null = null,
): Promise<DashboardPage> {
  const folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  await buildDashboardPage(folder);
  const browser = await openBrowser();
  const { page } = browser;
  const actions: Action[] = [];
  const complaints = complaintsOf(browser);
  await page.exposeFunction('askHost', async (message: unknown): Promise<Reply | null> => {
    const request = readRequest(message);
    if (!request) throw new Error(`The page sent ${JSON.stringify(message)}.`);
    if (!isQuestion(request)) {
      actions.push(request as Action);
      return { id: request.id, value: null };
    }
    try {
      return { id: request.id, value: await answer(parts, request) };
    } catch (error) {
      return { id: request.id, error: messageOf(error) };
    }
  });
  await page.addInitScript({ content: hostScript });
  await page.addInitScript({ content: themeScript(theme, await variablesOf(theme)) });
  const file = join(folder, 'page.html');
  const asset = (name: string) => pathToFileURL(join(folder, name)).href;
  const boot = { language: 'en', words: englishWords, report: null, repository };
  const html = webviewHtml(boot, {
    ...{ script: asset('dashboard.js'), style: asset('dashboard.css'), source: 'file:' },
  });
  await writeFile(file, html);
  await page.goto(pathToFileURL(file).href);
  return {
    ...{ page, actions, complaints },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function complaintsOf({ page }: BrowserPage): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}

/** What VS Code puts into a webview, with this process as its host. */
const hostScript = `
  let state;
  window.acquireVsCodeApi = () => ({
    getState: () => state,
    setState: (next) => { state = next; },
    postMessage: (message) =>
      window.askHost(message).then((reply) => window.postMessage(reply, '*')),
  });`;

/** The variables of a theme as a real window gave them, see test/ui/fixtures/themes. */
async function variablesOf(theme: Theme): Promise<Record<string, string>> {
  const path = join(import.meta.dirname, `../fixtures/themes/${theme}.json`);
  return JSON.parse(await readFile(path, 'utf8'));
}

function themeScript(theme: Theme, variables: Record<string, string>): string {
  return `
    document.addEventListener('DOMContentLoaded', () => document.body.classList.add('vscode-${theme}'));
    const give = () => {
      for (const [name, value] of Object.entries(${JSON.stringify(variables)})) {
        document.documentElement.style.setProperty(name, value);
      }
    };
    if (document.documentElement) give();
    else new MutationObserver((_, observer) => {
      if (!document.documentElement) return;
      observer.disconnect();
      give();
    }).observe(document, { childList: true });`;
}
