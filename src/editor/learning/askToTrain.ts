import { basename } from 'node:path';
import { l10n, window } from 'vscode';
import type { TrainingPlan } from '../../cycle/planTraining.ts';
import { setUpSize } from './setUpTrainer.ts';

/** What the person decided: a run from the start, the stopped one, or none. */
export type TrainingAnswer = 'new' | 'go-on' | null;

/**
 * Says what is read, what is run and where it stays, before anything of it is done.
 * @param unfinished the run that can be gone on with, if there is one.
 */
export async function askToTrain(
  { repository, model, data, judged }: TrainingPlan,
  unfinished: string | null,
  needsSetUp: boolean,
): Promise<TrainingAnswer> {
  const detail = [
    l10n.t(
      'Read: {0} documentations and {1} reconstructions of {2} functions, which were recorded on this machine.',
      ...[data.documentations, data.reconstructions, data.groups],
    ),
    l10n.t(
      'Run: the Python trainer, at low priority, then a comparison on {0} functions that are never learned from. The new adapter is used only if it is better.',
      judged.length,
    ),
    ...(needsSetUp ? [l10n.t('The trainer has to be set up first. {0}', setUpSize())] : []),
    l10n.t('Until it is done, this window can’t document or rebuild.'),
    l10n.t('Your code and your rollouts stay on this machine.'),
  ].join('\n\n');
  const question = l10n.t('Train {0} on {1}?', model.name, basename(repository));
  const begin = unfinished === null ? l10n.t('Train') : l10n.t('Begin Anew');
  const goOn = unfinished === null ? null : l10n.t('Go On with Run {0}', unfinished);
  const buttons = goOn === null ? [begin] : [goOn, begin];
  const chosen = await window.showInformationMessage(question, { modal: true, detail }, ...buttons);
  if (chosen === undefined) return null;
  return chosen === goOn ? 'go-on' : 'new';
}
