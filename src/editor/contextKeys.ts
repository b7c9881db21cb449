import {
  type ExtensionContext,
  type TextEditor,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import { functionAt } from '../parse/functionUnits.ts';
import { contexts } from './ids.ts';
import { inBackground } from './inBackground.ts';
import type { Services } from './services.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** Typing makes many selections; the keys follow after a pause of this many milliseconds. */
const pauseMs = 80;

/**
 * Keeps the context keys true to the active editor. The context menu goes by the whole file, since
 * VS Code builds it before an extension can hear of the click that moved the cursor.
 */
export function registerContextKeys(
  context: ExtensionContext,
  { logger }: Services,
  units: DocumentUnits,
): void {
  let timer: NodeJS.Timeout | undefined;
  const update = async (editor: TextEditor | undefined) => {
    const all = editor ? await units.all(editor.document) : [];
    if (editor !== window.activeTextEditor) return;
    const here = editor && functionAt(all, editor.document.offsetAt(editor.selection.active));
    setKey(contexts.fileLacksFunctions, all.length === 0);
    setKey(contexts.cursorOutsideFunctions, !here);
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => inBackground(logger, 'Menus do not follow', update(window.activeTextEditor)),
      pauseMs,
    );
  };
  context.subscriptions.push(
    { dispose: () => clearTimeout(timer) },
    window.onDidChangeActiveTextEditor(schedule),
    window.onDidChangeTextEditorSelection(schedule),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) schedule();
    }),
  );
  schedule();
}

/** Sets a key that `when` clauses in package.json test. */
export function setKey(key: string, value: unknown): void {
  void vscodeCommands.executeCommand('setContext', key, value);
}
