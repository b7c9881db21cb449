import { type ExtensionContext, window, workspace } from 'vscode';
import { AbortError, isAbort } from '../common/abort.ts';
import { messageOf } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { type FidelityIndex, isMeasurable } from './fidelityIndex.ts';
import { HourlyBudget } from './hourlyBudget.ts';
import type { Services } from './services.ts';
import { backgroundMinutesSetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';
import type { DocumentedFunction } from './workspaceFunctions.ts';

/** Work begins when nobody has typed for this long, and is looked for as often. */
const quietMs = 10_000;

/** Checks the documentation of visible files while the hour's budget lasts; off by default. */
export function registerBackgroundChecks(
  context: ExtensionContext,
  { session, rightOfWay, logger }: Services,
  units: DocumentUnits,
  index: FidelityIndex,
): void {
  const budget = new HourlyBudget();
  /** Codes that were checked once without success: not again in this session. */
  const failed = new Set<string>();
  let lastChange = Date.now();
  let working: AbortController | null = null;

  const next = async (): Promise<DocumentedFunction | undefined> => {
    for (const { document } of window.visibleTextEditors) {
      const { uri } = document;
      const all = await units.all(document);
      await index.lookUp(uri, all);
      const isOpen = (unit: FunctionUnit) => !index.of(uri, unit) && !failed.has(unit.code);
      const unit = all.filter(isMeasurable).find(isOpen);
      if (unit) return { uri, unit };
    }
    return undefined;
  };
  const check = async ({ uri, unit }: DocumentedFunction, signal: AbortSignal) => {
    try {
      await budget.spend(() => index.check(uri, unit, { signal }));
    } catch (error) {
      if (isAbort(error)) return;
      failed.add(unit.code);
      logger.warn(`No fidelity: ${messageOf(error)}`);
    }
  };
  const work = async () => {
    if (working || rightOfWay.isTaken || Date.now() - lastChange < quietMs) return;
    if (!budget.allows(backgroundMinutesSetting())) return;
    working = new AbortController();
    const signal = AbortSignal.any([working.signal, rightOfWay.signal]);
    try {
      const found = (await session.chosen()) && (await next());
      if (found && !signal.aborted) await check(found, signal);
    } catch (error) {
      logger.debug(`No background check: ${messageOf(error)}`);
    } finally {
      working = null;
    }
  };

  const timer = setInterval(() => void work(), quietMs);
  context.subscriptions.push(
    { dispose: () => clearInterval(timer) },
    { dispose: () => working?.abort(new AbortError()) },
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || document.uri.scheme === 'output') return;
      lastChange = Date.now();
      working?.abort(new AbortError());
    }),
  );
}
