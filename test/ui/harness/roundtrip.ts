import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testModel } from '../../support/engine.ts';
import { installExtension, vsixPath } from './installedExtension.ts';
import { projectRoot } from './tools.ts';
import { Workbench } from './workbench.ts';

/** A model draws at most some hundred tokens; two slow cores need this long for them. */
export const modelMs = 120_000;

const fixtures = join(import.meta.dirname, '../fixtures');

/** A window on a copy of a workspace, with the packaged extension and a real model. */
export async function openRoundtrip(
  settings: Record<string, unknown> = {},
  workspace = join(fixtures, 'workspace'),
): Promise<Workbench> {
  return Workbench.open({
    workspace,
    extensionsFolder: await installExtension(vsixPath()),
    settings: {
      'files.autoSave': 'off',
      'roundtrip.model': testModel('qwen'),
      'roundtrip.gpu': 'off',
      ...settings,
    },
  });
}

/** The documentation preview between the lines of the editor. */
export class PreviewWidget {
  constructor(private readonly workbench: Workbench) {}

  private get widget() {
    return this.workbench.page.locator('.review-widget');
  }

  /** What the model has written so far. */
  async text(): Promise<string> {
    const lines = await this.widget.locator('.monaco-tokenized-source > span').allTextContents();
    return lines.join('\n').trim();
  }

  /** Waits until the model has begun to write. */
  async writing(): Promise<void> {
    await this.workbench.waitFor(
      'a preview that grows',
      async () => (await this.isOpen()) && (await this.text()).length > 12,
      modelMs,
    );
  }

  /** Waits until the model is done, and returns the documentation. */
  async ready(): Promise<string> {
    const accept = this.widget.locator('a', { hasText: 'Accept' });
    await this.workbench.waitFor(
      'a finished documentation',
      async () => (await accept.count()) > 0,
      modelMs,
    );
    return this.text();
  }

  async choose(action: 'Accept' | 'Again' | 'Discard' | 'Cancel'): Promise<void> {
    await this.widget.locator('a', { hasText: action }).first().click();
  }

  async isOpen(): Promise<boolean> {
    return (await this.widget.locator('[data-code]').count()) > 0;
  }

  async closed(): Promise<void> {
    await this.workbench.waitFor('the end of the preview', async () => !(await this.isOpen()));
  }
}

/**
 * The documented fixture as a git repository in which `doubled` was changed after its documentation.
 * @returns its folder, to be removed by the caller.
 */
export async function driftedRepository(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roundtrip-drifted-'));
  await cp(join(fixtures, 'documented'), folder, { recursive: true });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      env: { ...process.env, GIT_COMMITTER_DATE: '2026-03-02T12:00:00Z' },
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'Documented');
  const path = join(folder, 'prices.py');
  const changed =
    'if number < 0:\n        raise ValueError("negative")\n    return number ** 3 + 1';
  await writeFile(path, (await readFile(path, 'utf8')).replace('return 2 * number', changed));
  git('commit', '-qam', 'Another rule');
  return folder;
}

/** Kills the packaged extension's engine as the system would, without a warning. */
export function killEngine(): void {
  execFileSync('pkill', ['-KILL', '-f', `${projectRoot}/.cache/installed-extension/.*/engine.mjs`]);
}
