import { type ExtensionContext, l10n, type TextDocument, workspace } from 'vscode';
import { bestOfN } from '../bestOfN.ts';
import type { Candidate } from '../candidate.ts';
import { AbortError, isAbort } from '../common/abort.ts';
import { messageOf, RoundtripError } from '../common/errors.ts';
import { documentationEdit } from '../parse/documentationEdit.ts';
import { relocate } from '../parse/relocate.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { Verdict } from '../rollout/types.ts';
import type { Documentation } from '../roundTrip.ts';
import { applyTextEdit, assertWritable } from './applyEdit.ts';
import { CandidateChoice } from './candidateChoice.ts';
import { commands } from './ids.ts';
import { placeOf } from './place.ts';
import { Preview } from './preview.ts';
import { recordVerdict } from './recordVerdict.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import { bestOfSettings, styleSetting } from './settings.ts';
import { activeEditor, type DocumentUnits } from './unitAtCursor.ts';
import { ensureModel, withModel } from './withModel.ts';

/** Docs on their way: being written, or finished and waiting for a verdict. */
interface Attempt {
  readonly document: TextDocument;
  readonly unit: FunctionUnit;
  readonly preview: Preview;
  readonly abort: AbortController;
  /** The function's offset, moved along as the text before it changes. */
  offset: number;
  readonly choice: CandidateChoice;
  /** Better ones may still come. */
  isSearching: boolean;
  /** It is being inserted; no other verdict can come any more. */
  settling: boolean;
}

/** Told of each documentation that was inserted; `unit` is the function as it was before. */
export type AcceptedListener = (
  document: TextDocument,
  unit: FunctionUnit,
  documentation: Documentation,
) => void;

