import type { FunctionUnit } from '../parse/types.ts';
import { promptLanguage } from './languages/index.ts';
import { fenced, writeNotation } from './notation.ts';
import type { Prompt, PromptLanguage, SignatureView } from './types.ts';

/** Raised whenever the words, the example or the layout of this prompt change. */
export const reconstructionVersion = 'reconstruction/1';

/** Functions that take more tokens than this are beyond what a round trip can judge. */
const maxTokens = 1024;

/** Everything a reconstruction may see of `unit`, copied by name; the body is left behind. */
export function signatureView(unit: FunctionUnit): SignatureView {
  const { blockOpening } = promptLanguage(unit.language);
  return {
    language: unit.language,
    name: unit.name,
    signature: unit.signature,
    opening: hasExpressionBody(unit, blockOpening) ? '' : blockOpening,
  };
}

/**
 * Asks for the code of a function from its signature and documentation alone, or, where `doc` is
 * null, from its signature alone. The reply is begun with the fence and the signature, so that the
 * model can only go on with the body.
 */
export function reconstructionPrompt(view: SignatureView, doc: string | null): Prompt {
  const language = promptLanguage(view.language);
  const { fence, example } = language;
  return {
    version: `${reconstructionVersion}/${fence}`,
    messages: [
      { role: 'system', content: instruction(language) },
      { role: 'user', content: request(language, example.signature, example.docs.plain ?? '') },
      {
        role: 'assistant',
        content: fenced(fence, `${replyStart(example)}${example.body}`),
      },
      { role: 'user', content: request(language, view.signature, doc) },
    ],
    constantMessages: 3,
    prefill: `\`\`\`${fence}\n${replyStart(view)}`,
    stop: language.bodyStop,
    maxTokens,
  };
}

/** The code that the prompt has already written; the completion goes on from it. */
export function replyStart(view: Pick<SignatureView, 'signature' | 'opening'>): string {
  return `${view.signature}${view.opening}`;
}

/** `x => x + 1`, `lambda x: x + 1`, `def f(x) = x + 1`: the body goes on in the signature's line. */
function hasExpressionBody(unit: FunctionUnit, blockOpening: string): boolean {
  if (unit.kind === 'lambda' || unit.signature.endsWith('=')) return true;
  return blockOpening.includes('{') && unit.body !== '' && !unit.body.startsWith('{');
}

function request(language: PromptLanguage, signature: string, doc: string | null): string {
  if (doc === null) return fenced(language.fence, signature);
  const comment = writeNotation(language.notation, doc);
  if (!language.docInBody) return fenced(language.fence, `${comment}\n${signature}`);
  const indented = comment.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return fenced(language.fence, `${signature}\n${indented.join('\n')}`);
}

function instruction({ title }: PromptLanguage): string {
  return [
    `You write ${title} functions.`,
    'From a signature and its documentation you write the whole function, with nothing missing.',
    'Reply with the code alone.',
  ].join(' ');
}
