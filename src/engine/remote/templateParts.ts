import { randomUUID } from 'node:crypto';
import type { ChatMessage, ChatPrompt } from '../engine.ts';

const mark = randomUUID();

/** The messages with a placeholder in place of each content. */
export function placeholders(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.map(({ role }, index) => ({ role, content: placeholder(index) }));
}

/**
 * What a chat template writes before, between and after the contents of messages, told from what it
 * made of their placeholders. Null for a template that does not copy each content once, in order.
 */
export function templateParts(rendered: string, count: number): string[] | null {
  const parts: string[] = [];
  let rest = rendered;
  for (let index = 0; index < count; index += 1) {
    const [before, ...after] = rest.split(placeholder(index));
    if (before === undefined || after.length !== 1) return null;
    parts.push(before);
    rest = after[0] ?? '';
  }
  return rest.includes(mark) ? null : [...parts, rest];
}

/** Contents in the order the template puts them; the prefill stands after its last part. */
export function contentsOf({ messages, prefill }: ChatPrompt): string[] {
  return [...messages.map(({ content }) => content), prefill];
}

/** Prompts of the same shape have the same template parts. */
export function shapeOf({ messages }: ChatPrompt): string {
  return messages.map(({ role }) => role).join(' ');
}

function placeholder(index: number): string {
  return `<${mark} ${index}>`;
}
