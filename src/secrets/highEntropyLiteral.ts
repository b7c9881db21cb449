import { shannonEntropy } from './entropy.ts';

/**
 * Bits a character above which a text of these characters seems to be drawn at random: the limits of
 * truffleHog and of detect-secrets (HexHighEntropyString, Base64HighEntropyString).
 */
const hexLimit = 3.0;
const base64Limit = 4.5;

const literal = /(["'`])([A-Za-z0-9+/_-]{20,}={0,2})\1/g;

/** A text in quotes that seems to be drawn at random: a key that no rule knows by its form. */
export function highEntropyLiteral(text: string): string | null {
  for (const [, , value = ''] of text.matchAll(literal)) {
    if (isRandom(value)) return 'high-entropy';
  }
  return null;
}

function isRandom(value: string): boolean {
  if (/^\d+$/.test(value) || isSequence(value)) return false;
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return shannonEntropy(value) > hexLimit;
  const isMixed = /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value);
  return isMixed && shannonEntropy(value) > base64Limit;
}

/** An alphabet, as tables of characters are, is as varied as a key and yet no secret. */
function isSequence(value: string): boolean {
  return /0123456789|abcdefgh|hgfedcba/i.test(value);
}
