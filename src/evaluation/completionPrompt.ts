import type { Prompt } from '../prompt/types.ts';
import { languageTools } from './languages/index.ts';
import type { Problem } from './types.ts';

/** Raised whenever the words or the layout of this prompt change. */
export const evaluationVersion = 'evaluation/1';

/** Longer functions are in no benchmark; a model that goes on and on must come to an end. */
const maxTokens = 1024;

/**
 * Asks for the solution of a problem. Where the problem begins with code, the reply is begun with
 * that code, so that the completion goes on from the signature; else with the fence alone.
 */
export function completionPrompt({ language, start, description }: Problem): Prompt {
  const { title, fence, stop } = languageTools[language];
  const system = `You write ${title} code that is complete and correct. Reply with the code alone.`;
  const request =
    start === null
      ? `Write ${title} code for this task, so that it passes the tests below it.\n\n${description}`
      : `Complete this ${title} function.\n\n\`\`\`${fence}\n${start.trimEnd()}\n\`\`\``;
  return {
    version: `${evaluationVersion}/${fence}`,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: request },
    ],
    constantMessages: 1,
    prefill: `\`\`\`${fence}\n${start ?? ''}`,
    stop: start === null ? { before: ['^```'], after: [] } : stop,
    maxTokens,
  };
}

/** The solution in a reply, or null where there is none. */
export function solutionIn(reply: string): string | null {
  const fence = reply.search(/^```/m);
  const code = (fence < 0 ? reply : reply.slice(0, fence)).replaceAll('\r\n', '\n').trimEnd();
  return code.trim() === '' ? null : code;
}
