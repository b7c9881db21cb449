import { RoundtripError } from '../common/errors.ts';
import { replyStart } from './reconstruction.ts';
import type { SignatureView } from './types.ts';

/**
 * The rebuilt function: what the prompt had begun, then the model's reply without fences and
 * trailing white space.
 * @throws RoundtripError `empty-reply` when the model added nothing.
 */
export function cleanReconstruction(view: SignatureView, reply: string): string {
  const fence = reply.search(/^```/m);
  const body = (fence < 0 ? reply : reply.slice(0, fence)).replaceAll('\r\n', '\n').trimEnd();
  if (body.trim() === '') {
    throw new RoundtripError(
      'empty-reply',
      'The model rebuilt nothing from this documentation. Try again, or choose a larger model.',
    );
  }
  return `${replyStart(view)}${body}`;
}
