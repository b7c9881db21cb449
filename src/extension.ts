/** The composition root in VS Code: wiring only. Nothing that is slow starts before first use. */
import { join } from 'node:path';
import { type ExtensionContext, l10n, commands as vscodeCommands, window } from 'vscode';
import { dataDirectory } from './common/dataDirectory.ts';
import { messageOf } from './common/errors.ts';
import { AcceptedDocs } from './editor/acceptedDocs.ts';
import { registerChooseModel } from './editor/chooseModel.ts';
import { registerContextKeys } from './editor/contextKeys.ts';
import { DocumentFunction } from './editor/documentFunction.ts';
import { FidelityLenses } from './editor/fidelityLenses.ts';
import { commands } from './editor/ids.ts';
import { registerLightbulb } from './editor/lightbulb.ts';
import { outputLog } from './editor/outputLog.ts';
import { ReconstructFromDoc } from './editor/reconstructFromDoc.ts';
import type { Services } from './editor/services.ts';
import { dataDirectorySetting, gpuSetting, modelSetting } from './editor/settings.ts';
import { registerReport } from './editor/showReport.ts';
import { DocumentUnits } from './editor/unitAtCursor.ts';
import { VirtualDocuments } from './editor/virtualDocuments.ts';
import { EngineClient } from './engine/client.ts';
import { ModelSession } from './models/session.ts';
import { CodeParser } from './parse/parser.ts';
import { createReward } from './reward/reward.ts';
import { RolloutStore } from './rollout/store.ts';
import { RoundTrip } from './roundTrip.ts';

export function activate(context: ExtensionContext): void {
  const channel = window.createOutputChannel('Roundtrip', { log: true });
  const logger = outputLog(channel);
  context.subscriptions.push(
    channel,
    vscodeCommands.registerCommand(commands.showLog, () => channel.show()),
  );

  const directory = dataDirectory(dataDirectorySetting());
  const modelsDirectory = join(directory, 'models');
  const parser = new CodeParser((file) => join(__dirname, 'grammars', file));
  const engine = new EngineClient(join(__dirname, 'engine.mjs'), logger);
  const session = new ModelSession(engine, modelsDirectory, () => ({
    model: modelSetting(),
    gpu: gpuSetting(),
    adapterPath: null,
  }));
  const store = new RolloutStore(directory, (movedTo) => {
    void window.showWarningMessage(
      l10n.t(
        'The record of your rollouts was damaged. It was moved to {0}, and a new one begun.',
        movedTo,
      ),
    );
  });
  context.subscriptions.push(engine, store);
  const roundTrip = new RoundTrip({
    engine,
    store,
    reward: createReward(parser),
    identity: () => session.identity(),
    onNotRecorded: (error) => {
      logger.warn(`A rollout was not recorded: ${messageOf(error)}`);
      void window.showWarningMessage(
        l10n.t('Roundtrip could not record this rollout: {0}', messageOf(error)),
      );
    },
  });
  const services: Services = { logger, parser, engine, session, store, roundTrip, modelsDirectory };

  const units = new DocumentUnits(parser);
  const lenses = new FidelityLenses(services, units);
  const accepted = new AcceptedDocs(services, units);
  const virtual = new VirtualDocuments(context);
  const features: readonly (() => void)[] = [
    () => registerContextKeys(context, units),
    () => registerLightbulb(context, units),
    () => registerChooseModel(context, services),
    () => registerReport(context, services, units, virtual),
    () => lenses.register(context),
    () => accepted.register(context),
    () =>
      new DocumentFunction(services, units, {
        beforeWriting: () => lenses.stop(),
        onAccepted: (document, unit, documentation) => {
          void accepted.watch(document, unit, documentation);
          void lenses.check(document, unit, documentation);
        },
      }).register(context),
    () => new ReconstructFromDoc(services, units, virtual, () => lenses.stop()).register(context),
  ];
  for (const register of features) {
    try {
      register();
    } catch (error) {
      logger.error('A feature could not start:', error);
    }
  }
}
