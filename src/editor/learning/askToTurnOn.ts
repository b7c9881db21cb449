import { basename } from 'node:path';
import { l10n, commands as vscodeCommands, window } from 'vscode';
import type { Limits } from '../../background/schedule.ts';
import { commands } from '../ids.ts';
import { setUpSize } from './setUpTrainer.ts';

/**
 * Says what is read, kept and run, and when, before anything of it is done.
 * @returns whether the person agreed.
 */
export async function askToTurnOn(
  repository: string,
  limits: Limits,
  needsSetUp: boolean,
): Promise<boolean> {
  const detail = [
    l10n.t(
      'Read: functions of files that git tracks, but nothing vendored, generated or ignored by .roundtripignore, and nothing that looks like a secret.',
    ),
    l10n.t(
      'Kept: these functions, documentation and rebuilt code of the model, and adapters, in the data folder of this machine, up to {0} GB. Nothing leaves it.',
      limits.gigabytes,
    ),
    l10n.t(
      'Run: the model, and the Python trainer, at low priority, for up to {0} minutes a day, on mains power, while you have not touched the editor for {1} min. A key press pauses it.',
      ...[limits.minutesPerDay, limits.idleMinutes],
    ),
    ...(needsSetUp ? [l10n.t('Training needs the trainer to be set up. {0}', setUpSize())] : []),
  ].join('\n\n');
  const question = l10n.t('Let Roundtrip learn from {0} in the background?', basename(repository));
  const turnOn = l10n.t('Turn On');
  const list = l10n.t('Show What Is Read');
  const chosen = await window.showInformationMessage(
    question,
    { modal: true, detail },
    turnOn,
    list,
  );
  if (chosen === list) await vscodeCommands.executeCommand(commands.whatLearningReads);
  return chosen === turnOn;
}
