import { ngrams } from '../multiset.ts';
import { clip } from './clip.ts';

/** Sequences are compared up to this many tokens, so that time stays bounded. */
const maxCompared = 1000;

/** Fewer names than this in a body say nothing about where a documentation has them from. */
const minNames = 4;

/** Keywords, constants and types so common that sharing them says nothing. */
const commonWords = new Set(
  `and as async await break case catch class const continue def do elif else elsif end ensure except
  export extends false False finally for from func function go if import in is lambda let new nil
  None not null or pass raise range rescue return self static super switch then this throw true True
  try type undefined unless until var when while with yield
  any bool boolean cls dict int len list number set str string tuple void`.split(/\s+/),
);

/** The identifiers and longer numbers of a text, in order. */
function names(tokens: readonly string[]): string[] {
  return tokens.filter(
    (token) => (/^[\p{L}_$]./u.test(token) && !commonWords.has(token)) || /^\d{2}/.test(token),
  );
}

/** Share of the body's 4-grams that also stand in the documentation. */
function coverage(body: readonly string[], doc: readonly string[]): number {
  const grams = [...ngrams(body, 4)];
  const known = new Set(ngrams(doc, 4));
  return grams.length === 0 ? 0 : grams.filter((gram) => known.has(gram)).length / grams.length;
}

/** The length of the longest sequence that both have, in one run or with gaps. */
function longestCommon(a: readonly string[], b: readonly string[], gaps: boolean): number {
  let longest = 0;
  let previous = new Int32Array(b.length + 1);
  for (const item of a) {
    const row = new Int32Array(b.length + 1);
    for (const [index, other] of b.entries()) {
      const extended = item === other ? (previous[index] ?? 0) + 1 : 0;
      const skipped = gaps ? Math.max(previous[index + 1] ?? 0, row[index] ?? 0) : 0;
      const length = Math.max(extended, skipped);
      row[index + 1] = length;
      longest = Math.max(longest, length);
    }
    previous = row;
  }
  return longest;
}

/**
 * How much of the bodies is copied into the documentation rather than described, 0 to 1. The
 * largest of three signs, each scaled so that hardly a natural docstring reaches one half (0.9 % of
 * 2,000 in Python's library, where every full copy reaches 1): the share
 * of the body's 4-grams in the doc, the longest run of tokens in both, and the share of the body's
 * names that the doc has in the same order (pseudo-code). Signatures don't count: the rebuilding
 * model is given them. A body of under four tokens can't leak; there is no other way to say it.
 * @param body the tokens of the code's bodies, @param told those of the documentation.
 */
export function leak(body: readonly string[], told: readonly string[]): number {
  const bodyStart = body.slice(0, maxCompared);
  const toldStart = told.slice(0, maxCompared);
  const bodyNames = names(bodyStart);
  const nameShare =
    bodyNames.length < minNames
      ? 0
      : longestCommon(bodyNames, names(toldStart), true) / bodyNames.length;
  return clip(
    Math.max(
      (coverage(body, told) - 0.08) / 0.25,
      (longestCommon(bodyStart, toldStart, false) - 8) / 16,
      (nameShare - 0.45) / 0.35,
    ),
  );
}
