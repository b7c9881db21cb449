import type { FunctionUnit } from '../parse/types.ts';
import { promptLanguage } from './languages/index.ts';
import { fenced, writeNotation } from './notation.ts';
import type { DocumentationStyle, Prompt, PromptLanguage } from './types.ts';

/** Raised whenever the words, the example or the layout of this prompt change. */
export const documentationVersion = 'documentation/1';

/** A doc longer than this says more than a reconstruction can use, see docs/reward.md. */
const maxTokens = 320;

/**
 * Asks for the documentation of `unit`, in the notation of its language. One worked example stands
 * as an earlier turn, and the reply is begun for the model with the fence and the doc's opening:
 * both together more than doubled the reward of a small model (docs/benchmarks.md).
 */
export function documentationPrompt(unit: FunctionUnit, style?: DocumentationStyle): Prompt {
  const language = promptLanguage(unit.language);
  const chosen = supportedStyle(language, style);
  const { notation, fence, example } = language;
  return {
    version: `${documentationVersion}/${fence}/${chosen}`,
    messages: [
      { role: 'system', content: instruction(language) },
      {
        role: 'user',
        content: fenced(fence, `${example.signature}${example.opening}${example.body}`),
      },
      {
        role: 'assistant',
        content: fenced(fence, writeNotation(notation, example.docs[chosen] ?? '')),
      },
      { role: 'user', content: fenced(fence, unit.code) },
    ],
    constantMessages: 3,
    prefill: `\`\`\`${fence}\n${notation.open.trimEnd()}`,
    stop: { before: [...notation.stopBefore, '^```'], after: [] },
    maxTokens,
  };
}

/** The style asked for where the language has it, else the language's default. */
function supportedStyle(
  language: PromptLanguage,
  style: DocumentationStyle | undefined,
): DocumentationStyle {
  if (style && language.styles.includes(style)) return style;
  return language.styles[0] ?? 'plain';
}

/** The style of a project, told from docs that stand near the function; undefined without any. */
export function detectStyle(
  unit: Pick<FunctionUnit, 'language'>,
  existingDocs: readonly string[],
): DocumentationStyle | undefined {
  const { styleMarks } = promptLanguage(unit.language);
  const all = existingDocs.join('\n');
  return styleMarks.find(({ mark }) => mark.test(all))?.style;
}

function instruction({ title }: PromptLanguage): string {
  return [
    `You write the documentation of ${title} functions.`,
    'Reply with the documentation comment alone.',
    'Say what goes in, what comes out and each rule in between, so precisely that the function',
    'could be written again from your words. Write plain English; never quote the code.',
  ].join(' ');
}
