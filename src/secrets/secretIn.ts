/** What looks like a secret in source code: nothing that holds one is read for learning. */
import { connectionString } from './connectionString.ts';
import { gitleaksRule } from './gitleaks.ts';
import { highEntropyLiteral } from './highEntropyLiteral.ts';
import { passwordLiteral } from './passwordLiteral.ts';
import { privateKeyBlock } from './privateKeyBlock.ts';

/**
 * Rules see at most so many characters at once. JavaScript's regular expressions go back and try
 * again where those of gitleaks' own language don't, so their time grows faster than the text: on a
 * piece of this length it stays bounded, and on a text it grows with the number of pieces.
 */
const pieceLength = 2048;
/** Pieces share so many characters, so that a secret of that length lies whole in one of them. */
const sharedLength = 512;

const detectors: readonly ((text: string) => string | null)[] = [
  privateKeyBlock,
  connectionString,
  gitleaksRule,
  passwordLiteral,
  highEntropyLiteral,
];

/**
 * The kind of the first secret that seems to stand in a text, or null.
 * @returns the id of a rule; never a part of the text.
 */
export function secretIn(text: string): string | null {
  for (const piece of piecesOf(text)) {
    for (const detect of detectors) {
      const kind = detect(piece);
      if (kind !== null) return kind;
    }
  }
  return null;
}

function* piecesOf(text: string): Generator<string, void> {
  for (let start = 0; ; start += pieceLength - sharedLength) {
    yield text.slice(start, start + pieceLength);
    if (start + pieceLength >= text.length) return;
  }
}
