import { type ExtensionContext, Selection, commands as vscodeCommands, window } from 'vscode';
import type { FunctionReference } from './fidelityIndex.ts';
import { functionOf } from './functionOf.ts';
import { commands } from './ids.ts';
import { registerCommand } from './registerCommand.ts';
import type { Services } from './services.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** "Update This Documentation": documents the function anew that a diagnostic points at. */
export function registerUpdateDocumentation(
  context: ExtensionContext,
  { logger }: Services,
  units: DocumentUnits,
): void {
  registerCommand(
    context,
    logger,
    commands.updateDocumentation,
    async (reference: FunctionReference) => {
      const { document, unit } = await functionOf(units, reference);
      const start = document.positionAt(unit.bodyRange.start);
      await window.showTextDocument(document, { selection: new Selection(start, start) });
      await vscodeCommands.executeCommand(commands.document);
    },
    commands.document,
  );
}
