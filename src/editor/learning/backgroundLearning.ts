import {
  Disposable,
  type ExtensionContext,
  l10n,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import type { Activity } from '../../background/activities.ts';
import { Learner, type LearnerOwner, type LearnerReport } from '../../background/learner.ts';
import { MachineLoad } from '../../background/machineLoad.ts';
import { isOnBattery } from '../../background/powerSupply.ts';
import { isWithin } from '../../background/trainingHours.ts';
import type { Workplace } from '../../background/workSession.ts';
import type { FidelityIndex } from '../fidelityIndex.ts';
import { commands, contexts } from '../ids.ts';
import { inBackground } from '../inBackground.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import { learningLimits, trainingHoursSetting } from '../settings.ts';
import { ensureModel } from '../withModel.ts';
import { askToTurnOn } from './askToTurnOn.ts';
import { showLearningMenu } from './learningMenu.ts';
import { LearningStatus } from './learningStatus.ts';
import { progressListener } from './progressListener.ts';
import { repositoryAtHand } from './repositoryAtHand.ts';
import { requireTrust } from './requireTrust.ts';
import { Touches } from './touches.ts';

/** Where a workspace remembers which repository it learns. */
const memory = 'roundtrip.learning.repository';
const hourMs = 60 * 60_000;

/** Learning while nobody works: off until the person turns it on for a workspace. */
export class BackgroundLearning {
  private learner: Learner | null = null;
  /** What watches and shows while it is on. */
  private watching: Disposable | null = null;
  private report: LearnerReport | null = null;
  private progress: string | null = null;

  /** @param open starts the model in a process of its own, at low priority. */
  constructor(
    private readonly context: ExtensionContext,
    private readonly services: Services,
    private readonly index: FidelityIndex,
    private readonly open: () => Workplace,
  ) {}

  register(): void {
    const { context } = this;
    const { logger, rightOfWay } = this.services;
    registerCommand(context, logger, commands.turnOnLearning, () => this.turnOn());
    registerCommand(context, logger, commands.turnOffLearning, () => this.turnOff());
    registerCommand(context, logger, commands.learningMenu, () => this.menu());
    registerCommand(context, logger, commands.runLearningNow, async () => this.runNow());
    registerCommand(context, logger, commands.pauseLearning, async () => this.pause());
    context.subscriptions.push(
      rightOfWay.onTaken(() => this.learner?.tell({ type: 'requested' })),
      workspace.onDidGrantWorkspaceTrust(() => this.start()),
      { dispose: () => this.end() },
    );
    this.start();
  }

  private get repository(): string | undefined {
    return this.context.workspaceState.get<string>(memory);
  }

  private async turnOn(): Promise<void> {
    requireTrust();
    const repository = await repositoryAtHand();
    await ensureModel(this.services);
    const { python } = await this.services.trainerEnvironment.status();
    if (!(await askToTurnOn(repository, learningLimits(), python === null))) return;
    await this.context.workspaceState.update(memory, repository);
    await this.stop();
    this.start();
  }

  private async turnOff(): Promise<void> {
    await this.context.workspaceState.update(memory, undefined);
    await this.stop();
  }

  /** Begins to look for moments to learn in, if the person wants that. */
  private start(): void {
    const { repository } = this;
    inBackground(
      this.services.logger,
      'The menus do not know whether learning is on',
      Promise.resolve(
        vscodeCommands.executeCommand('setContext', contexts.learning, repository !== undefined),
      ),
    );
    if (repository === undefined || this.learner) return;
    const { services, open } = this;
    const { trainerEnvironment } = services;
    const parts = {
      ...{ ...services, open },
      environment: () => trainerEnvironment.status(),
      trainerSource: trainerEnvironment.source,
    };
    const status = new LearningStatus();
    const touches = new Touches(() => this.learner?.tell({ type: 'touched' }));
    this.watching = Disposable.from(status, touches);
    this.learner = new Learner(parts, repository, this.owner(status, touches));
    void this.learner.look();
  }

  private async stop(): Promise<void> {
    const { learner } = this;
    this.end();
    await vscodeCommands.executeCommand('setContext', contexts.learning, false);
    await learner?.stop();
  }

  private end(): void {
    this.learner?.dispose();
    this.watching?.dispose();
    [this.learner, this.watching, this.report] = [null, null, null];
  }

  private owner(status: LearningStatus, touches: Touches): LearnerOwner {
    const { logger, rightOfWay } = this.services;
    const load = new MachineLoad();
    const show = () => {
      if (this.report && this.learner) status.show(this.report, this.progress);
    };
    return {
      logger,
      limits: learningLimits,
      look: async (isWorking) => {
        const { idleMs } = touches;
        const isIdle = idleMs >= learningLimits().idleMinutes * 60_000;
        return {
          ...{ isOn: this.repository !== undefined, isTrusted: workspace.isTrusted, idleMs },
          isInUse: rightOfWay.isTaken,
          // Nothing is asked of the system while a person keeps it from mattering.
          isOnBattery: (isWorking || isIdle) && (await isOnBattery()),
          isMachineBusy: !isWorking && isIdle && (await load.isBusy()),
          isInTrainingHours: isWithin(trainingHoursSetting(), new Date()),
        };
      },
      onChange: (report) => {
        const { working } = report.state;
        if (working === null) this.progress = null;
        if (working === 'training' && !rightOfWay.isTaken) this.freeModel();
        this.report = report;
        show();
      },
      listener: {
        ...progressListener(logger, (progress) => {
          this.progress = progress;
          show();
        }),
        onStopped: (run) => logger.info(`Run ${run} was paused and goes on when there is time.`),
      },
      onActivity: (activity) => this.ended(activity),
    };
  }

  /** The memory of the model that works for the person is the trainer's meanwhile. */
  private freeModel(): void {
    const { engine, logger } = this.services;
    if (engine.info()) inBackground(logger, 'The model keeps its memory', engine.unload());
  }

  private ended({ kind, outcome, detail }: Activity): void {
    const { logger } = this.services;
    if (outcome === 'failed') logger.warn(`Background learning failed: ${detail}`);
    if (kind !== 'training' || outcome !== 'done') return;
    this.index.clear();
    inBackground(logger, 'The outcome was not shown', showOutcome(detail));
  }

  private runNow(): void {
    this.learner?.tell({ type: 'run-now' });
  }

  private pause(): void {
    this.learner?.tell({ type: 'paused', until: Date.now() + hourMs });
  }

  private async menu(): Promise<void> {
    const { learner, report } = this;
    if (!learner || !report) return this.turnOn();
    const controls = {
      runNow: () => this.runNow(),
      pause: () => this.pause(),
      resume: () => learner.tell({ type: 'resumed' }),
      turnOff: () => this.turnOff(),
    };
    await showLearningMenu(report, controls, this.services.dataDirectory);
  }
}

async function showOutcome(detail: string): Promise<void> {
  const dashboard = l10n.t('Did It Learn?');
  const chosen = await window.showInformationMessage(detail, dashboard);
  if (chosen === dashboard) await vscodeCommands.executeCommand(commands.showDashboard);
}
