import {
  CodeLens,
  type Command,
  EventEmitter,
  type ExtensionContext,
  l10n,
  languages,
  Range,
  type TextDocument,
} from 'vscode';
import { AbortError, isAbort } from '../common/abort.ts';
import { firstValue, messageOf } from '../common/errors.ts';
import { languageIds } from '../parse/languages/index.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { fidelityPercent, type Report } from '../reportText.ts';
import { type Documentation, greedySampling } from '../roundTrip.ts';
import { commands } from './ids.ts';
import { placeOf } from './place.ts';
import { sameWords } from './sameWords.ts';
import type { Services } from './services.ts';
import { showFidelitySetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

interface Check {
  readonly unit: FunctionUnit;
  readonly documentation: Documentation;
  /** Null while the reconstruction runs. */
  report: Report | null;
}

/**
 * The fidelity of docs accepted in this session, above their functions. It comes from a background
 * reconstruction, which makes way for whatever the person asks of the model and is then dropped.
 */
export class FidelityLenses {
  private readonly checks = new Map<string, Check>();
  private readonly changed = new EventEmitter<void>();
  private running = new AbortController();

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
  ) {}

  register(context: ExtensionContext): void {
    context.subscriptions.push(
      this.changed,
      { dispose: () => this.stop() },
      languages.registerCodeLensProvider(
        languageIds.map((language) => ({ language })),
        {
          onDidChangeCodeLenses: this.changed.event,
          provideCodeLenses: (document) => this.lenses(document),
        },
      ),
    );
  }

  /** Rebuilds `unit` from its new documentation and shows how close it came. */
  async check(
    document: TextDocument,
    unit: FunctionUnit,
    documentation: Documentation,
  ): Promise<void> {
    if (!showFidelitySetting() || unit.isStub) return;
    const key = keyOf(document, unit);
    const check: Check = { unit, documentation, report: null };
    this.checks.set(key, check);
    this.changed.fire();
    const { signal } = this.running;
    try {
      await this.services.session.ready(signal);
      const outcomes = await this.services.roundTrip.reconstruct(
        placeOf(document),
        unit,
        documentation,
        [greedySampling],
        signal,
      );
      check.report = {
        place: placeOf(document),
        unit,
        doc: documentation.doc,
        reconstruction: firstValue(outcomes),
        ...this.services.session.identity(),
      };
    } catch (error) {
      if (this.checks.get(key) === check) this.checks.delete(key);
      if (!isAbort(error)) this.services.logger.warn(`No fidelity: ${messageOf(error)}`);
    }
    this.changed.fire();
  }

  /** Stops the checks that run: the model is needed. */
  stop(): void {
    this.running.abort(new AbortError());
    this.running = new AbortController();
  }

  private async lenses(document: TextDocument): Promise<CodeLens[]> {
    const all = await this.units.all(document);
    return all.flatMap((unit) => {
      const check = this.checks.get(keyOf(document, unit));
      if (!check || check.unit.code !== unit.code || !hasDoc(unit, check)) return [];
      const line = document.positionAt(unit.range.start).line;
      return [new CodeLens(new Range(line, 0, line, 0), command(check))];
    });
  }
}

function command({ report }: Check): Command {
  if (!report) {
    return { title: `$(loading~spin) ${l10n.t('checking the fidelity…')}`, command: '' };
  }
  const percent = fidelityPercent(report.reconstruction.reward);
  return {
    title: percent === null ? l10n.t('fidelity can’t be judged') : l10n.t('fidelity {0}%', percent),
    tooltip: l10n.t(
      'How close the code rebuilt from this documentation alone comes. Click for the report.',
    ),
    command: commands.showReport,
    arguments: [report],
  };
}

/** The documentation still stands there. */
function hasDoc({ existingDoc }: FunctionUnit, { documentation }: Check): boolean {
  return existingDoc !== null && sameWords(existingDoc, documentation.doc);
}

function keyOf(document: TextDocument, unit: FunctionUnit): string {
  return `${document.uri.toString()}#${unit.qualifiedName}`;
}
