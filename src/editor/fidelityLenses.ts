import {
  CodeLens,
  type Command,
  type ExtensionContext,
  l10n,
  languages,
  Range,
  type TextDocument,
} from 'vscode';
import { isAbort } from '../common/abort.ts';
import { messageOf } from '../common/errors.ts';
import { languageIds } from '../parse/languages/index.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { Documentation } from '../roundTrip.ts';
import { type FidelityIndex, type IndexEntry, isMeasurable, referenceOf } from './fidelityIndex.ts';
import { fidelityWords } from './fidelityWords.ts';
import { commands } from './ids.ts';
import type { Services } from './services.ts';
import { showFidelitySetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** The fidelity of each documentation that was checked, above its function. */
export class FidelityLenses {
  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly index: FidelityIndex,
  ) {}

  register(context: ExtensionContext): void {
    context.subscriptions.push(
      languages.registerCodeLensProvider(
        languageIds.map((language) => ({ language })),
        {
          onDidChangeCodeLenses: this.index.onDidChange,
          provideCodeLenses: (document) => this.lenses(document),
        },
      ),
    );
  }

  /** Checks a documentation that was just accepted, in the background. */
  async checkAccepted(
    { uri }: TextDocument,
    unit: FunctionUnit,
    { doc }: Documentation,
  ): Promise<void> {
    const documented = { ...unit, existingDoc: doc };
    if (!showFidelitySetting() || !isMeasurable(documented)) return;
    try {
      await this.index.check(uri, documented);
    } catch (error) {
      if (!isAbort(error)) this.services.logger.warn(`No fidelity: ${messageOf(error)}`);
    }
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
