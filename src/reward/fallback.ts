import type { LanguageId } from '../parse/types.ts';
import { TooLarge } from './graph/budget.ts';

/** Why functions could not be compared by their value graphs. */
export interface Fallback {
  readonly language: LanguageId;
  readonly cause: unknown;
}

/**
 * The cause in words that may be logged: the message of an unforeseen error may hold code, so that
 * only its name and the place where it was thrown are told.
 */
export function fallbackCause({ language, cause }: Fallback): string {
  if (cause instanceof TooLarge) return cause.message;
  if (!(cause instanceof Error)) return `An unknown failure in ${language} code.`;
  const place = /^ +at .*?([\w.]+:\d+:\d+)\)?$/m.exec(cause.stack ?? '')?.[1];
  return `${cause.name} in ${language} code${place ? ` at ${place}` : ''}.`;
}
