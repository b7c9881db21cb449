import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installExtension, vsixPath } from './harness/installedExtension.ts';
import { Workbench } from './harness/workbench.ts';

describe('the installed package in a real window', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open({
      workspace: join(import.meta.dirname, 'fixtures/workspace'),
      extensionsFolder: await installExtension(vsixPath()),
    });
  });

  afterAll(() => workbench?.close());

  it('opens a file of the workspace', async () => {
    await workbench.openFile('slug.py');
    await workbench.editorShows('the function', (text) => text.includes('def slugify(text):'));
  });

  it.each([
    'Roundtrip: Document This Function',
    'Roundtrip: Show Round-Trip Report',
    'Roundtrip: Choose a Model',
    'Roundtrip: Show Log',
  ])('lists "%s" in the palette, the cursor in a function', async (title) => {
    await workbench.goTo(5, 5);
    const row = await workbench.palette(title);
    expect(await row.isVisible()).toBe(true);
    await workbench.screenshot('palette');
    await workbench.page.keyboard.press('Escape');
  });
});
