import {
  CodeLens,
  type Command,
  EventEmitter,
  type ExtensionContext,
  l10n,
  languages,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { languageIds } from '../parse/languages/index.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { Documentation } from '../roundTrip.ts';
import { type FidelityIndex, type IndexEntry, isMeasurable, referenceOf } from './fidelityIndex.ts';
import { fidelityWords } from './fidelityWords.ts';
import { commands, settings } from './ids.ts';
import { inBackground } from './inBackground.ts';
import type { Services } from './services.ts';
import { showFidelitySetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** The fidelity of each documentation that was checked, above its function. */
export class FidelityLenses {
  private readonly changed = new EventEmitter<void>();

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly index: FidelityIndex,
  ) {}

  register(context: ExtensionContext): void {
    const changed = () => this.changed.fire();
    context.subscriptions.push(
      this.changed,
      this.index.onDidChange(changed),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.showFidelity)) changed();
      }),
      languages.registerCodeLensProvider(
        languageIds.map((language) => ({ language })),
        {
          onDidChangeCodeLenses: this.changed.event,
          provideCodeLenses: (document) => this.lenses(document),
        },
      ),
    );
  }

  /** Checks a documentation that was just accepted, in the background. */
  checkAccepted({ uri }: TextDocument, unit: FunctionUnit, { id, doc }: Documentation): void {
    const { rightOfWay, logger } = this.services;
    const documented = { ...unit, existingDoc: doc };
    if (!showFidelitySetting() || !isMeasurable(documented)) return;
    inBackground(
      logger,
      'No fidelity',
      this.index.check(uri, documented, { signal: rightOfWay.signal, documentationId: id }),
    );
  }

  private async lenses(document: TextDocument): Promise<CodeLens[]> {
    if (!showFidelitySetting()) return [];
    const all = await this.units.all(document);
    await this.index.lookUp(document.uri, all);
    return all.flatMap((unit) => {
      const entry = this.index.of(document.uri, unit);
      if (!entry) return [];
      const { line } = document.positionAt(unit.range.start);
      return [new CodeLens(new Range(line, 0, line, 0), command(entry))];
    });
  }
}

function command({ fidelity, uri, unit }: IndexEntry): Command {
  if (!fidelity) {
    return { title: `$(loading~spin) ${l10n.t('checking the fidelity…')}`, command: '' };
  }
  return {
    title: fidelityWords(fidelity.fidelity, fidelity.checkedAt),
    tooltip: l10n.t(
      'How close the code rebuilt from this documentation alone comes. Click for the report.',
    ),
    command: commands.showReport,
    arguments: [referenceOf(uri, unit)],
  };
}
