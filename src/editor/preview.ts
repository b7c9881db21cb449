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
import { fidelityPercent, plainBlock } from '../reportText.ts';
import { setKey } from './contextKeys.ts';
import { commands, contexts, previewController } from './ids.ts';

/** Redrawing more often than this only makes the preview flicker. */
const redrawMs = 100;

/** All that the preview's own links may do. */
const previewCommands = [
  commands.acceptPreview,
  commands.againPreview,
  commands.discardPreview,
  commands.nextCandidate,
  commands.previousCandidate,
];

/** A finished documentation as it is offered. */
export interface Offer {
  readonly doc: string;
  /** From 0 to 1, or null while it is not known. */
  readonly fidelity: number | null;
  /** Its place among `count`, the best being 0. */
  readonly position: number;
  readonly count: number;
  /** Others may still come. */
  readonly isSearching: boolean;
}

/**
 * A documentation shown in place, in a widget between the lines, while the model writes it and
 * until the person decides. The file's text is not touched.
 */
export class Preview implements Disposable {
  private readonly controller = comments.createCommentController(previewController, 'Roundtrip');
  private readonly thread: CommentThread;
  private timer: NodeJS.Timeout | undefined;
  private doc = '';
  private offer: Offer | null = null;

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

  /** Shows a finished documentation, which can now be accepted. */
  show(offer: Offer): void {
    this.doc = offer.doc;
    this.offer = offer;
    setKey(contexts.preview, 'ready');
    setKey(contexts.candidates, offer.count);
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.timer);
    setKey(contexts.preview, undefined);
    setKey(contexts.previewFiles, []);
    setKey(contexts.candidates, undefined);
    this.thread.dispose();
    this.controller.dispose();
  }

  private draw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.thread.label = this.offer
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
    const actions = this.offer
      ? [
          link('check', l10n.t('Accept'), commands.acceptPreview),
          link('refresh', l10n.t('Again'), commands.againPreview),
          link('close', l10n.t('Discard'), commands.discardPreview),
        ]
      : [link('close', l10n.t('Cancel'), commands.discardPreview)];
    body.appendMarkdown(`${actions.join(' &nbsp; ')}\n\n`);
    const standing = this.offer && offerWords(this.offer);
    if (standing) body.appendMarkdown(`${standing}\n\n`);
    body.appendMarkdown(plainBlock(this.doc === '' ? '…' : this.doc));
    return body;
  }
}

function link(icon: string, label: string, command: string): string {
  return `[$(${icon}) ${label}](command:${command})`;
}

/** `fidelity 82% · 1 of 3 · Previous Next`, as far as it is known; empty where nothing is. */
function offerWords({ fidelity, position, count, isSearching }: Offer): string {
  const percent = fidelityPercent(fidelity);
  const words = [
    ...(percent === null ? [] : [`**${l10n.t('fidelity {0}%', percent)}**`]),
    ...(count > 1
      ? [
          l10n.t('{0} of {1}', position + 1, count),
          link('arrow-left', l10n.t('Previous'), commands.previousCandidate),
          link('arrow-right', l10n.t('Next'), commands.nextCandidate),
        ]
      : []),
    ...(isSearching ? [`$(loading~spin) ${l10n.t('looking for a better one…')}`] : []),
  ];
  return words.join(' &nbsp;·&nbsp; ');
}
