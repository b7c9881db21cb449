import { l10n, type TextDocument, type TextEditor, window } from 'vscode';
import { RoundtripError } from '../common/errors.ts';
import { functionAt, functionUnits } from '../parse/functionUnits.ts';
import { isLanguageId } from '../parse/languages/index.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../parse/types.ts';

/** The editor that has the focus. @throws RoundtripError `no-function` when none is open. */
export function activeEditor(): TextEditor {
  const editor = window.activeTextEditor;
  if (editor) return editor;
  throw new RoundtripError(
    'no-function',
    l10n.t('No editor is open. Open a file, put the cursor into a function and try again.'),
  );
}

/** Functions of the documents that are open, parsed once for each version of their text. */
export class DocumentUnits {
  private readonly cache = new WeakMap<
    TextDocument,
    { version: number; units: readonly FunctionUnit[] }
  >();

  constructor(private readonly parser: CodeParser) {}

  /** All functions of `document`; empty for a language that is not known. */
  async all(document: TextDocument): Promise<readonly FunctionUnit[]> {
    const language = document.languageId;
    if (!isLanguageId(language)) return [];
    await this.parser.load(language);
    return this.now(document, language);
  }

  /**
   * The innermost function at the editor's cursor.
   * @throws RoundtripError `unknown-language`, `no-function`, or `syntax` if it can't be parsed.
   */
  async atCursor(editor: TextEditor): Promise<FunctionUnit> {
    const { document, selection } = editor;
    if (!isLanguageId(document.languageId)) {
      throw new RoundtripError(
        'unknown-language',
        l10n.t(
          'Roundtrip does not know the language “{0}” yet. It documents Python, TypeScript, JavaScript, Go and Ruby.',
          document.languageId,
        ),
      );
    }
    const unit = functionAt(await this.all(document), document.offsetAt(selection.active));
    if (!unit) {
      throw new RoundtripError(
        'no-function',
        l10n.t('There is no function at the cursor. Put the cursor into a function and try again.'),
      );
    }
    if (!unit.parses) {
      throw new RoundtripError(
        'syntax',
        l10n.t('{0} has a syntax error. Mend it and try again.', unit.name),
      );
    }
    return unit;
  }

  private now(document: TextDocument, language: LanguageId): readonly FunctionUnit[] {
    const known = this.cache.get(document);
    if (known?.version === document.version) return known.units;
    const units = functionUnits(this.parser, language, document.getText());
    this.cache.set(document, { version: document.version, units });
    return units;
  }
}
