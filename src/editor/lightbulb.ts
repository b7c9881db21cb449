import { CodeAction, CodeActionKind, type ExtensionContext, l10n, languages } from 'vscode';
import { functionAt } from '../parse/functionUnits.ts';
import { languageIds } from '../parse/languages/index.ts';
import { commands } from './ids.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** "Document this function" in the lightbulb, where the cursor stands in a function. */
export function registerLightbulb(context: ExtensionContext, units: DocumentUnits): void {
  const kind = CodeActionKind.RefactorRewrite.append('document');
  context.subscriptions.push(
    languages.registerCodeActionsProvider(
      languageIds.map((language) => ({ language })),
      {
        async provideCodeActions(document, range) {
          const unit = functionAt(await units.all(document), document.offsetAt(range.start));
          if (!unit?.parses) return [];
          const action = new CodeAction(l10n.t('Document This Function'), kind);
          action.command = { title: action.title, command: commands.document };
          return [action];
        },
      },
      { providedCodeActionKinds: [kind] },
    ),
  );
}
