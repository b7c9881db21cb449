import {
  type ExtensionContext,
  l10n,
  type TextDocument,
  type Uri,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import { firstValue, RoundtripError } from '../common/errors.ts';
import { bodyEdit } from '../parse/bodyEdit.ts';
import { languages } from '../parse/languages/index.ts';
import { relocate } from '../parse/relocate.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { fidelityPercent, rewardLines } from '../reportText.ts';
import { greedySampling, type Reconstruction } from '../roundTrip.ts';
import { applyTextEdit, assertWritable } from './applyEdit.ts';
import { setKey } from './contextKeys.ts';
import { commands, contexts } from './ids.ts';
import { placeOf } from './place.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import { activeEditor, type DocumentUnits } from './unitAtCursor.ts';
import type { VirtualDocuments } from './virtualDocuments.ts';
import { ensureModel, withModel } from './withModel.ts';

/** A rebuilt body that can be put into its stub. */
interface Insertion {
  readonly document: TextDocument;
  readonly unit: FunctionUnit;
  readonly code: string;
}

/** "Reconstruct from Doc": rebuilds a function and shows it beside the original. */
export class ReconstructFromDoc {
  private insertion: Insertion | null = null;

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly virtual: VirtualDocuments,
  ) {}

  register(context: ExtensionContext): void {
    const { logger } = this.services;
    registerCommand(context, logger, commands.reconstruct, () => this.start());
    registerCommand(
      context,
      logger,
      commands.insertReconstruction,
      () => this.insert(),
      commands.reconstruct,
    );
  }

  private async start(): Promise<void> {
    const editor = activeEditor();
    const { document } = editor;
    const unit = await this.units.atCursor(editor);
    const { existingDoc } = unit;
    if (existingDoc === null) {
      throw new RoundtripError(
        'no-documentation',
        l10n.t(
          '{0} has no documentation to rebuild it from. Document it first, or write a doc by hand.',
          unit.name,
        ),
      );
    }
    await ensureModel(this.services);
    const reconstruction = await this.rebuild(document, unit, existingDoc);
    const rebuilt = await this.showDiff(unit, reconstruction);
    if (unit.isStub) await this.offerInsert({ document, unit, code: reconstruction.code }, rebuilt);
  }

  private async rebuild(
    document: TextDocument,
    unit: FunctionUnit,
    doc: string,
  ): Promise<Reconstruction> {
    const place = placeOf(document);
    return withModel(
      this.services,
      place,
      l10n.t('Rebuilding {0} from its documentation', unit.name),
      async (signal) => {
        const source = { id: null, doc };
        const { roundTrip } = this.services;
        return firstValue(
          await roundTrip.reconstruct(place, unit, source, [greedySampling], signal),
        );
      },
    );
  }

  /**
   * Both sides end with the same comment that lists the reward's parts.
   * @returns the rebuilt side.
   */
  private async showDiff(unit: FunctionUnit, reconstruction: Reconstruction): Promise<Uri> {
    const [ending = ''] = languages[unit.language].extensions;
    const comment = unit.language === 'python' || unit.language === 'ruby' ? '#' : '//';
    const parts = rewardLines(reconstruction).map((line) => `${comment} ${line}`.trimEnd());
    const side = (label: string, code: string): Uri =>
      this.virtual.add(
        `${unit.name.replaceAll(/\W/g, '_')} (${label})${ending}`,
        [code, '', ...(unit.isStub ? [] : parts), ''].join('\n'),
      );
    const percent = fidelityPercent(reconstruction.reward);
    const fidelity = percent === null ? '' : `, ${l10n.t('fidelity {0}%', percent)}`;
    const rebuilt = side(l10n.t('rebuilt'), reconstruction.code);
    await vscodeCommands.executeCommand(
      'vscode.diff',
      side(l10n.t('original'), unit.code),
      rebuilt,
      `${unit.name}: ${l10n.t('original ↔ rebuilt from its documentation')}${fidelity}`,
      { preview: true },
    );
    return rebuilt;
  }

  private async offerInsert(insertion: Insertion, rebuilt: Uri): Promise<void> {
    this.insertion = insertion;
    setKey(contexts.canInsert, [rebuilt.path]);
    const insert = l10n.t('Insert');
    const discard = l10n.t('Discard');
    const question = l10n.t('Insert the rebuilt body into {0}?', insertion.unit.name);
    const answer = await window.showInformationMessage(question, insert, discard);
    if (answer === insert) await this.insert(insertion);
    else if (answer === discard && this.insertion === insertion) this.forget();
  }

  private async insert(insertion = this.insertion): Promise<void> {
    if (!insertion) return;
    const { unit, code } = insertion;
    // The stub's editor may have been closed since; an old TextDocument keeps an old text.
    const document = await workspace.openTextDocument(insertion.document.uri);
    await assertWritable(document);
    await window.showTextDocument(document);
    const now = relocate(await this.units.all(document), unit, unit.range.start);
    if (!now) {
      throw new RoundtripError(
        'target-changed',
        l10n.t('{0} was changed in the meantime, so nothing was inserted. Try again.', unit.name),
      );
    }
    await applyTextEdit(document, bodyEdit(this.services.parser, now, document.getText(), code));
    if (this.insertion === insertion) this.forget();
  }

  private forget(): void {
    this.insertion = null;
    setKey(contexts.canInsert, undefined);
  }
}
