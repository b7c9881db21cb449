import { l10n, type QuickPickItem, commands as vscodeCommands, window } from 'vscode';
import { readActivities } from '../../background/activities.ts';
import type { LearnerReport } from '../../background/learner.ts';
import { commands } from '../ids.ts';
import { activityText, hindranceText, stateText } from './learningWords.ts';

/** What the menu can do to background learning. */
export interface LearningControls {
  readonly runNow: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly turnOff: () => Promise<void>;
}

interface Choice extends QuickPickItem {
  readonly run: () => unknown;
}

/** State, why not, and what can be done about it. */
export async function showLearningMenu(
  report: LearnerReport,
  controls: LearningControls,
  dataDirectory: string,
): Promise<void> {
  const execute = (id: string) => () => vscodeCommands.executeCommand(id);
  const { state, hindrances } = report;
  const why = state.working === null ? hindrances.rollouts.map(hindranceText).join('; ') : '';
  const paused = hindrances.rollouts.includes('paused');
  const needsTrainer = hindrances.training.includes('trainer-missing');
  const choices: Choice[] = [
    ...(state.working === null
      ? [{ label: l10n.t('$(play) Run Now'), detail: why, run: controls.runNow }]
      : []),
    paused
      ? { label: l10n.t('$(debug-continue) Resume'), run: controls.resume }
      : { label: l10n.t('$(debug-pause) Pause for an Hour'), run: controls.pause },
    ...(needsTrainer
      ? [
          {
            label: l10n.t('$(tools) Set Up the Trainer'),
            detail: l10n.t('Rollouts are drawn without it; nothing is learned from them yet.'),
            run: execute(commands.setUpTrainer),
          },
        ]
      : []),
    { label: l10n.t('$(history) What It Did'), run: () => showActivities(dataDirectory) },
    { label: l10n.t('$(dashboard) Show Dashboard'), run: execute(commands.showDashboard) },
    { label: l10n.t('$(list-tree) What Learning Reads'), run: execute(commands.whatLearningReads) },
    { label: l10n.t('$(circle-slash) Turn Off for This Workspace'), run: controls.turnOff },
  ];
  const title = l10n.t('Background learning');
  const chosen = await window.showQuickPick(choices, { title, placeHolder: stateText(report) });
  await chosen?.run();
}

/** Every sitting and every training, the last one first. */
async function showActivities(dataDirectory: string): Promise<void> {
  const activities = (await readActivities(dataDirectory)).reverse();
  const items = activities.map((activity) => ({
    label: activityText(activity),
    description: new Date(activity.startedAt).toLocaleString(),
    detail: l10n.t('{0} min, {1}', (activity.seconds / 60).toFixed(1), activity.repository),
  }));
  const none = { label: l10n.t('Nothing yet'), description: '', detail: '' };
  const title = l10n.t('What background learning did');
  await window.showQuickPick(items.length > 0 ? items : [none], { title });
}
