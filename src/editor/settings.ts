import { type TextDocument, workspace } from 'vscode';
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
