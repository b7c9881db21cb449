import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDashboardPage } from '../../scripts/support/dashboardPage.mjs';
import { RoundtripError } from '../../src/common/errors.ts';
import { writeWhole } from '../../src/common/writeWhole.ts';
import type { DashboardParts } from '../../src/dashboard/answer.ts';
import { reportHtml } from '../../src/dashboard/pageHtml.ts';
import { reportOf, rolloutsInReport } from '../../src/dashboard/reportOf.ts';
import { englishWords as words } from '../../src/dashboard/words.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import { AdapterRegistry } from '../../src/training/adapters/registry.ts';
import { writeLargeStore } from '../support/largeStore.ts';
import { writeLearningHistory } from '../support/learningHistory.ts';
import { openBrowser } from './harness/browser.ts';
import {
  complaintsOf,
  type DashboardPage,
  openDashboard,
  themes,
} from './harness/dashboardPage.ts';
import { resultsFolder } from './harness/tools.ts';
import { Workbench } from './harness/workbench.ts';

const repository = '/work/shop';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A data folder with a store, closed when `close` is called. */
function dataFolder() {
  const directory = mkdtempSync(join(tmpdir(), 'roundtrip-dashboard-'));
  const store = new RolloutStore(directory, () => {});
  const parts: DashboardParts = {
    ...{ store, dataDirectory: directory },
    adapters: new AdapterRegistry(directory, () => {}),
  };
  const close = () => {
    store.dispose();
    rmSync(directory, { recursive: true, force: true });
  };
  return { directory, store, parts, close };
}

const large = dataFolder();
const empty = dataFolder();

beforeAll(async () => {
  writeLargeStore(large.directory);
  const from = Date.UTC(2026, 1, 20);
  await writeLearningHistory({ ...large, repository, from });
}, 180_000);

afterAll(() => {
  large.close();
  empty.close();
});

/** What axe finds wrong, each with where. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: { violations: { id: string; nodes: { html: string }[] }[] } =
    // It may not fetch the style sheet again: the page's policy forbids that.
    await page.evaluate('axe.run({ preload: false })');
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const turnTo = (page: Page, name: string) => page.getByRole('tab', { name }).click();

const screenshot = (page: Page, name: string) =>
  page.screenshot({ path: join(resultsFolder, 'screenshots', `dashboard-${name}.png`) });

/** Each page of the dashboard, and what it shows once it is read. */
const pages: readonly (readonly [name: string, shows: string, open: string | null])[] = [
  [words.overview, '#panel-overview .uplot canvas', null],
  [words.learned, '#panel-learned .verdict', '#panel-learned tbody button'],
  [words.rollouts, '#panel-rollouts [data-index="3"]', '#panel-rollouts [data-index="3"]'],
  [words.training, '#panel-training .uplot canvas', null],
  [words.storage, '#panel-storage table', null],
];

describe.each(themes)('over 100,000 rollouts in the theme %s', (theme) => {
  it('each page is shown, and neither axe nor the browser finds fault', async () => {
    await using dashboard = await openDashboard(large.parts, theme, repository);
    const { page } = dashboard;
    for (const [name, shows, open] of pages) {
      await turnTo(page, name);
      await page.locator(shows).first().waitFor();
      if (open) {
        await page.locator(open).first().click();
        await page.locator('[role=tabpanel]:not([hidden]) .code').first().waitFor();
      }
      expect(await violationsOf(page), name).toEqual([]);
      await screenshot(page, `${theme}-${name.replaceAll(/\W+/g, '-').toLowerCase()}`);
    }
    expect(dashboard.complaints).toEqual([]);
  });
});

