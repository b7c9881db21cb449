import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands, Selection, type TextEditor, Uri, window, workspace } from 'vscode';
import { RolloutStore } from '../../src/rollout/store.ts';

export const sampleSource = [
  'def shorten(text, limit):',
  '    if len(text) <= limit:',
  '        return text',
  '    return text[: limit - 1] + "…"',
  '',
  '',
  'def double(number):',
  '    return number * 2',
  '',
].join('\n');

/**
 * Opens a new file of the workspace with the cursor in front of `at`. What a first try of the same
 * test left unsaved in it is given up.
 */
export async function openSource(name: string, source: string, at: string): Promise<TextEditor> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The window has no folder open.');
  const path = join(folder.uri.fsPath, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
  const document = await workspace.openTextDocument(Uri.file(path));
  const editor = await window.showTextDocument(document);
  if (document.isDirty) await commands.executeCommand('workbench.action.files.revert');
  await until('the text on the disk', () => document.getText() === source);
  const cursor = document.positionAt(document.getText().indexOf(at));
  editor.selection = new Selection(cursor, cursor);
  return editor;
}

/** Runs a command of ours; it ends when its work is done or its error is shown. */
export async function runCommand(name: string): Promise<void> {
  await commands.executeCommand(`roundtrip.${name}`);
}

/** Looks into the store that the extension writes. */
export function inStore<T>(look: (store: RolloutStore) => T): T {
  const store = new RolloutStore(process.env.ROUNDTRIP_DATA ?? '', () => {});
  try {
    return look(store);
  } finally {
    store.dispose();
  }
}

/** Waits until `probe` is true. @throws Error after `milliseconds`. */
export async function until(
  what: string,
  probe: () => boolean | Promise<boolean>,
  milliseconds = 60_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
