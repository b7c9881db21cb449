import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelMs, openRoundtrip } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

describe('reconstructing a function from its doc', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openRoundtrip();
  });
  afterAll(() => workbench?.close());

  const reconstruct = async (line: number) => {
    await workbench.openFile('stubs.py');
    await workbench.editorShows('the stub', (text) => text.includes('def repeat_word'));
    await workbench.goTo(line, 5);
    await workbench.runCommand('Roundtrip: Reconstruct from Doc');
    await workbench.waitFor(
      'a diff',
      async () =>
        (await workbench.page.locator('.monaco-diff-editor .editor.modified .view-line').count()) >
        0,
      modelMs,
    );
  };

  it('from the palette: a diff of original and rebuilt code, with the parts of the reward', async () => {
    await reconstruct(9);
    await workbench.waitFor('the parts', async () =>
      (await workbench.diffText()).modified.includes('similarity'),
    );
    const { original, modified } = await workbench.diffText();
    await workbench.screenshot('reconstruct-diff');
    expect(original).toContain('best = None');
    expect(modified).toContain('def largest(numbers):');
    for (const side of [original, modified]) expect(side).toMatch(/# reward +-?\d\.\d\d/);
    await workbench.page.keyboard.press('Control+w');
  });

  it('of a stub: the rebuilt body can be inserted, and undone in one step', async () => {
    await reconstruct(1);
    await workbench.screenshot('reconstruct-stub');
    await (await workbench.notificationButton('Insert')).click();
    const text = await workbench.editorShows(
      'a body in the stub',
      (shown) => shown.includes('def repeat_word') && !shown.includes('NotImplementedError'),
    );
    await workbench.screenshot('inserted');
    expect(text).toContain('"""Return word repeated times times, joined by a single space."""');
    await workbench.page.keyboard.press('Control+z');
    await workbench.editorShows('the stub', (shown) => shown.includes('NotImplementedError'));
  });

  it('without a doc says what to do', async () => {
    await workbench.openFile('slug.py');
    await workbench.goTo(5, 5);
    await workbench.runCommand('Roundtrip: Reconstruct from Doc');
    await workbench.notification(/has no documentation to rebuild it from/);
    await workbench.notificationButton('Document This Function');
    await workbench.screenshot('no-documentation');
  });
});
