import { type Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import type { LearnerReport } from '../../background/learner.ts';
import { commands } from '../ids.ts';
import { hindranceText, stateText } from './learningWords.ts';

/** The status bar item: what learning does, and why not; a click opens its menu. */
export class LearningStatus implements Disposable {
  private readonly item = window.createStatusBarItem(
    'roundtrip.learning',
    StatusBarAlignment.Right,
    90,
  );

  constructor() {
    this.item.name = l10n.t('Roundtrip Learning');
    this.item.command = commands.learningMenu;
  }

  /** @param progress of a training, null for none. */
  show(report: LearnerReport, progress: string | null): void {
    const { working, isStopping, pausedUntil } = report.state;
    const icon = working ? (isStopping ? '$(debug-pause)' : '$(sync~spin)') : '$(mortar-board)';
    const words = working ? stateText(report) : 'Roundtrip';
    this.item.text = `${pausedUntil === null ? icon : '$(debug-pause)'} ${words}`;
    const state = stateText(report);
    const why = report.hindrances.training.map(hindranceText);
    const training = why.length > 0 ? l10n.t('No training now: {0}', why.join('; ')) : '';
    this.item.tooltip = [state, progress ?? '', working === null ? training : '']
      .filter(Boolean)
      .join('\n');
    this.item.accessibilityInformation = { label: `Roundtrip: ${state}`, role: 'button' };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