describe('the dashboard', () => {
  let dashboard: DashboardPage;
  let page: Page;
  beforeAll(async () => {
    dashboard = await openDashboard(large.parts, 'dark', repository);
    page = dashboard.page;
  });
  afterAll(() => dashboard?.[Symbol.asyncDispose]());

  it('is worked by the keyboard alone', async () => {
    await page.getByRole('tab', { name: words.overview }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const tab = page.getByRole('tab', { name: words.rollouts });
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    const first = page.locator('[data-index="0"]');
    await first.getByText('parcel_fee').first().waitFor();
    await first.focus();
    await page.keyboard.press('End');
    const last = page.locator(':focus');
    const total = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
    expect(total).toBeGreaterThan(95_000);
    expect(await last.getAttribute('aria-rowindex')).toBe(String(total));
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowUp');
    await page.locator(':focus', { hasText: '%' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#panel-rollouts .code').first().waitFor();
    const drawn = await page.locator('#panel-rollouts tr[data-index]').count();
    expect(drawn).toBeLessThan(100);
  });

  it('filters, searches and sorts all rollouts', async () => {
    const found = page.locator('.found');
    const rewards = page.locator('#panel-rollouts td.reward');
    await page.getByRole('columnheader', { name: words.reward }).getByRole('button').click();
    await page.locator('th[aria-sort=ascending]', { hasText: words.reward }).waitFor();
    expect(await rewards.first().textContent()).toBe('-20.0%');
    await page.getByRole('combobox', { name: words.language }).selectOption('go');
    await page.getByLabel(words.search).first().fill('tax/parcels');
    await page
      .locator('#panel-rollouts td.path', { hasText: 'src/tax/parcels.go' })
      .first()
      .waitFor();
    const paths = new Set(await page.locator('#panel-rollouts td.path').allTextContents());
    expect([...paths]).toEqual(['src/tax/parcels.go']);
    expect(await found.textContent()).toMatch(/^\d{1,3} rollouts$/);
    await page.getByLabel(words.search).first().fill('no such thing');
    await page.getByText(words.nothingFound).waitFor();
  });

  it('saves a table as CSV and a plot as PNG and SVG', async () => {
    await turnTo(page, words.overview);
    const save = async (label: string) => {
      const before = dashboard.actions.length;
      await page.getByRole('button', { name: label }).first().click();
      await expect.poll(() => dashboard.actions.length).toBe(before + 1);
      const action = dashboard.actions.at(-1);
      if (action?.act !== 'save') throw new Error('Nothing was saved.');
      return action;
    };
    const plot = words.rewardsOverTime;
    const csv = await save(words.saveCsv.replace('{0}', plot));
    expect(csv.name).toBe('Mean-reward-over-time');
    expect(csv.content).toMatch(/^\ufeffFrom,Reward,± 95%,Rewards\r\n2025-12-/);
    const svg = await save(words.saveSvg.replace('{0}', plot));
    expect(svg.content).toMatch(/^<svg xmlns=.*<\/svg>$/s);
    expect(svg.content).not.toMatch(/var\(|light-dark/);
    const png = await save(words.savePng.replace('{0}', plot));
    expect(Buffer.from(png.content, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  it('asks the editor for what only the editor can do', async () => {
    await page
      .getByRole('button', { name: `${words.openCode}: ` })
      .first()
      .click();
    await turnTo(page, words.storage);
    await page.getByRole('button', { name: words.forget }).click();
    await expect
      .poll(() => dashboard.actions.slice(-2).map(({ act }) => act))
      .toEqual(['openCode', 'forget']);
  });
});

describe('where there is nothing to show', () => {
  it('an empty store is said to be empty, with what to do', async () => {
    await using dashboard = await openDashboard(empty.parts, 'light');
    const { page } = dashboard;
    await page.getByText(words.noRollouts).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await turnTo(page, words.learned);
    await page.getByText(words.noCyclesWhat).waitFor();
    await screenshot(page, 'empty');
    await page.getByRole('button', { name: words.train }).click();
    await expect.poll(() => dashboard.actions.map(({ act }) => act)).toEqual(['train']);
  });

  it('a store that can’t be read is a sentence on the page, and can be tried again', async () => {
    const sentence = 'The records are used by another program.';
    const trouble = new RoundtripError('store-locked', sentence);
    let isLocked = true;
    const store: DashboardParts['store'] = {
      read: (select) => {
        if (isLocked) throw trouble;
        return empty.store.read(select);
      },
    };
    await using dashboard = await openDashboard({ ...empty.parts, store }, 'dark');
    const { page } = dashboard;
    await page.getByRole('alert').getByText(sentence).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    isLocked = false;
    await page.getByRole('button', { name: words.tryAgain }).click();
    await page.getByText(words.noRollouts).waitFor();
  });
});

describe('a report', () => {
  it('is one file that shows the same, runs without a fault and asks for nothing', async () => {
    const page = join(large.directory, 'page');
    await buildDashboardPage(page, { production: true });
    const source = (name: string) => readFileSync(join(page, name), 'utf8');
    const data = await reportOf(large.parts, repository, new AbortController().signal);
    const file = join(large.directory, 'report.html');
    await writeWhole(
      file,
      reportHtml(
        { language: 'en', words, report: data, repository },
        {
          script: source('dashboard.js'),
          style: source('dashboard.css'),
          theme: source('reportTheme.css'),
        },
      ),
    );
    await using browser = await openBrowser();
    const complaints = complaintsOf(browser);
    const requests: string[] = [];
    browser.page.on('request', (request) => requests.push(request.url()));
    const address = pathToFileURL(file).href;
    await browser.page.goto(address);
    for (const [name, shows, open] of pages) {
      await turnTo(browser.page, name);
      await browser.page.locator(shows).first().waitFor();
      if (open) {
        await browser.page.locator(open).first().click();
        await browser.page.locator('[role=tabpanel]:not([hidden]) .code').first().waitFor();
      }
      expect(await violationsOf(browser.page), name).toEqual([]);
    }
    await turnTo(browser.page, words.rollouts);
    await browser.page.getByText(`${rolloutsInReport} rollouts`).waitFor();
    await screenshot(browser.page, 'report');
    expect(await browser.page.getByRole('button', { name: words.forget }).count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([address]);
  });
});

describe('in a real window', () => {
  it('the dashboard opens by the palette', async () => {
    await using workbench = await Workbench.open({
      workspace: join(import.meta.dirname, 'fixtures/workspace'),
      developmentExtension: join(import.meta.dirname, '../..'),
      environment: { ROUNDTRIP_DATA: large.directory },
    });
    await workbench.openFile('slug.py');
    await workbench.runCommand('Roundtrip: Show Dashboard');
    const tiles = workbench.page
      .frameLocator('iframe.webview')
      .frameLocator('#active-frame')
      .locator('.tiles');
    await tiles.first().waitFor({ timeout: 60_000 });
    expect(await tiles.first().textContent()).toContain('98,468');
    await workbench.screenshot('dashboard-window');
  });
});
