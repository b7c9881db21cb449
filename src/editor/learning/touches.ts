import { type Disposable, TextEditorSelectionChangeKind, window, workspace } from 'vscode';

/** When somebody last touched the editor, by a clock that does not jump. */
export class Touches implements Disposable {
  private last = performance.now();
  private readonly listeners: Disposable[];

  /** @param onTouch is called at once, with each key press. */
  constructor(onTouch: () => void) {
    const touched = () => {
      this.last = performance.now();
      onTouch();
    };
    this.listeners = [
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.scheme !== 'output') touched();
      }),
      window.onDidChangeTextEditorSelection(({ kind }) => {
        // Without a kind it was moved by a program.
        if (kind !== undefined && kind !== TextEditorSelectionChangeKind.Command) touched();
      }),
      window.onDidChangeActiveTextEditor(touched),
      window.onDidChangeWindowState(({ focused }) => focused && touched()),
    ];
  }

  /** Milliseconds since then. */
  get idleMs(): number {
    return performance.now() - this.last;
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }
}
