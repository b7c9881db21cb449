import type { CommentFinder } from './attachedComments.ts';
import { readCommentDoc } from './commentDoc.ts';
import { dedent } from './dedent.ts';
import { type DefinitionPlaces, definitionPlaces, type FileFacts } from './definitionPlaces.ts';
import { readDocString } from './docString.ts';
import type { LanguageDefinition } from './languages/definition.ts';
import type { Literals } from './multilineLiterals.ts';
import { parameterNames } from './parameterNames.ts';
import type { QualifiedName } from './qualifiedNames.ts';
import { indentUnitOf, type SourceText } from './sourceText.ts';
import type { Definition } from './syntaxCaptures.ts';
import type { DocSlot, FunctionUnit, TextRange } from './types.ts';

/** A stub is short; longer bodies are not searched for one. */
const longestStub = 600;

/** A documentation that exists: where, and what it says. */
interface ExistingDoc {
  readonly range: TextRange;
  readonly text: string;
}

/** Makes the units of one file from what the query found. */
export class UnitBuilder implements FileFacts {
  readonly indentUnit: string;

  constructor(
    readonly language: LanguageDefinition,
    readonly source: SourceText,
    readonly comments: CommentFinder,
    private readonly literals: Literals,
  ) {
    this.indentUnit = indentUnitOf(source.text, language.defaultIndentUnit);
  }

  build(definition: Definition, { name, qualifiedName, isMember }: QualifiedName): FunctionUnit {
    const { source, language } = this;
    const attached = this.comments.above(definition.range.start);
    const places = definitionPlaces(definition, attached.start, this);
    const { range, body, indent } = places;
    const hasBodyString = places.isStatements && language.docString !== undefined;
    const doc = hasBodyString ? this.bodyString(definition) : this.comment(attached.doc);
    const bodyText = this.withoutDoc(body, doc, places.bodyIndent);
    return {
      language: language.id,
      kind: definition.kind === 'function' && isMember ? 'method' : definition.kind,
      name,
      qualifiedName,
      range,
      line: source.lineAt(definition.parts.name?.startIndex ?? places.signature.start),
      endLine: source.lineAt(range.end),
      signature: dedent(source.text, places.signature, indent, this.literals),
      parameters: parameterNames(definition.parts.parameters, language),
      bodyRange: body,
      body: bodyText,
      code: this.withoutDoc(range, doc, indent),
      docSlot: hasBodyString
        ? this.bodySlot(places, doc)
        : this.slotAbove(attached.slot, doc, indent),
      existingDoc: doc?.text || null,
      indent,
      indentUnit: this.indentUnit,
      eol: source.eol,
      isStub: bodyText.length <= longestStub && this.isStub(body, doc),
      parses: !definition.hasError,
    };
  }

  private comment(range: TextRange | null): ExistingDoc | null {
    return (
      range && { range, text: readCommentDoc(this.source.slice(range), this.language.comments) }
    );
  }

  private bodyString({ parts }: Definition): ExistingDoc | null {
    if (!parts.docstring) return null;
    const range = { start: parts.docstring.startIndex, end: parts.docstring.endIndex };
    const text = readDocString(this.source.slice(range));
    return text === null ? null : { range, text };
  }

  private slotAbove(start: number, doc: ExistingDoc | null, indent: string): DocSlot {
    return {
      placement: 'before',
      range: doc?.range ?? { start, end: start },
      indent,
      inlineBody: false,
    };
  }

  private bodySlot(places: DefinitionPlaces, doc: ExistingDoc | null): DocSlot {
    const { text } = this.source;
    const { bodyIndent: indent, statementsStart: start, signature } = places;
    const inlineBody = /^(?:[ \t\f]|\\\r?\n)*$/.test(text.slice(signature.end, start));
    const newLine = inlineBody ? start : text.indexOf('\n', signature.end) + 1;
    const range = doc?.range ?? { start: newLine, end: newLine };
    return { placement: 'body-string', range, indent, inlineBody };
  }

  /** The dedented text of `range`; a body that held nothing else gets the language's empty one. */
  private withoutDoc(range: TextRange, doc: ExistingDoc | null, indent: string): string {
    const { text } = this.source;
    if (!doc || doc.range.start < range.start || doc.range.end > range.end) {
      return dedent(text, range, indent, this.literals);
    }
    const before = { start: range.start, end: doc.range.start };
    let next = doc.range.end;
    while (next < range.end && /[\s;]/.test(text.charAt(next))) next++;
    const after =
      next < range.end
        ? dedent(text, { start: next, end: range.end }, indent, this.literals)
        : (this.language.docString?.emptyBody ?? '');
    return dedent(text, before, indent, this.literals) + after;
  }

  private isStub(body: TextRange, doc: ExistingDoc | null): boolean {
    const skipped = this.comments.within(body);
    if (doc && doc.range.start >= body.start) skipped.push(doc.range);
    let code = '';
    let at = body.start;
    for (const range of skipped.sort((a, b) => a.start - b.start)) {
      code += this.source.text.slice(at, range.start);
      at = range.end;
    }
    return this.language.stub.test((code + this.source.text.slice(at, body.end)).trim());
  }
}
