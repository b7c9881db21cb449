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
import type { CodeThen } from '../history/types.ts';
import { isLanguageId, languageIds } from '../parse/languages/index.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { type FidelityIndex, type IndexEntry, isMeasurable, referenceOf } from './fidelityIndex.ts';
import { commands, settings } from './ids.ts';
import type { Services } from './services.ts';
import { showDriftSetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

const source = 'Roundtrip';
const code = 'drift';

/** Typing and checks come in bursts; git is asked after a pause of this many milliseconds. */
const pauseMs = 500;

/** Points out documentation that describes the code of the past; off by default. */
export class DriftDiagnostics {
  private readonly diagnostics: DiagnosticCollection = languages.createDiagnosticCollection(source);
  private timer: NodeJS.Timeout | undefined;
  /** The latest look; an older one that ends later is not shown. */
  private latest = Symbol('look');

  constructor(
    private readonly services: Services,
    private readonly units: DocumentUnits,
    private readonly index: FidelityIndex,
  ) {}

  register(context: ExtensionContext): void {
    const schedule = () => this.schedule();
    context.subscriptions.push(
      this.diagnostics,
      { dispose: () => clearTimeout(this.timer) },
      this.index.onDidChange(schedule),
      workspace.onDidOpenTextDocument(schedule),
      workspace.onDidSaveTextDocument(schedule),
      workspace.onDidChangeTextDocument(({ document: { uri } }) => {
        if (this.diagnostics.get(uri)?.length) schedule();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.diagnostics.delete(uri)),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(settings.showDrift)) return;
        this.diagnostics.clear();
        schedule();
      }),
      languages.registerCodeActionsProvider(
        languageIds.map((language) => ({ language })),
        {
          provideCodeActions: (document, _, context) => this.actions(document, context.diagnostics),
        },
        { providedCodeActionKinds: [CodeActionKind.QuickFix] },
      ),
    );
    schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (showDriftSetting()) this.timer = setTimeout(() => void this.lookAtAll(), pauseMs);
  }

  private async lookAtAll(): Promise<void> {
    const look = Symbol('look');
    this.latest = look;
    const isLatest = () => this.latest === look && showDriftSetting();
    for (const document of workspace.textDocuments) {
      if (document.uri.scheme !== 'file' || !isLanguageId(document.languageId)) continue;
      try {
        const found = await this.find(document);
        if (!isLatest()) return;
        if (!document.isClosed) this.diagnostics.set(document.uri, found);
      } catch (error) {
        this.services.logger.warn(`No drift: ${messageOf(error)}`);
      }
    }
  }

  /** Of the functions whose fidelity is known: their reconstructions are at hand. */
  private async find(document: TextDocument): Promise<Diagnostic[]> {
    const { uri } = document;
    const units = await this.units.all(document);
    await this.index.lookUp(uri, units);
    const entries = units.flatMap((unit) => {
      const entry = this.index.of(uri, unit);
      return entry?.fidelity && isMeasurable(unit) ? [{ unit, entry }] : [];
    });
    const wanted = entries.map(({ unit }) => unit);
    const then = await this.services.history.codeThen(uri.fsPath, units, wanted);
    return entries.flatMap(({ unit, entry }) => {
      const past = then.get(unit);
      // Without a date the documentation is younger than the last commit: nothing can have drifted.
      if (past?.kind !== 'known' || past.date === null) return [];
      const drift = this.drift(entry, past);
      return drift?.drifted ? [diagnostic(document, unit, drift, past.date)] : [];
    });
  }

  private drift({ unit, fidelity }: IndexEntry, past: CodeThen): Drift | null {
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
  { name, line }: FunctionUnit,
  { drift }: Drift,
  date: number,
): Diagnostic {
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(line - 1);
  const start = range.start.translate(0, firstNonWhitespaceCharacterIndex);
  const message = l10n.t(
    'The documentation of {0} may be out of date.\nIt rebuilds the code of {1} better than the present code (drift {2}).',
    ...[name, new Date(date).toISOString().slice(0, 10), drift.toFixed(2)],
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
