import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testModel } from '../support/engine.ts';
import { openRoundtrip } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

/** Idle time is counted in minutes, and looked at every five seconds. */
const idleMs = 100_000;

describe('learning in the background', { timeout: 4 * 60_000 }, () => {
  let workbench: Workbench;
  let repository: string;

  beforeAll(async () => {
    repository = mkdtempSync(join(tmpdir(), 'roundtrip-learning-'));
    await cp(join(import.meta.dirname, 'fixtures/workspace'), repository, { recursive: true });
    execFileSync('git', ['init', '-q'], { cwd: repository });
    const settings = { 'roundtrip.learning.idleMinutes': 1 };
    const model = { 'roundtrip.model': testModel('smollm2') };
    workbench = await openRoundtrip({ ...settings, ...model }, repository);
    await workbench.openFile('slug.py');
  });
  afterAll(async () => {
    await workbench?.close();
    await rm(repository, { recursive: true, force: true });
  });

  const status = () => workbench.page.locator('#roundtrip\\.roundtrip\\.roundtrip\\.learning');
  const says = async (what: RegExp, withinMs?: number) =>
    workbench.waitFor(
      `a status that says ${what}`,
      async () => {
        const texts = await status().allTextContents();
        return texts.some((text) => what.test(text));
      },
      withinMs,
    );

  it('is turned on after a question that says what is read, kept and run', async () => {
    await workbench.runCommand('Roundtrip: Learn in the Background');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const words = (await dialog.textContent()) ?? '';
    for (const word of ['Read:', 'Kept:', 'Run:', 'A key press pauses it']) {
      expect(words).toContain(word);
    }
    await workbench.screenshot('learning-question');
    await dialog.getByRole('button', { name: 'Turn On' }).click();
    await status().waitFor();
  });

  it('its menu says why it waits', async () => {
    await status().click();
    const menu = workbench.page.locator('.quick-input-widget');
    await menu.getByText('Waiting: you are at work').waitFor();
    await workbench.screenshot('learning-menu');
    await workbench.page.keyboard.press('Escape');
  });

  it('begins when nobody is there, and makes way for a key press', async () => {
    await workbench.goTo(1, 1);
    await says(/Drawing rollouts/, idleMs);
    await workbench.screenshot('learning-at-work');
    const pressed = Date.now();
    await workbench.page.keyboard.press('ArrowDown');
    await says(/^(?!.*Drawing)/);
    console.log(`Made way after ${Date.now() - pressed} ms.`);
    await status().click();
    await workbench.page.locator('.quick-input-widget').waitFor();
    await workbench.pick('What It Did');
    await workbench.page
      .getByText(/^(Paused\. )?Drew \d+ documentations/)
      .first()
      .waitFor();
    await workbench.screenshot('learning-activities');
    await workbench.page.keyboard.press('Escape');
  });

  it('is turned off by its menu', async () => {
    await status().click();
    await workbench.page.locator('.quick-input-widget').waitFor();
    await workbench.pick('Turn Off for This Workspace');
    await status().waitFor({ state: 'detached' });
  });
});
