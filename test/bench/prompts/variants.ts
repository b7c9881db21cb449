import type { FunctionUnit } from '../../../src/parse/types.ts';
import { documentationPrompt } from '../../../src/prompt/documentation.ts';
import { promptLanguage } from '../../../src/prompt/languages/index.ts';
import { writeNotation } from '../../../src/prompt/notation.ts';
import {
  reconstructionPrompt,
  replyStart,
  signatureView,
} from '../../../src/prompt/reconstruction.ts';
import type { Prompt } from '../../../src/prompt/types.ts';

/** One way to ask for both halves of the round trip. */
export interface Variant {
  readonly name: string;
  readonly documentation: (unit: FunctionUnit) => Prompt;
  readonly reconstruction: (unit: FunctionUnit, doc: string) => Prompt;
}

const rebuild = (unit: FunctionUnit, doc: string) => reconstructionPrompt(signatureView(unit), doc);

const withoutExample = (prompt: Prompt): Prompt => ({
  ...prompt,
  messages: [...prompt.messages.slice(0, 1), ...prompt.messages.slice(3)],
  constantMessages: 1,
});

/** The doc stands in the begun reply as it would in a file, not in the request alone. */
function docInReply(unit: FunctionUnit, doc: string): Prompt {
  const prompt = rebuild(unit, doc);
  const { notation, docInBody, fence } = promptLanguage(unit.language);
  const comment = writeNotation(notation, doc);
  const start = replyStart(signatureView(unit));
  const code = docInBody
    ? `${start}${comment.replaceAll(/^(?=.)/gm, '    ')}\n`
    : `${comment}\n${start}`;
  return { ...prompt, prefill: `\`\`\`${fence}\n${code}` };
}

/** What the project ships comes first; each of the others changes one thing. */
export const variants: readonly Variant[] = [
  { name: 'shipped', documentation: (unit) => documentationPrompt(unit), reconstruction: rebuild },
  {
    name: 'plain style',
    documentation: (unit) => documentationPrompt(unit, 'plain'),
    reconstruction: rebuild,
  },
  {
    name: 'no worked example',
    documentation: (unit) => withoutExample(documentationPrompt(unit)),
    reconstruction: (unit, doc) => withoutExample(rebuild(unit, doc)),
  },
  {
    name: 'doc in the reply',
    documentation: (unit) => documentationPrompt(unit),
    reconstruction: docInReply,
  },
];
