import type { FunctionUnit } from '../parse/types.ts';
import { fenced } from './notation.ts';
import { replyStart, signatureView } from './reconstruction.ts';

/**
 * What a model would reply to a reconstruction's prompt if it knew the code: the text that follows
 * the prompt's begun reply, up to the closing fence.
 * @returns null where the code does not begin as the reply is begun (a body on the signature's line).
 */
export function perfectReply(unit: FunctionUnit): string | null {
  const start = replyStart(signatureView(unit));
  if (!unit.code.startsWith(start)) return null;
  return fenced('', unit.code.slice(start.length)).slice('```\n'.length);
}
