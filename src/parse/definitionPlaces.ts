import type { CommentFinder } from './attachedComments.ts';
import type { LanguageDefinition } from './languages/definition.ts';
import type { SourceText } from './sourceText.ts';
import type { Definition } from './syntaxCaptures.ts';
import type { TextRange } from './types.ts';

/** What is the same for all definitions of a file. */
export interface FileFacts {
  readonly language: LanguageDefinition;
  readonly source: SourceText;
  readonly comments: CommentFinder;
  readonly indentUnit: string;
}

/** The places of one definition that its unit is cut from. */
export interface DefinitionPlaces {
  readonly range: TextRange;
  /** After decorators, up to the body. */
  readonly signature: TextRange;
  /** With the comments that lead it. */
  readonly body: TextRange;
  /** The body is a run of statements without delimiters: in Python, and mostly in Ruby. */
  readonly isStatements: boolean;
  /** Where the first statement (or a body string) stands. */
  readonly statementsStart: number;
  /** White space before the definition's first line. */
  readonly indent: string;
  /** White space before the body's further lines. */
  readonly bodyIndent: string;
}

/** @param start where the definition starts, decorators above it included. */
export function definitionPlaces(
  { parts, range: { end } }: Definition,
  start: number,
  { language, source, comments, indentUnit }: FileFacts,
): DefinitionPlaces {
  const range = { start, end };
  const indent = source.indentAt(start);
  const signatureStart = comments.skipFrom(start, end);
  const emptyEnd = parts.body ? null : (language.emptyBodyEnd?.exec(source.slice(range)) ?? null);
  const bodyStart = parts.body?.startIndex ?? start + (emptyEnd?.index ?? end - start);
  const bodyEnd = parts.body ? trimmedEnd(source.text, bodyStart, parts.body.endIndex) : bodyStart;
  const isStatements = parts.body
    ? language.statementBodies.includes(parts.body.type)
    : emptyEnd !== null;
  if (!isStatements) {
    const signatureEnd = trimmedEnd(source.text, signatureStart, bodyStart);
    return {
      range,
      signature: { start: signatureStart, end: signatureEnd },
      body: { start: bodyStart, end: bodyEnd },
      isStatements,
      statementsStart: bodyStart,
      indent,
      bodyIndent: indent,
    };
  }

  const header = [parts.name, parts.parameters, parts.result].map((part) => part?.endIndex ?? 0);
  const between = comments.within({
    start: Math.max(signatureStart, ...header),
    end: bodyStart,
  });
  const leading = between.filter((comment) => source.isFirstOnLine(comment.start));
  const first = leading[0]?.start ?? bodyStart;
  return {
    range,
    signature: {
      start: signatureStart,
      end: trimmedEnd(source.text, signatureStart, between[0]?.start ?? bodyStart),
    },
    body: { start: first, end: parts.body ? bodyEnd : (leading.at(-1)?.end ?? bodyEnd) },
    isStatements,
    statementsStart: bodyStart,
    indent,
    bodyIndent:
      source.isFirstOnLine(bodyStart) && parts.body
        ? source.indentAt(bodyStart)
        : indent + indentUnit,
  };
}

function trimmedEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && /[\s;]/.test(text.charAt(trimmed - 1))) trimmed--;
  return trimmed;
}
