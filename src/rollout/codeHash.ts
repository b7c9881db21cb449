import { createHash } from 'node:crypto';

/** The SHA-256 of `code` as UTF-8, in hex: the same function text has the same hash anywhere. */
export function codeHash(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}
