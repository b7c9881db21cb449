import {
  type ExtensionContext,
  l10n,
  languages,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { type Report, reportText } from '../reportText.ts';
import { type FidelityIndex, type FunctionReference, reportOf } from './fidelityIndex.ts';
import { functionOf } from './functionOf.ts';
import { commands, reportLanguage } from './ids.ts';
import { placeOf } from './place.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import type { DocumentUnits } from './unitAtCursor.ts';
import type { VirtualDocuments } from './virtualDocuments.ts';
import { reportWords } from './words/reportWords.ts';

/** "Show Round-Trip Report": of a fidelity that was clicked, or the last one at the cursor. */
export function registerReport(
  context: ExtensionContext,
  services: Services,
  units: DocumentUnits,
  virtual: VirtualDocuments,
  index: FidelityIndex,
): void {
  const show = async (reference?: FunctionReference) => {
    const entry = reference?.qualifiedName ? index.find(reference) : undefined;
    const report =
      (entry && reportOf(entry)) ?? recorded(services, await functionOf(units, reference));
    const fileName = `${report.unit.qualifiedName.replaceAll(/[^\w.]/g, '_')}.roundtrip`;
    const document = await workspace.openTextDocument(
      virtual.add(fileName, reportText(report, reportWords())),
    );
    await languages.setTextDocumentLanguage(document, reportLanguage);
    await window.showTextDocument(document, { preview: true });
  };
  registerCommand(context, services.logger, commands.showReport, show);
}

/** The last recorded round trip of this function. */
function recorded(
  services: Services,
  { document, unit }: { document: TextDocument; unit: FunctionUnit },
): Report {
  const place = placeOf(document);
  const last = services.store.lastRoundTrip(place.repository, place.path, unit.qualifiedName);
  if (last?.code) {
    const { subject, generation, doc, code, reward, similarity, parts } = last;
    return {
      place,
      unit: { ...unit, code: subject.code },
      doc,
      reconstruction: { code, reward, similarity: similarity ?? 0, parts },
      model: generation.model,
      adapter: generation.adapter,
    };
  }
  throw new RoundtripError(
    'no-documentation',
    l10n.t(
      'No round trip of this function is recorded yet. Document it, or rebuild it from its documentation, first.',
    ),
  );
}
