import {
  type ExtensionContext,
  Hover,
  l10n,
  languages,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import { languageIds } from '../parse/languages/index.ts';
import type { FunctionUnit } from '../parse/types.ts';
import {
  type FidelityIndex,
  type FunctionReference,
  type IndexEntry,
  isMeasurable,
  referenceOf,
} from './fidelityIndex.ts';
import { fidelityWords } from './fidelityWords.ts';
import { commands } from './ids.ts';
import type { DocumentUnits } from './unitAtCursor.ts';

/** The fidelity of a documentation where the pointer rests on the function's signature. */
export function registerFidelityHover(
  context: ExtensionContext,
  units: DocumentUnits,
  index: FidelityIndex,
): void {
  context.subscriptions.push(
    languages.registerHoverProvider(
      languageIds.map((language) => ({ language })),
      {
        async provideHover(document, position) {
          const all = await units.all(document);
          const unit = all.find((one) => signatureOf(document, one).contains(position));
          if (!unit || !isMeasurable(unit)) return null;
          await index.lookUp(document.uri, [unit]);
          return new Hover(
            text(document, unit, index.of(document.uri, unit)),
            wordAt(document, position),
          );
        },
      },
    ),
  );
}

function wordAt(document: TextDocument, position: Position): Range {
  return document.getWordRangeAtPosition(position) ?? new Range(position, position);
}

function text(document: TextDocument, unit: FunctionUnit, entry?: IndexEntry): MarkdownString {
  const markdown = new MarkdownString('', true);
  markdown.isTrusted = { enabledCommands: [commands.checkFidelity, commands.showReport] };
  const reference = referenceOf(document.uri, unit);
  const check = link(l10n.t('Check'), commands.checkFidelity, reference);
  if (!entry) {
    return markdown.appendMarkdown(
      `$(beaker) ${l10n.t('The fidelity of this documentation was not checked yet.')} ${check}`,
    );
  }
  if (!entry.fidelity) {
    return markdown.appendMarkdown(`$(loading~spin) ${l10n.t('checking the fidelity…')}`);
  }
  const { fidelity, checkedAt } = entry.fidelity;
  const report = link(l10n.t('Report'), commands.showReport, reference);
  markdown.appendMarkdown(`$(beaker) **${fidelityWords(fidelity, checkedAt)}** ${report} \n\n`);
  return markdown.appendMarkdown(l10n.t('Rebuilt by {0}', code(entry.model.model)));
}

function link(label: string, command: string, reference: FunctionReference): string {
  return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([reference]))})`;
}

function code(text: string): string {
  return `\`${text.replaceAll('`', '')}\``;
}

/** From the name's line to the body. */
function signatureOf(document: TextDocument, { line, bodyRange }: FunctionUnit): Range {
  return new Range(document.lineAt(line - 1).range.start, document.positionAt(bodyRange.start));
}
