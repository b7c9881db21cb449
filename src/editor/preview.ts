import {
  type Comment,
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  comments,
  type Disposable,
  l10n,
  MarkdownString,
  Range,
  type TextDocument,
} from 'vscode';
import type { FunctionUnit } from '../parse/types.ts';
import { plainBlock } from '../reportText.ts';
import { setKey } from './contextKeys.ts';
import { commands, contexts, previewController } from './ids.ts';

/** Redrawing more often than this only makes the preview flicker. */
const redrawMs = 100;

/** All that the preview's own links may do. */
const previewCommands = [commands.acceptPreview, commands.againPreview, commands.discardPreview];

/**
 * A documentation shown in place, in a widget between the lines, while the model writes it and
 * until the person decides. The file's text is not touched.
 */
export class Preview implements Disposable {
  private readonly controller = comments.createCommentController(previewController, 'Roundtrip');
  private readonly thread: CommentThread;
  private timer: NodeJS.Timeout | undefined;
  private doc = '';
  private ready = false;

  constructor(
    document: TextDocument,
    private readonly unit: FunctionUnit,
  ) {
    const slot = document.positionAt(unit.docSlot.range.start);
    const line = Math.max(0, slot.line - 1);
    this.thread = this.controller.createCommentThread(
      document.uri,
      new Range(line, 0, line, 0),
      [],
    );
    this.thread.canReply = false;
    this.thread.collapsibleState = CommentThreadCollapsibleState.Expanded;
    setKey(contexts.preview, 'writing');
    setKey(contexts.previewFiles, [document.uri.path]);
    this.draw();
  }

  /** Shows what the model has written so far. */
  write(doc: string): void {
    this.doc = doc;
    this.timer ??= setTimeout(() => this.draw(), redrawMs);
  }

  /** Shows the finished documentation, which can now be accepted. */
  finish(doc: string): void {
    this.doc = doc;
    this.ready = true;
    setKey(contexts.preview, 'ready');
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.timer);
    setKey(contexts.preview, undefined);
    setKey(contexts.previewFiles, []);
    this.thread.dispose();
    this.controller.dispose();
  }

  private draw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.thread.label = this.ready
      ? l10n.t('Documentation of {0}', this.unit.name)
      : l10n.t('Documenting {0}…', this.unit.name);
    const comment: Comment = {
      body: this.body(),
      mode: CommentMode.Preview,
      author: { name: 'Roundtrip' },
    };
    this.thread.comments = [comment];
  }

  /** What can be done, and the doc as plain text, so that nothing in it is taken for markup. */
  private body(): MarkdownString {
    const body = new MarkdownString('', true);
    body.isTrusted = { enabledCommands: previewCommands };
    const actions = this.ready
      ? [
          `[$(check) ${l10n.t('Accept')}](command:${commands.acceptPreview})`,
          `[$(refresh) ${l10n.t('Again')}](command:${commands.againPreview})`,
          `[$(close) ${l10n.t('Discard')}](command:${commands.discardPreview})`,
        ]
      : [`[$(close) ${l10n.t('Cancel')}](command:${commands.discardPreview})`];
    body.appendMarkdown(`${actions.join(' &nbsp; ')}\n\n`);
    body.appendMarkdown(plainBlock(this.doc === '' ? '…' : this.doc));
    return body;
  }
}
