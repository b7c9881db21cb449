import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './tools.ts';

/** One page of a headless Chromium that reaches nothing but this machine. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page;
  /** Addresses off this machine that the page asked for; each request was refused. */
  readonly offHostRequests: readonly string[];
  close(): Promise<void>;
}

export async function openBrowser(): Promise<BrowserPage> {
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox', // Chromium's sandbox does not start for root, which containers run as.
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // A busy machine needs more than Playwright's half minute to load the workbench.
  context.setDefaultNavigationTimeout(120_000);
  const offHostRequests: string[] = [];
  await context.route(isOffHost, (route) => {
    offHostRequests.push(route.request().url());
    return route.abort();
  });
  const close = () => browser.close();
  return {
    page: await context.newPage(),
    offHostRequests,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function isOffHost({ protocol, hostname }: URL): boolean {
  return /^(https?|wss?):$/.test(protocol) && !['127.0.0.1', 'localhost'].includes(hostname);
}
