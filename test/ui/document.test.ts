import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { killEngine, modelMs, openRoundtrip, PreviewWidget } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

describe('documenting a function', () => {
  let workbench: Workbench;
  let preview: PreviewWidget;
  let original: string;

  beforeAll(async () => {
    workbench = await openRoundtrip();
    preview = new PreviewWidget(workbench);
  });
  afterAll(() => workbench?.close());
  beforeEach(async () => {
    await workbench.openFile('slug.py');
    await workbench.goTo(1);
    await workbench.editorShows('the function', (text) => text.includes('def slugify(text):'));
    original = await workbench.read('slug.py');
  });

  const startByMenu = async () => {
    await workbench.rightClick('words = re.findall');
    await workbench.chooseMenuItem('Document This Function');
  };
  const fileIsUntouched = async () => {
    expect(await workbench.read('slug.py')).toBe(original);
    expect(await workbench.page.locator('.tab.active.dirty').count()).toBe(0);
    await workbench.goTo(1);
    expect(await workbench.editorText()).toContain('def slugify(text):\n    words = re.findall');
  };

  it('by right-click: previewed in place, accepted, undone in one step', async () => {
    await workbench.rightClick('words = re.findall');
    const item = await workbench.contextMenuItem('Document This Function');
    await item.hover();
    await workbench.screenshot('context-menu');
    await workbench.chooseMenuItem('Document This Function');
    const doc = await preview.ready();
    await workbench.screenshot('preview');
    await fileIsUntouched();

    await preview.choose('Accept');
    await preview.closed();
    const [summary = ''] = doc.split('\n');
    await workbench.editorShows('the doc', (text) => text.includes(`"""${summary.slice(0, 20)}`));
    await workbench.waitFor(
      'a fidelity above the function',
      async () =>
        (await workbench.page
          .locator('.codelens-decoration a', { hasText: /fidelity \d+%/ })
          .count()) > 0,
      modelMs,
    );
    await workbench.screenshot('fidelity');

    await (await workbench.codeLens(/fidelity \d+%/)).click();
    await workbench.editorShows('the report', (text) => text.includes('# Round trip of slugify'));
    await workbench.screenshot('report');
    await workbench.page.keyboard.press('Control+w');

    await workbench.editorShows('the doc again', (text) => text.includes('"""'));
    await workbench.page.keyboard.press('Control+z');
    await workbench.editorShows('no doc', (text) => !text.includes('"""'));
    await fileIsUntouched();
  });

  it('cancelled in mid-stream leaves the file untouched', async () => {
    await startByMenu();
    await preview.writing();
    await workbench.screenshot('writing');
    await preview.choose('Cancel');
    await preview.closed();
    await fileIsUntouched();
  });

  it('survives the death of the engine in mid-stream, and the next request works', async () => {
    await startByMenu();
    await preview.writing();
    killEngine();
    const toast = await workbench.notification(/ended unexpectedly/);
    await workbench.screenshot('engine-died');
    await preview.closed();
    await fileIsUntouched();
    await toast.hover();
    await workbench.page.keyboard.press('Escape');

    await startByMenu();
    expect((await preview.ready()).length).toBeGreaterThan(10);
    await preview.choose('Discard');
    await preview.closed();
    await fileIsUntouched();
  });

  it('from the lightbulb, asked again, then discarded by Escape', async () => {
    await workbench.goTo(11, 12);
    await workbench.page.keyboard.press('Control+.');
    const action = workbench.page.getByText('Document This Function').first();
    await action.waitFor();
    await workbench.screenshot('lightbulb');
    await action.click();
    await preview.ready();
    await preview.choose('Again');
    await workbench.waitFor(
      'a new preview',
      async () =>
        (await workbench.page.locator('.review-widget a', { hasText: 'Cancel' }).count()) > 0,
      modelMs,
    );
    await preview.ready();
    await workbench.goTo(11, 12);
    await workbench.page.keyboard.press('Escape');
    await preview.closed();
    await fileIsUntouched();
  });

  it('where there is no function says so', async () => {
    await workbench.goTo(1, 1);
    await workbench.rightClick('import re');
    await workbench.chooseMenuItem('Document This Function');
    await workbench.notification(/There is no function at the cursor/);
    await workbench.screenshot('no-function');
    await fileIsUntouched();
  });
});

describe('a model that is not there', () => {
  it('is named, with a button that leads to another', async () => {
    await using workbench = await openRoundtrip({ 'roundtrip.model': '/nowhere/model.gguf' });
    await workbench.openFile('clamp.ts');
    await workbench.rightClick('return Math.min');
    await workbench.chooseMenuItem('Document This Function');
    await workbench.notification('/nowhere/model.gguf');
    await workbench.screenshot('model-missing');
    await (await workbench.notificationButton('Choose a Model')).click();
    const row = workbench.page.locator('.quick-input-list .monaco-list-row', {
      hasText: 'suggested',
    });
    await workbench.waitFor('a suggested model', async () => (await row.count()) > 0);
    await workbench.screenshot('choose-model');
  });
});
