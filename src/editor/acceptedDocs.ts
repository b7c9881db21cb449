import { type ExtensionContext, type TextDocument, workspace } from 'vscode';
import type { FunctionUnit } from '../parse/types.ts';
import type { Documentation } from '../roundTrip.ts';
import { recordVerdict } from './recordVerdict.ts';
import type { Services } from './services.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

interface Accepted {
  readonly id: number;
  readonly qualifiedName: string;
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
      workspace.onDidSaveTextDocument((document) => void this.compare(document)),
    );
  }

  /** Starts to watch a documentation that has just been inserted into `document`. */
  async watch(document: TextDocument, unit: FunctionUnit, { id }: Documentation): Promise<void> {
    if (id === null) return;
    const { qualifiedName } = unit;
    const doc = await this.docOf(document, qualifiedName);
    const others = (this.byDocument.get(document) ?? []).filter(
      (accepted) => accepted.qualifiedName !== qualifiedName,
    );
    this.byDocument.set(document, [...others, { id, qualifiedName, doc }]);
  }

  private async compare(document: TextDocument): Promise<void> {
    for (const accepted of this.byDocument.get(document) ?? []) {
      const doc = await this.docOf(document, accepted.qualifiedName);
      if (doc === null || doc === accepted.doc) continue;
      accepted.doc = doc;
      recordVerdict(this.services, accepted.id, 'edited', doc);
    }
  }

  private async docOf(document: TextDocument, qualifiedName: string): Promise<string | null> {
    const all = await this.units.all(document);
    return all.find((unit) => unit.qualifiedName === qualifiedName)?.existingDoc ?? null;
  }
}
