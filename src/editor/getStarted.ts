import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ExtensionContext,
  Selection,
  Uri,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import { commands, walkthrough } from './ids.ts';
import { inBackground } from './inBackground.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import { modelSetting } from './settings.ts';

/** Remembers, for all windows, that the walkthrough was shown by itself. */
const shownKey = 'getStarted.shown';

/** "Get Started" and "Open an Example"; shows the walkthrough once to someone who is new here. */
export function registerGetStarted(context: ExtensionContext, services: Services): void {
  const { logger } = services;
  const show = async (inactive: boolean) => {
    const id = `${context.extension.id}#${walkthrough}`;
    await vscodeCommands.executeCommand('workbench.action.openWalkthrough', id, { inactive });
  };
  registerCommand(context, logger, commands.getStarted, () => show(false));
  registerCommand(context, logger, commands.openExample, () => openExample(context.extensionUri));
  inBackground(logger, 'The walkthrough was not shown', showOnce(context, services, show));
}

/** As a tab beside what the person opened, which keeps the focus. */
async function showOnce(
  { globalState }: ExtensionContext,
  { dataDirectory }: Services,
  show: (inactive: boolean) => Promise<void>,
): Promise<void> {
  if (globalState.get(shownKey, false)) return;
  await globalState.update(shownKey, true);
  const isUsed = modelSetting() !== '' || existsSync(join(dataDirectory, 'roundtrip.db'));
  const isWanted = workspace
    .getConfiguration('workbench.welcomePage.walkthroughs')
    .get('openOnInstall', true);
  if (isWanted && !isUsed) await show(true);
}

/** A copy that belongs to nobody's folder, with the cursor in its first function. */
async function openExample(extension: Uri): Promise<void> {
  const source = Uri.joinPath(extension, 'media', 'walkthrough', 'example.py');
  const content = new TextDecoder().decode(await workspace.fs.readFile(source));
  const document = await workspace.openTextDocument({ language: 'python', content });
  const editor = await window.showTextDocument(document);
  const cursor = document.positionAt(content.indexOf('return text'));
  editor.selection = new Selection(cursor, cursor);
}
