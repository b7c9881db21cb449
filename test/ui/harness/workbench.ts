import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { testModel } from '../../support/engine.ts';
import { type BrowserPage, openBrowser } from './browser.ts';
import { type CodeServer, startCodeServer } from './codeServer.ts';
import { resultsFolder } from './tools.ts';

export interface WorkbenchOptions {
  /** A folder whose copy the window opens. */
  readonly workspace: string;
  /** Folder of installed extensions, from `installExtension`. */
  readonly extensionsFolder?: string;
  /** Folder of an extension to load from its sources' build instead. */
  readonly developmentExtension?: string;
  /** On top of the test model on the processor. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host; ROUNDTRIP_DATA is a fresh folder unless named. */
  readonly environment?: Readonly<Record<string, string>>;
}

const waitMs = 30_000;
/** Menus, toasts and pickers have faded in after so long. */
const animationMs = 400;

/**
 * One VS Code window, driven as a person does: by mouse, keyboard and what can be read. Every wait
 * that is in vain throws an error that names what was awaited and leaves a screenshot.
 */
export class Workbench implements AsyncDisposable {
  private failures = 0;

  private constructor(
    private readonly server: CodeServer,
    private readonly browser: BrowserPage,
    /** Holds `workspace` and `data`; thrown away at the end. */
    private readonly folder: string,
  ) {}

  /** Starts a server of its own, opens a browser on a copy of the workspace, waits for the files. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const folder = await mkdtemp(join(tmpdir(), 'roundtrip-ui-'));
    const workspace = join(folder, 'workspace');
    await cp(options.workspace, workspace, { recursive: true });
    const server = await startCodeServer({
      settings: { 'roundtrip.model': testModel(), 'roundtrip.gpu': 'off', ...options.settings },
      environment: { ROUNDTRIP_DATA: join(folder, 'data'), ...options.environment },
      development: options.developmentExtension !== undefined,
      ...(options.extensionsFolder ? { extensionsFolder: options.extensionsFolder } : {}),
    });
    const workbench = new Workbench(server, await openBrowser(), folder);
    const { developmentExtension } = options;
    await workbench.page.goto(
      server.address(workspace, {
        skipWelcome: 'true',
        ...(developmentExtension && {
          extensionDevelopmentPath: `vscode-remote://remote${resolve(developmentExtension)}`,
        }),
      }),
    );
    await workbench.visible('the explorer', '.explorer-folders-view .monaco-list-row', 60_000);
    return workbench;
  }

  /** For what the methods below do not cover. */
  get page(): Page {
    return this.browser.page;
  }

  /** The copy that the window has open. */
  get workspace(): string {
    return join(this.folder, 'workspace');
  }

  /** ROUNDTRIP_DATA of this window, unless the options gave another. */
  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  /** A file of the workspace as it is on the disk. */
  read(path: string): Promise<string> {
    return readFile(join(this.workspace, path), 'utf8');
  }

