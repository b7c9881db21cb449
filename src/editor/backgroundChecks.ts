import { type ExtensionContext, window, workspace } from 'vscode';
import { isAbort } from '../common/abort.ts';
import { messageOf } from '../common/errors.ts';
import { type FidelityIndex, isMeasurable } from './fidelityIndex.ts';
import { HourlyBudget } from './hourlyBudget.ts';
import type { Services } from './services.ts';
import { backgroundMinutesSetting } from './settings.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** Work begins when nobody has typed for this long, and is looked for as often. */
const quietMs = 10_000;

/** Checks the documentation of visible files while the hour's budget lasts; off by default. */
export function registerBackgroundChecks(
  context: ExtensionContext,
  services: Services,
  units: DocumentUnits,
  index: FidelityIndex,
): void {
  const budget = new HourlyBudget();
  /** Checked once without success: not again in this session. */
  const failed = new Set<string>();
  let lastChange = Date.now();
  let working = false;

  const next = async () => {
    for (const { document } of window.visibleTextEditors) {
      const all = await units.all(document);
      await index.lookUp(document.uri, all);
      for (const unit of all) {
        if (!isMeasurable(unit) || index.of(document.uri, unit) || failed.has(unit.code)) continue;
        return { uri: document.uri, unit };
      }
    }
    return null;
  };
  const work = async () => {
    if (working || Date.now() - lastChange < quietMs) return;
    if (!budget.allows(backgroundMinutesSetting()) || !(await services.session.chosen())) return;
    working = true;
    try {
      const found = await next();
      if (!found) return;
      failed.add(found.unit.code);
      await budget.spend(() => index.check(found.uri, found.unit));
      failed.delete(found.unit.code);
    } catch (error) {
      if (!isAbort(error)) services.logger.warn(`No fidelity: ${messageOf(error)}`);
    } finally {
      working = false;
    }
  };

  const timer = setInterval(() => void work(), quietMs);
  context.subscriptions.push(
    { dispose: () => clearInterval(timer) },
    workspace.onDidChangeTextDocument(() => {
      lastChange = Date.now();
      if (working) index.stop();
    }),
  );
}
