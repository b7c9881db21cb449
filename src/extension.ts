/** The composition root in VS Code: wiring only. Nothing that is slow starts before first use. */
import { join } from 'node:path';
import { type ExtensionContext, l10n, commands as vscodeCommands, window, workspace } from 'vscode';
import type { Workplace } from './background/workSession.ts';
import { dataDirectory } from './common/dataDirectory.ts';
import { messageOf } from './common/errors.ts';
import { AcceptedDocs } from './editor/acceptedDocs.ts';
import { registerBackgroundChecks } from './editor/backgroundChecks.ts';
import { registerCheckFidelity } from './editor/checkFidelity.ts';
import { registerChooseModel } from './editor/chooseModel.ts';
import { registerContextKeys } from './editor/contextKeys.ts';
import { registerDashboard } from './editor/dashboard/showDashboard.ts';
import { DocumentFunction } from './editor/documentFunction.ts';
import { DriftDiagnostics } from './editor/driftDiagnostics.ts';
import { registerFidelityHover } from './editor/fidelityHover.ts';
import { FidelityIndex } from './editor/fidelityIndex.ts';
import { FidelityLenses } from './editor/fidelityLenses.ts';
import { FidelityTree } from './editor/fidelityTree.ts';
import { registerGetStarted } from './editor/getStarted.ts';
import { commands, settings } from './editor/ids.ts';
import { inBackground } from './editor/inBackground.ts';
import { BackgroundLearning } from './editor/learning/backgroundLearning.ts';
import { registerAdapters } from './editor/learning/chooseAdapter.ts';
import { registerForgetRepository } from './editor/learning/forgetRepository.ts';
import { registerSetUpTrainer } from './editor/learning/setUpTrainer.ts';
import { registerTraining } from './editor/learning/trainRepository.ts';
import { WhatLearningReads } from './editor/learning/whatLearningReads.ts';
import { registerLightbulb } from './editor/lightbulb.ts';
import { outputLog } from './editor/outputLog.ts';
import { ReconstructFromDoc } from './editor/reconstructFromDoc.ts';
import { RightOfWay } from './editor/rightOfWay.ts';
import type { Services } from './editor/services.ts';
import { dataDirectorySetting, gpuSetting, modelSetting, testSetting } from './editor/settings.ts';
import { registerReport } from './editor/showReport.ts';
import { registerTools } from './editor/tools/registerTools.ts';
import { DocumentUnits } from './editor/unitAtCursor.ts';
import { registerUpdateDocumentation } from './editor/updateDocumentation.ts';
import { VirtualDocuments } from './editor/virtualDocuments.ts';
import { errorText } from './editor/words/errorText.ts';
import { WorkspaceFunctions } from './editor/workspaceFunctions.ts';
import { EngineClient } from './engine/client.ts';
import { FidelityMeter } from './fidelity.ts';
import { DocHistory } from './history/docHistory.ts';
import { type ModelChoice, ModelSession } from './models/session.ts';
import { CodeParser } from './parse/parser.ts';
import { fallbackCause } from './reward/fallback.ts';
import { createReward } from './reward/reward.ts';
import { RolloutStore } from './rollout/store.ts';
import { RoundTrip } from './roundTrip.ts';
import { TestVerdicts } from './testRun/testVerdicts.ts';
import type { TestCodes } from './testRun/types.ts';
import { AdapterRegistry } from './training/adapters/registry.ts';
import { TrainerEnvironment } from './training/environment/trainerEnvironment.ts';

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
  const engineFile = join(__dirname, 'engine.mjs');
  const engine = new EngineClient(engineFile, logger, { dataDirectory: directory });
  const adapters = new AdapterRegistry(directory, (message) => logger.warn(message));
  const adapterOf: ModelChoice['adapterOf'] = ({ hash }, repository) =>
    adapters.current(hash, repository);
  const choice = (): ModelChoice => ({
    model: modelSetting(),
    gpu: gpuSetting(),
    adapterOf,
  });
  const session = new ModelSession(engine, modelsDirectory, choice);
  const store = new RolloutStore(directory, (movedTo) => {
    void window.showWarningMessage(
      l10n.t(
        'The record of your rollouts was damaged. It was moved to {0}, and a new one begun.',
        movedTo,
      ),
    );
  });
  context.subscriptions.push(engine, store);
  const reward = createReward(parser, (fallback) =>
    logger.warn(`A function was compared by its syntax alone: ${fallbackCause(fallback)}`),
  );
  const verdicts = new TestVerdicts(directory, parser, testSetting, logger);
  void verdicts.cleanUp();
  const tests: TestCodes = (...subject) => verdicts.passes(...subject);
  const roundTrip = new RoundTrip({
    ...{ engine, store, reward },
    tests,
    identity: () => session.identity(),
    onNotRecorded: (error) => {
      logger.warn(`A rollout was not recorded: ${messageOf(error)}`);
      void window.showWarningMessage(
        l10n.t('Roundtrip could not record this rollout: {0}', errorText(error)),
      );
    },
  });
  const rightOfWay = new RightOfWay();
  const meter = new FidelityMeter({
    ...{ roundTrip, reward, store, tests },
    identity: (repository) => session.identify(repository),
    ready: async (repository, signal) => {
      rightOfWay.requireFree();
      return session.ready(repository, signal);
    },
    onNotRead: (error) => logger.warn(`Records could not be read: ${messageOf(error)}`),
  });
  const services: Services = {
    ...{ logger, parser, engine, session, store, roundTrip, reward, meter, modelsDirectory },
    history: new DocHistory(parser),
    ...{ rightOfWay, adapters, adapterOf, dataDirectory: directory },
    trainerEnvironment: new TrainerEnvironment(directory, join(__dirname, '..', 'trainer')),
  };

  const openWorkplace = (): Workplace => {
    const own = new EngineClient(engineFile, logger, {
      dataDirectory: directory,
      background: true,
    });
    const session = new ModelSession(own, modelsDirectory, choice);
    const parts = { engine: own, store, reward, identity: () => session.identity() };
    // What can't be recorded teaches nothing: background work ends there.
    const roundTrip = new RoundTrip({ ...parts, onNotRecorded: rethrow });
    return { engine: own, session, roundTrip, dispose: () => own.dispose() };
  };

  const units = new DocumentUnits(parser);
  const index = new FidelityIndex(services);
  const functions = new WorkspaceFunctions(parser);
  const lenses = new FidelityLenses(services, units, index);
  const accepted = new AcceptedDocs(services, units);
  const virtual = new VirtualDocuments(context);
  context.subscriptions.push(
    index,
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.model)) index.clear();
    }),
  );
  const features: readonly (() => void)[] = [
    () => registerContextKeys(context, services, units),
    () => registerLightbulb(context, units),
    () => registerGetStarted(context, services),
    () => registerChooseModel(context, services),
    () => registerSetUpTrainer(context, services),
    () => registerTraining(context, services, index),
    () => registerAdapters(context, services, index),
    () => new WhatLearningReads(services).register(context),
    () => registerForgetRepository(context, services, index),
    () => new BackgroundLearning(context, services, index, openWorkplace).register(),
    () => registerDashboard(context, services, units),
    () => registerReport(context, services, units, virtual, index),
    () => lenses.register(context),
    () => registerFidelityHover(context, units, index),
    () => registerCheckFidelity(context, services, units, index, functions),
    () => new FidelityTree(services, index, functions).register(context),
    () => registerBackgroundChecks(context, services, units, index),
    () => new DriftDiagnostics(services, units, index).register(context),
    () => registerUpdateDocumentation(context, services, units),
    () => registerTools(context, services, units, index),
    () => accepted.register(context),
    () =>
      new DocumentFunction(services, units, (document, unit, documentation) => {
        const watching = accepted.watch(document, unit, documentation);
        inBackground(logger, 'Edits are not recorded', watching);
        lenses.checkAccepted(document, unit, documentation);
      }).register(context),
    () => new ReconstructFromDoc(services, units, virtual).register(context),
  ];
  for (const register of features) {
    try {
      register();
    } catch (error) {
      logger.error('A feature could not start:', error);
    }
  }
}

function rethrow(error: unknown): never {
  throw error;
}
