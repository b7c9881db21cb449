import { type ExtensionContext, type TextDocument, workspace } from 'vscode';
import { docWords } from '../parse/docWords.ts';
import { relocate } from '../parse/relocate.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { Documentation } from '../roundTrip.ts';
import { inBackground } from './inBackground.ts';
import { recordVerdict } from './recordVerdict.ts';
import type { Services } from './services.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

interface Accepted {
  readonly id: number;
  readonly unit: FunctionUnit;
  /** The documentation as it was last seen in the file. */
  doc: string | null;
}

/**
 * Watches docs that were accepted in this session. One that the person changes afterwards is
 * recorded as edited when the file is saved: that is what the model should have written.
 */
export class AcceptedDocs {
  private readonly byDocument = new WeakMap<TextDocument, Accepted[]>();

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
  ) {}

  register(context: ExtensionContext): void {
    context.subscriptions.push(
      workspace.onDidSaveTextDocument((document) =>
        inBackground(this.services.logger, 'An edit was not recorded', this.compare(document)),
      ),
    );
  }

  /**
   * Starts to watch a documentation that has just been inserted into `document`.
   * @param unit the function as it was before, with the documentation that was replaced.
   */
  async watch(document: TextDocument, unit: FunctionUnit, { id }: Documentation): Promise<void> {
    if (id === null) return;
    const doc = await this.docOf(document, unit);
    const others = (this.byDocument.get(document) ?? []).filter(
      (accepted) => accepted.unit.qualifiedName !== unit.qualifiedName,
    );
    this.byDocument.set(document, [...others, { id, unit, doc }]);
  }

  private async compare(document: TextDocument): Promise<void> {
    for (const accepted of this.byDocument.get(document) ?? []) {
      const { id, unit } = accepted;
      const doc = await this.docOf(document, unit);
      if (doc === null || isSame(doc, accepted.doc) || isSame(doc, unit.existingDoc)) continue;
      accepted.doc = doc;
      recordVerdict(this.services, id, 'edited', doc);
    }
  }

  /** Null where the function is gone, was changed, or has no documentation. */
  private async docOf(document: TextDocument, unit: FunctionUnit): Promise<string | null> {
    return relocate(await this.units.all(document), unit, unit.range.start)?.existingDoc ?? null;
  }
}

function isSame(doc: string, other: string | null): boolean {
  return other !== null && docWords(doc) === docWords(other);
}
