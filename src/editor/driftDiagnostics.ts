import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  type ExtensionContext,
  l10n,
  languages,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { messageOf } from '../common/errors.ts';
import { type Drift, driftOf } from '../drift.ts';
import type { CodeThenResult } from '../history/types.ts';
import { languageIds } from '../parse/languages/index.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { type FidelityIndex, type IndexEntry, isMeasurable, referenceOf } from './fidelityIndex.ts';
import { commands, settings } from './ids.ts';
import type { Services } from './services.ts';
import { showDriftSetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

const source = 'Roundtrip';
const code = 'drift';

/** Points out documentation that describes the code of the past; off by default. */
export class DriftDiagnostics {
  private readonly diagnostics: DiagnosticCollection = languages.createDiagnosticCollection(source);
  /** The latest look at each document; an older one that ends later is not shown. */
  private readonly latest = new WeakMap<TextDocument, symbol>();

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly index: FidelityIndex,
  ) {}

  register(context: ExtensionContext): void {
    const all = () => {
      for (const document of workspace.textDocuments) void this.look(document);
    };
    const quickFix = CodeActionKind.QuickFix;
    context.subscriptions.push(
      this.diagnostics,
      this.index.onDidChange(all),
      workspace.onDidOpenTextDocument((document) => void this.look(document)),
      workspace.onDidSaveTextDocument((document) => void this.look(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.diagnostics.delete(uri)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.showDrift)) all();
      }),
      languages.registerCodeActionsProvider(
        languageIds.map((language) => ({ language })),
        {
          provideCodeActions: (document, _, context) => this.actions(document, context.diagnostics),
        },
        { providedCodeActionKinds: [quickFix] },
      ),
    );
    all();
  }

  private async look(document: TextDocument): Promise<void> {
    const run = Symbol('run');
    this.latest.set(document, run);
    try {
      const found = showDriftSetting() ? await this.find(document) : [];
      if (this.latest.get(document) === run) this.diagnostics.set(document.uri, found);
    } catch (error) {
      this.services.logger.warn(`No drift: ${messageOf(error)}`);
    }
  }

  /** Of the functions whose fidelity is known: their reconstructions are at hand. */
  private async find(document: TextDocument): Promise<Diagnostic[]> {
    if (document.uri.scheme !== 'file') return [];
    const { uri } = document;
    const units = await this.units.all(document);
    const entries = units.flatMap((unit) => {
      const entry = this.index.of(uri, unit);
      return entry?.fidelity && isMeasurable(unit) ? [{ unit, entry }] : [];
    });
    const wanted = entries.map(({ unit }) => unit);
    const then = await this.services.history.codeThen(uri.fsPath, units, wanted);
    return entries.flatMap(({ unit, entry }) => {
      const past = then.get(unit);
      const drift = past && this.drift(entry, past);
      return drift?.drifted && past?.kind === 'known'
        ? [diagnostic(document, unit, drift, past.date)]
        : [];
    });
  }

  private drift({ unit, fidelity }: IndexEntry, past: CodeThenResult): Drift | null {
    if (past.kind === 'unknown') return null;
    const codes = fidelity?.reconstructions.flatMap((one) => one.code ?? []) ?? [];
    return driftOf(this.services.reward, unit, past.code, codes);
  }

  private async actions(
    document: TextDocument,
    diagnostics: readonly Diagnostic[],
  ): Promise<CodeAction[]> {
    const ours = diagnostics.filter((one) => one.source === source && one.code === code);
    if (ours.length === 0) return [];
    const units = await this.units.all(document);
    return ours.flatMap((one) => {
      const unit = units.find(({ line }) => line - 1 === one.range.start.line);
      if (!unit) return [];
      const action = new CodeAction(l10n.t('Update This Documentation'), CodeActionKind.QuickFix);
      action.command = {
        title: action.title,
        command: commands.updateDocumentation,
        arguments: [referenceOf(document.uri, unit)],
      };
      action.diagnostics = [one];
      action.isPreferred = true;
      return [action];
    });
  }
}

function diagnostic(
  document: TextDocument,
  unit: FunctionUnit,
  { drift }: Drift,
  date: number | null,
): Diagnostic {
  const { range } = document.lineAt(unit.line - 1);
  const start = range.start.translate(
    0,
    document.lineAt(unit.line - 1).firstNonWhitespaceCharacterIndex,
  );
  const when = date === null ? '' : new Date(date).toISOString().slice(0, 10);
  const message = l10n.t(
    'The documentation of {0} fits the code of {1} better than the code that is there now (drift {2}).',
    ...[unit.name, when, drift.toFixed(2)],
  );
  const found = new Diagnostic(
    new Range(start, range.end),
    message,
    DiagnosticSeverity.Information,
  );
  found.source = source;
  found.code = code;
  return found;
}