/** "Document This Function": streams a doc into a preview; Accept, Discard or Again ends it. */
export class DocumentFunction {
  private current: Attempt | null = null;

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly onAccepted: AcceptedListener,
  ) {}

  register(context: ExtensionContext): void {
    const { logger } = this.services;
    registerCommand(context, logger, commands.document, () => this.start());
    registerCommand(
      context,
      logger,
      commands.acceptPreview,
      () => this.accept(),
      commands.document,
    );
    registerCommand(context, logger, commands.discardPreview, async () => this.discard());
    registerCommand(context, logger, commands.againPreview, () => this.again(), commands.document);
    registerCommand(context, logger, commands.nextCandidate, async () => this.step(1));
    registerCommand(context, logger, commands.previousCandidate, async () => this.step(-1));
    context.subscriptions.push(
      workspace.onDidChangeTextDocument((event) => this.follow(event)),
      workspace.onDidCloseTextDocument((document) => {
        if (document === this.current?.document) this.discard();
      }),
      { dispose: () => this.close() },
    );
  }

  private async start(): Promise<void> {
    const editor = activeEditor();
    const unit = await this.units.atCursor(editor);
    await assertWritable(editor.document);
    await ensureModel(this.services);
    const now = await this.relocated(editor.document, unit, unit.range.start);
    this.discard();
    await this.write(editor.document, now);
  }

  private async write(document: TextDocument, unit: FunctionUnit): Promise<void> {
    const attempt: Attempt = {
      document,
      unit,
      preview: new Preview(document, unit),
      abort: new AbortController(),
      offset: unit.range.start,
      choice: new CandidateChoice(),
      isSearching: true,
      settling: false,
    };
    this.current = attempt;
    try {
      const others = await this.drawFirst(attempt);
      void this.drawOthers(attempt, others);
    } catch (error) {
      if (this.current === attempt) this.close();
      throw error;
    }
  }

  /** Shows the first documentation; what comes after it is the generator's. */
  private async drawFirst(attempt: Attempt): Promise<AsyncGenerator<readonly Candidate[]>> {
    const { document, unit, preview, abort } = attempt;
    const siblings = await this.units.all(document);
    const title = l10n.t('Documenting {0}', unit.name);
    const draw = async (signal: AbortSignal) => {
      const lists = bestOfN(this.services.roundTrip, placeOf(document), unit, {
        ...bestOfSettings(),
        signal,
        style: styleSetting(document),
        nearbyDocs: siblings.flatMap(({ existingDoc }) => existingDoc ?? []),
        onPreview: (doc) => preview.write(doc),
      });
      const { value } = await lists.next();
      this.offer(attempt, value ?? [], true);
      return lists;
    };
    return withModel(this.services, placeOf(document), title, draw, abort.signal);
  }

  /** Better ones take the first one's place as they come. Failing costs only them. */
  private async drawOthers(
    attempt: Attempt,
    lists: AsyncGenerator<readonly Candidate[]>,
  ): Promise<void> {
    try {
      await this.services.rightOfWay.take(async () => {
        for await (const candidates of lists) this.offer(attempt, candidates, true);
      });
    } catch (error) {
      if (!isAbort(error)) this.services.logger.warn(`No further docs: ${messageOf(error)}`);
    }
    this.offer(attempt, null, false);
  }

  /** @param candidates null for those that are there. */
  private offer(
    attempt: Attempt,
    candidates: readonly Candidate[] | null,
    isSearching: boolean,
  ): void {
    const { choice, preview } = attempt;
    if (candidates) choice.update(candidates);
    attempt.isSearching = isSearching;
    const { shown, position, count } = choice;
    if (this.current !== attempt || !shown) return;
    const { documentation, fidelity } = shown;
    preview.show({ doc: documentation.doc, fidelity, position, count, isSearching });
  }

  private step(by: 1 | -1): void {
    const attempt = this.current;
    if (!attempt || attempt.settling) return;
    attempt.choice.step(by);
    this.offer(attempt, null, attempt.isSearching);
  }

  private async accept(): Promise<void> {
    const attempt = this.current;
    const documentation = attempt?.choice.shown?.documentation;
    if (!attempt || !documentation || attempt.settling) return;
    const { document, unit, offset } = attempt;
    attempt.settling = true;
    try {
      const now = await this.relocated(document, unit, offset);
      const text = document.getText();
      const edit = documentationEdit(this.services.parser, now, text, documentation.doc);
      await applyTextEdit(document, edit);
      this.verdict(documentation, 'accepted');
      if (this.current === attempt) this.close();
      this.onAccepted(document, now, documentation);
    } catch (error) {
      attempt.settling = false;
      throw error;
    }
  }

  private discard(): void {
    const attempt = this.current;
    const documentation = attempt?.choice.shown?.documentation;
    if (documentation && !attempt.settling) this.verdict(documentation, 'discarded');
    this.close();
  }

  private async again(): Promise<void> {
    const attempt = this.current;
    const documentation = attempt?.choice.shown?.documentation;
    if (!attempt || !documentation || attempt.settling) return;
    this.verdict(documentation, 'asked-again');
    this.close();
    const { document, unit, offset } = attempt;
    await this.write(document, await this.relocated(document, unit, offset));
  }

  /** The unit as it stands in the text now. @throws RoundtripError `target-changed`. */
  private async relocated(
    document: TextDocument,
    unit: FunctionUnit,
    offset: number,
  ): Promise<FunctionUnit> {
    const now = relocate(await this.units.all(document), unit, offset);
    if (now) return now;
    throw new RoundtripError(
      'target-changed',
      l10n.t(
        '{0} was changed in the meantime, so no documentation was inserted. Document it again.',
        unit.name,
      ),
    );
  }

  /** Ends the attempt: stops the model if it is still writing and removes the preview. */
  private close(): void {
    this.current?.abort.abort(new AbortError());
    this.current?.preview.dispose();
    this.current = null;
  }

  private verdict({ id }: Documentation, verdict: Verdict): void {
    if (id !== null) recordVerdict(this.services, id, verdict);
  }

  private follow({
    document,
    contentChanges,
  }: {
    document: TextDocument;
    contentChanges: readonly { rangeOffset: number; rangeLength: number; text: string }[];
  }): void {
    const attempt = this.current;
    if (document !== attempt?.document) return;
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      if (rangeOffset + rangeLength <= attempt.offset) attempt.offset += text.length - rangeLength;
    }
  }
}