  /** Opens a file by its path or name in the workspace. */
  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.pick(path.split('/').at(-1) ?? path, path);
    await this.visible(`the open file ${path}`, '.editor-instance .view-line');
  }

  /** Puts the cursor on a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+g');
    const input = await this.quickInput();
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    await this.hidden('the line prompt', input);
  }

  /** The lines that the active editor shows. VS Code draws no more than fit, in no fixed order. */
  editorText(): Promise<string> {
    return textOf(this.page.locator('.editor-group-container.active .editor-instance'));
  }

  /** Both sides of the diff in the active editor. */
  async diffText(): Promise<{ original: string; modified: string }> {
    const diff = '.editor-group-container.active .monaco-diff-editor';
    await this.visible('a diff', `${diff} .editor.modified .view-line`);
    return {
      original: await textOf(this.page.locator(`${diff} .editor.original`)),
      modified: await textOf(this.page.locator(`${diff} .editor.modified`)),
    };
  }

  /** Waits until the active editor's visible text satisfies `condition`, and returns it. */
  async editorShows(what: string, condition: (text: string) => boolean): Promise<string> {
    let text = '';
    await this.waitFor(`an editor with ${what}`, async () => {
      text = await this.editorText();
      return condition(text);
    });
    return text;
  }

  /** Opens the command palette on `title` and returns the row of that command. */
  async palette(title: string): Promise<Locator> {
    await this.page.keyboard.press('F1');
    await (await this.quickInput()).fill(`>${title}`);
    return this.visible(
      `the command "${title}"`,
      this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first(),
    );
  }

  async runCommand(title: string): Promise<void> {
    await (await this.palette(title)).click();
  }

  /** Chooses the row with `label` in the quick pick, after typing `filter` into it. */
  async pick(label: string, filter?: string): Promise<void> {
    if (filter !== undefined) await (await this.quickInput()).fill(filter);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    await (await this.visible(`the choice "${label}"`, row)).click();
  }

  /** Right-clicks on the first editor line that contains `text`. */
  async rightClick(text: string): Promise<void> {
    const line = this.page.locator('.editor-instance .view-line', { hasText: text }).first();
    await this.visible(`the line "${text}"`, line);
    await line.locator('span span').first().click({ button: 'right' });
  }

  /** The entry of the open menu. Menus live in a shadow root, which a role looks through. */
  contextMenuItem(label: string): Promise<Locator> {
    return this.visible(
      `the menu entry "${label}"`,
      this.page.getByRole('menuitem', { name: label }).first(),
    );
  }

  /** Chooses an entry of the open menu, which takes no click until it has faded in. */
  async chooseMenuItem(label: string): Promise<void> {
    const item = await this.contextMenuItem(label);
    await sleep(animationMs);
    await item.click();
    await this.hidden('the menu', item);
  }

  /** The CodeLens or in-editor link with this text. */
  codeLens(label: string | RegExp): Promise<Locator> {
    const lens = this.page.locator('.editor-instance .codelens-decoration a', { hasText: label });
    return this.visible(`the CodeLens "${label}"`, lens.first());
  }

  /** The toast that contains `text`. */
  notification(text: string | RegExp): Promise<Locator> {
    const toast = this.page.locator('.notifications-toasts .notification-list-item', {
      hasText: text,
    });
    return this.visible(`the notification "${text}"`, toast.first());
  }

  notificationButton(label: string): Promise<Locator> {
    const toasts = this.page.locator('.notifications-toasts');
    return this.visible(
      `the notification's button "${label}"`,
      toasts.getByRole('button', { name: label }).first(),
    );
  }

  statusBarItem(text: string | RegExp): Promise<Locator> {
    const item = this.page.locator('.statusbar-item', { hasText: text });
    return this.visible(`the status "${text}"`, item.first());
  }

  /** Saves the active file and waits until the tab says so. */
  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await this.hidden('the mark of an unsaved file', this.page.locator('.tab.active.dirty'));
  }

  /** Writes test-results/screenshots/NAME.png, 1440 by 900. */
  async screenshot(name: string): Promise<string> {
    const path = join(resultsFolder, 'screenshots', `${name}.png`);
    await sleep(animationMs);
    await this.page.screenshot({ path });
    return path;
  }

  /** Waits until `probe` is true. */
  async waitFor(
    what: string,
    probe: () => boolean | Promise<boolean>,
    timeoutMs = waitMs,
  ): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await probe())) {
      if (Date.now() > deadline) return this.inVain(what, timeoutMs);
      await sleep(100);
    }
  }

  /** Ends the window and its server. @throws Error if the page asked for anything off this machine. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    const { offHostRequests } = this.browser;
    if (offHostRequests.length > 0) {
      throw new Error(
        `The page asked for something off this machine: ${offHostRequests.join(', ')}.`,
      );
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private quickInput(): Promise<Locator> {
    return this.visible('the quick input', '.quick-input-widget input.input');
  }

  private async visible(
    what: string,
    where: string | Locator,
    timeoutMs = waitMs,
  ): Promise<Locator> {
    const locator = typeof where === 'string' ? this.page.locator(where).first() : where;
    await locator
      .waitFor({ timeout: timeoutMs })
      .catch((cause) => this.inVain(what, timeoutMs, cause));
    return locator;
  }

  private async hidden(what: string, locator: Locator): Promise<void> {
    await locator
      .waitFor({ state: 'hidden', timeout: waitMs })
      .catch((cause) => this.inVain(`the end of ${what}`, waitMs, cause));
  }

  private async inVain(what: string, timeoutMs: number, cause?: unknown): Promise<never> {
    this.failures += 1;
    const shot = await this.screenshot(`failed-${Date.now()}-${this.failures}`);
    throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}. Screenshot: ${shot}`, {
      cause,
    });
  }
}

/** The visible lines of an editor from top to bottom, with ordinary spaces. */
async function textOf(editor: Locator): Promise<string> {
  const lines = await editor
    .first()
    .locator('.view-line')
    .evaluateAll((elements) =>
      elements.map(({ style, textContent }) => ({
        top: Number.parseFloat(style.top),
        text: textContent ?? '',
      })),
    );
  return lines
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}
