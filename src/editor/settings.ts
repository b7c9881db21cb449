import { type TextDocument, workspace } from 'vscode';
import type { Limits } from '../background/schedule.ts';
import { parseTrainingHours, type TrainingHours } from '../background/trainingHours.ts';
import type { GpuChoice } from '../engine/engine.ts';
import type { DocumentationStyle } from '../prompt/types.ts';
import { settings } from './ids.ts';

/** The model's name or path, or an empty string while none was chosen. */
export function modelSetting(): string {
  return workspace.getConfiguration().get(settings.model, '').trim();
}

export function gpuSetting(): GpuChoice {
  return workspace.getConfiguration().get<GpuChoice>(settings.gpu, 'auto');
}

/** The data folder, or undefined for the per-user default. */
export function dataDirectorySetting(): string | undefined {
  return workspace.getConfiguration().get(settings.dataDirectory, '').trim() || undefined;
}

/** The style for this document's language, or undefined to follow the file's own docs. */
export function styleSetting(document: TextDocument): DocumentationStyle | undefined {
  const style = workspace
    .getConfiguration(undefined, document)
    .get<DocumentationStyle | 'auto'>(settings.documentationStyle, 'auto');
  return style === 'auto' ? undefined : style;
}

export function showFidelitySetting(): boolean {
  return workspace.getConfiguration().get(settings.showFidelity, true);
}

/** How “Document This Function” draws: docs, reconstructions of each, and a time budget. */
export function bestOfSettings(): { docs: number; reconstructions: number; seconds: number } {
  const configuration = workspace.getConfiguration();
  return {
    docs: configuration.get(settings.bestOfDocs, 4),
    reconstructions: configuration.get(settings.bestOfReconstructions, 1),
    seconds: configuration.get(settings.bestOfSeconds, 60),
  };
}

/** Minutes of each hour that background checks may take; 0 for none. */
export function backgroundMinutesSetting(): number {
  return workspace.getConfiguration().get(settings.backgroundMinutes, 0);
}

export function showDriftSetting(): boolean {
  return workspace.getConfiguration().get(settings.showDrift, false);
}

/** The command that runs the repository's tests; null while running them was not allowed. */
export function testSetting(): { readonly command: readonly string[] } | null {
  const configuration = workspace.getConfiguration();
  if (!workspace.isTrusted || !configuration.get(settings.runTests, false)) return null;
  return { command: configuration.get<string[]>(settings.testCommand, []) };
}

/** What background learning may take. */
export function learningLimits(): Limits {
  const configuration = workspace.getConfiguration();
  return {
    idleMinutes: configuration.get(settings.learningIdleMinutes, 5),
    minutesPerDay: configuration.get(settings.learningMinutesPerDay, 120),
    rolloutsPerDay: configuration.get(settings.learningRolloutsPerDay, 4000),
    gigabytes: configuration.get(settings.learningGigabytes, 5),
    functionsBeforeTraining: configuration.get(settings.learningFunctionsBeforeTraining, 48),
  };
}

/** When training may run. @throws RoundtripError `usage` where the setting names no hours. */
export function trainingHoursSetting(): TrainingHours {
  return parseTrainingHours(
    workspace.getConfiguration().get(settings.learningTrainingHours, '0-24'),
  );
}
