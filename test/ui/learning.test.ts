import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testModel } from '../support/engine.ts';
import { openRoundtrip, PreviewWidget } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

describe('learning in the background', { timeout: 4 * 60_000 }, () => {
  let workbench: Workbench;
  let repository: string;

  beforeAll(async () => {
    repository = mkdtempSync(join(tmpdir(), 'roundtrip-learning-'));
    await cp(join(import.meta.dirname, 'fixtures/workspace'), repository, { recursive: true });
    execFileSync('git', ['init', '-q'], { cwd: repository });
    workbench = await openRoundtrip({ 'roundtrip.model': testModel('smollm2') }, repository);
    await workbench.openFile('slug.py');
  });
  afterAll(async () => {
    await workbench?.close();
    await rm(repository, { recursive: true, force: true });
  });

  const status = () => workbench.page.locator('.statusbar-item a[aria-label^="Roundtrip: "]');
  const says = (what: RegExp, withinMs?: number) =>
    workbench.waitFor(
      `a status that says ${what}`,
      async () => what.test((await status().getAttribute('aria-label')) ?? ''),
      withinMs,
    );
  const menu = async () => {
    await status().click();
    return workbench.page.locator('.quick-input-widget');
  };

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

  it('says why it waits, and can be asked to run now', async () => {
    const choices = await menu();
    await choices.getByText('you are at work').first().waitFor();
    await workbench.screenshot('learning-menu');
    await workbench.pick('Run Now');
    await says(/Drawing rollouts/);
    await workbench.screenshot('learning-at-work');
  });

  it('makes way for what the person asks of the model', async () => {
    await workbench.goTo(4, 5);
    await workbench.runCommand('Roundtrip: Document This Function');
    await says(/^(?!.*Drawing)/);
    await new PreviewWidget(workbench).ready();
    await workbench.page.keyboard.press('Escape');
    await menu();
    await workbench.pick('What It Did');
    await workbench.page
      .getByText(/^Paused\. Drew \d+ documentations/)
      .first()
      .waitFor();
    await workbench.screenshot('learning-activities');
    await workbench.page.keyboard.press('Escape');
  });

  it('is turned off by its menu', async () => {
    await menu();
    await workbench.pick('Turn Off for This Workspace');
    await status().waitFor({ state: 'detached' });
  });
});
