import {
  type ExtensionContext,
  l10n,
  ProgressLocation,
  commands as vscodeCommands,
  window,
} from 'vscode';
import { concernsOneFunction } from '../common/errors.ts';
import { fidelityPercent } from '../reportText.ts';
import { mean } from './fidelityGroups.ts';
import { type FidelityIndex, type FunctionReference, isMeasurable } from './fidelityIndex.ts';
import { functionOf } from './functionOf.ts';
import { commands, views } from './ids.ts';
import { inBackground } from './inBackground.ts';
import { notMeasurable } from './notMeasurable.ts';
import { placeOf } from './place.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import { signalOf } from './signal.ts';
import type { DocumentUnits } from './unitAtCursor.ts';
import { ensureModel, withModel } from './withModel.ts';
import type { WorkspaceFunctions } from './workspaceFunctions.ts';

/** The commands that check one documentation, or all of the workspace. */
export function registerCheckFidelity(
  context: ExtensionContext,
  services: Services,
  units: DocumentUnits,
  index: FidelityIndex,
  functions: WorkspaceFunctions,
): void {
  const { logger } = services;
  const one = async (reference?: FunctionReference) => {
    const { document, unit } = await functionOf(units, reference);
    if (!isMeasurable(unit)) throw notMeasurable(unit);
    await ensureModel(services);
    const title = l10n.t('Rebuilding {0} from its documentation', unit.name);
    await withModel(services, placeOf(document), title, (signal) =>
      index.check(document.uri, unit, { signal }),
    );
  };
  registerCommand(context, logger, commands.checkFidelity, one);
  registerCommand(context, logger, commands.checkWorkspace, async () => {
    await ensureModel(services);
    await services.rightOfWay.take(() => checkAll(services, index, functions));
  });
}

async function checkAll(
  { logger }: Services,
  index: FidelityIndex,
  functions: WorkspaceFunctions,
): Promise<void> {
  const title = l10n.t('Checking the documentation of the workspace');
  const location = ProgressLocation.Notification;
  await window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const signal = signalOf(token);
    const all = await functions.documented(signal);
    for (const { uri, unit } of all) await index.lookUp(uri, [unit]);
    const open = all.filter(({ uri, unit }) => !index.of(uri, unit)?.fidelity);
    for (const [place, { uri, unit }] of open.entries()) {
      const message = l10n.t('{0} of {1}: {2}', place + 1, open.length, unit.qualifiedName);
      progress.report({ message, increment: 100 / open.length });
      try {
        await index.check(uri, unit, { signal });
      } catch (error) {
        if (!concernsOneFunction(error)) throw error;
        logger.warn(`${unit.qualifiedName}: ${error.message}`);
      }
    }
    const fidelities = all.flatMap(
      ({ uri, unit }) => index.of(uri, unit)?.fidelity?.fidelity ?? [],
    );
    inBackground(logger, 'No list', showSummary(summary(all.length, open.length, fidelities)));
  });
}

async function showSummary(message: string): Promise<void> {
  const show = l10n.t('Show List');
  if ((await window.showInformationMessage(message, show)) !== show) return;
  await vscodeCommands.executeCommand(`${views.fidelity}.focus`);
}

function summary(all: number, checked: number, fidelities: readonly number[]): string {
  if (all === 0) return l10n.t('The workspace has no documented function that could be checked.');
  const percent = fidelityPercent(mean(fidelities));
  if (percent === null) return l10n.t('The fidelity of no documentation could be judged.');
  return l10n.t(
    'Documented functions: {0}, checked now: {1}. Their mean fidelity is {2}%.',
    ...[all, checked, percent],
  );
}
