import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RolloutStore } from '../../src/rollout/store.ts';
import { aDocumentation, aSubject } from '../unit/rollout/records.ts';
import { openRoundtrip } from './harness/roundtrip.ts';
import type { Workbench } from './harness/workbench.ts';

const total =
  'def total(basket):\n    prices = [one.price for one in basket]\n    return sum(prices)\n';
const password = ['Tq8', 'wZr!', '41x'].join('');
const files = {
  'src/basket.py': total,
  'src/login.py': `def login(api):\n    password = "${password}"\n    return api(password)\n`,
  'vendor/copied.py': total,
};

describe('what learning reads', { timeout: 3 * 60_000 }, () => {
  let workbench: Workbench;
  let repository: string;

  beforeAll(async () => {
    repository = mkdtempSync(join(tmpdir(), 'roundtrip-reads-'));
    execFileSync('git', ['init', '-q'], { cwd: repository });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    }
    workbench = await openRoundtrip({}, repository);
    await workbench.openFile('src/login.py');
    await workbench.page.locator('.pane-header', { hasText: 'What Learning Reads' }).waitFor();
  });
  afterAll(async () => {
    await workbench?.close();
    await rm(repository, { recursive: true, force: true });
  });

  /** A row of the view. */
  const row = (text: string) =>
    workbench.page
      .locator('.pane', {
        has: workbench.page.locator('.pane-header', { hasText: 'What Learning Reads' }),
      })
      .locator('.monaco-list-row', { hasText: text })
      .first();

  it('is listed by reason and folder, and a click opens the code', async () => {
    await workbench.runCommand('Roundtrip: What Learning Reads');
    await row('Learned from').waitFor();
    await row('Not read: what looks like a secret').waitFor();
    await row('Not read: files of others').waitFor();
    await workbench.screenshot('what-learning-reads');
    for (const heading of ['Learned from', 'src', 'total']) await row(heading).click();
    await workbench.page.locator('.tab', { hasText: 'basket.py' }).waitFor();
  });

  it('goes with all that is kept of it, after a question that says what', async () => {
    const store = new RolloutStore(workbench.dataFolder, () => {});
    const subject = aSubject({ repository: workbench.workspace });
    store.recordDocumentation(aDocumentation({ subject }));
    await workbench.runCommand('Roundtrip: Forget This Repository');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('functions: 1, documentations: 1');
    await workbench.screenshot('forget-question');
    await dialog.getByRole('button', { name: 'Forget' }).click();
    await workbench.waitFor('an empty store', async () => store.repositories().length === 0);
    // A toast may have come and gone; the list of notifications keeps it.
    await workbench.runCommand('Notifications: Show Notifications');
    const list = workbench.page.locator('.notifications-center');
    await list.getByText(/is forgotten\. Removed: functions: 1/).waitFor();
    store.dispose();
  });
});
