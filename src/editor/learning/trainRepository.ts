import {
  type ExtensionContext,
  l10n,
  type Progress,
  ProgressLocation,
  commands as vscodeCommands,
  window,
} from 'vscode';
import { AbortError } from '../../common/abort.ts';
import type { CycleListener, CycleParts } from '../../cycle/cycleParts.ts';
import { planResumption, planTraining, type TrainingPlan } from '../../cycle/planTraining.ts';
import { trainingCycle } from '../../cycle/trainingCycle.ts';
import { unfinishedRun } from '../../cycle/unfinishedRun.ts';
import type { RegisteredAdapter } from '../../training/adapters/registry.ts';
import { Runs } from '../../training/runs.ts';
import type { FidelityIndex } from '../fidelityIndex.ts';
import { commands, contexts } from '../ids.ts';
import { inBackground } from '../inBackground.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import { signalOf } from '../signal.ts';
import { ensureModel } from '../withModel.ts';
import { outcomeWords } from '../words/trainingWords.ts';
import { askToTrain } from './askToTrain.ts';
import { progressListener } from './progressListener.ts';
import { repositoryAtHand } from './repositoryAtHand.ts';
import { requireTrust } from './requireTrust.ts';
import { readyTrainer } from './setUpTrainer.ts';

/** "Train on This Repository" and "Stop Training": a cycle of learning that the person asked for. */
export function registerTraining(
  context: ExtensionContext,
  services: Services,
  index: FidelityIndex,
): void {
  const { logger, rightOfWay } = services;
  let running: AbortController | null = null;
  const stop = () => running?.abort(new AbortError());

  const train = async () => {
    requireTrust();
    rightOfWay.requireFree();
    const repository = await repositoryAtHand();
    await ensureModel(services);
    const plan = await decided(services, repository);
    if (!plan) return;
    const trainer = await readyTrainer(services);
    const adapter = await rightOfWay.reserve(async () => {
      running = new AbortController();
      await setTraining(true);
      try {
        return await carryOut({ ...services, trainer: async () => trainer }, plan, running.signal);
      } finally {
        running = null;
        await setTraining(false);
      }
    });
    index.clear();
    inBackground(logger, 'The outcome was not shown', showOutcome(adapter));
  };

  registerCommand(context, logger, commands.train, train);
  registerCommand(context, logger, commands.stopTraining, async () => {
    stop();
    await vscodeCommands.executeCommand(commands.pauseLearning); // it may be the one that trains
  });
  context.subscriptions.push({ dispose: stop });
}

/** The plan that the person agreed to, or null. */
async function decided(services: Services, repository: string): Promise<TrainingPlan | null> {
  const { session, adapters, dataDirectory, trainerEnvironment } = services;
  const looking = { location: ProgressLocation.Window, title: l10n.t('Looking at the rollouts') };
  const { hash } = await session.named();
  const runs = await new Runs(dataDirectory).list();
  const manifests = (await adapters.list()).map(({ manifest }) => manifest);
  const unfinished = unfinishedRun(runs, manifests, repository, hash);
  const parts = {
    ...services,
    listener: { onNote: (sentence: string) => services.logger.info(sentence) },
    signal: new AbortController().signal, // planning is short
  };
  const plan = await window.withProgress(looking, () => planTraining(parts, repository));
  const { python } = await trainerEnvironment.status();
  const answer = await askToTrain(plan, unfinished, python === null);
  if (answer === null) return null;
  return answer === 'go-on' && unfinished !== null ? planResumption(parts, unfinished) : plan;
}

async function carryOut(
  services: Services & Pick<CycleParts, 'trainer'>,
  plan: TrainingPlan,
  stopped: AbortSignal,
): Promise<RegisteredAdapter> {
  const title = l10n.t('Learning');
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (progress, token) => {
    progress.report({ message: l10n.t('loading the model…') });
    const parts: CycleParts = {
      ...services,
      listener: listenerOf(services, progress),
      signal: AbortSignal.any([stopped, signalOf(token)]),
    };
    return trainingCycle(parts, plan);
  });
}

function listenerOf({ logger }: Services, progress: Progress<{ message: string }>): CycleListener {
  return {
    ...progressListener(logger, (message) => progress.report({ message })),
    onStopped: (run) => {
      const message = l10n.t(
        'Run {0} was stopped. “Train on This Repository” goes on with it.',
        run,
      );
      void window.showInformationMessage(message);
    },
  };
}

async function setTraining(isTraining: boolean): Promise<void> {
  await vscodeCommands.executeCommand('setContext', contexts.training, isTraining);
}

async function showOutcome({ manifest }: RegisteredAdapter): Promise<void> {
  const adapters = l10n.t('Adapters');
  const chosen = await window.showInformationMessage(outcomeWords(manifest), adapters);
  if (chosen === adapters) await vscodeCommands.executeCommand(commands.adapters);
}
