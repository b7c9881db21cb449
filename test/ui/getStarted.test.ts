import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoundtrip } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

describe('the first minutes', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    // Nothing was chosen yet, and VS Code may greet.
    workbench = await openRoundtrip({
      'roundtrip.model': '',
      'workbench.welcomePage.walkthroughs.openOnInstall': true,
    });
  });
  afterAll(() => workbench?.close());

  const page = () => workbench.page.locator('.gettingStartedContainer');
  const step = (title: string) => page().locator('button.getting-started-step', { hasText: title });
  /** Pictures and words of a step live in a webview. */
  const isShown = async (what: RegExp) => {
    const frames = workbench.page.frames().map((frame) => frame.content().catch(() => ''));
    return (await Promise.all(frames)).some((content) => what.test(content));
  };

  it('begin by themselves, once, in a tab that takes no focus', async () => {
    await workbench.openFile('slug.py');
    const tab = workbench.page.locator('.tab', { hasText: 'Welcome' });
    await workbench.waitFor('the walkthrough', async () => (await tab.count()) === 1);
    await workbench.editorShows('the file', (text) => text.includes('def slugify'));
    await workbench.screenshot('walkthrough-offered');
  });

  it('lead through four steps, each with its picture or words', async () => {
    await workbench.runCommand('Roundtrip: Get Started');
    await step('Choose a model').waitFor();
    expect(await page().locator('button.getting-started-step').count()).toBe(4);
    const steps: [title: string, shows: RegExp, name: string][] = [
      ['Choose a model', /Which model\?/, 'model'],
      ['Document your first', /<svg[^>]*>[\s\S]*shorten/, 'document'],
      ['See its fidelity', /<svg[^>]*>[\s\S]*75%/, 'fidelity'],
      ['Let it learn', /What learning does/, 'learn'],
    ];
    for (const [title, shows, name] of steps) {
      await step(title).click();
      await workbench.waitFor(`what “${title}” shows`, () => isShown(shows));
      await workbench.screenshot(`walkthrough-${name}`);
    }
  });

  it('open an example beside them, with the cursor in a function', async () => {
    await step('Document your first').click();
    await page().getByRole('button', { name: 'Open an Example' }).click();
    await workbench.editorShows('the example', (text) => text.includes('def shorten(text, limit)'));
    await workbench.screenshot('walkthrough-example');
    const status = await workbench.statusBarItem(/Ln 6, Col/);
    expect(await status.isVisible()).toBe(true);
  });
});
