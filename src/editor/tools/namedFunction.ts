import { l10n, type TextDocument, workspace } from 'vscode';
import { RoundtripError } from '../../common/errors.ts';
import { functionNamed, functionOnLine } from '../../parse/functionUnits.ts';
import { isLanguageId } from '../../parse/languages/index.ts';
import type { FunctionUnit } from '../../parse/types.ts';
import type { DocumentUnits } from '../unitAtCursor.ts';
import { namedFile } from './namedFile.ts';

/** What a caller of a tool gives; the schema in package.json says the same. */
export interface ToolInput {
  /** A URI, a whole path, or a path from the workspace folder. */
  readonly file: string;
  /** A dotted qualified name, or a bare name that only one function has. */
  readonly function?: string;
  /** From 1. */
  readonly line?: number;
}

/** A function that a tool works on, and all that stand in its file. */
export interface NamedFunction {
  readonly document: TextDocument;
  readonly unit: FunctionUnit;
  readonly all: readonly FunctionUnit[];
  /** The file as people see it. */
  readonly path: string;
}

/**
 * @throws RoundtripError `untrusted`, `usage`, `file-unreadable`, `unknown-language`, `no-function`,
 * `syntax`.
 */
export async function namedFunction(
  units: DocumentUnits,
  input: ToolInput,
): Promise<NamedFunction> {
  if (!workspace.isTrusted) {
    throw new RoundtripError(
      'untrusted',
      l10n.t('Other assistants may use Roundtrip only in a workspace that you trust.'),
    );
  }
  if (typeof input.file !== 'string' || input.file === '') {
    throw new RoundtripError('usage', l10n.t('Name a file.'));
  }
  const document = await namedFile(input.file);
  const path = workspace.asRelativePath(document.uri);
  if (!isLanguageId(document.languageId)) {
    throw new RoundtripError(
      'unknown-language',
      l10n.t(
        'Roundtrip does not know the language “{0}” yet. It documents Python, TypeScript, JavaScript, Go and Ruby.',
        document.languageId,
      ),
    );
  }
  const all = await units.all(document);
  const unit = found(all, document, input);
  if (!unit.parses) {
    throw new RoundtripError(
      'syntax',
      l10n.t('{0} has a syntax error. Mend it and try again.', unit.name),
    );
  }
  return { document, unit, all, path };
}

function found(
  all: readonly FunctionUnit[],
  document: TextDocument,
  { function: name, line }: ToolInput,
): FunctionUnit {
  if (typeof name === 'string' && name !== '') return functionNamed(all, name);
  if (line === undefined || !Number.isInteger(line) || line < 1 || line > document.lineCount) {
    throw new RoundtripError(
      'usage',
      l10n.t(
        'Name the function, or give a line from 1 to {0} on which it stands.',
        document.lineCount,
      ),
    );
  }
  const unit = functionOnLine(all, document.getText(), line);
  if (unit) return unit;
  throw new RoundtripError(
    'no-function',
    l10n.t('There is no function on line {0}. Name one instead.', line),
  );
}
