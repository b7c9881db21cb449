import type { CodeParser } from '../parse/parser.ts';
import type { Fallback } from './fallback.ts';
import { leak } from './guards/leak.ts';
import { lexicalTokens } from './lexicalTokens.ts';
import { dice, multisetOf } from './multiset.ts';
import { RecentlyUsed } from './recentlyUsed.ts';
import { signatureMatch } from './signature.ts';
import { similarityWithFallback } from './similarity.ts';
import { readSnippet, type Snippet } from './snippet.ts';
import type { Original, Reward, RewardFunction } from './types.ts';

const wrongForm = -0.2;

/** Originals are scored again and again, against each of their reconstructions. */
const keptOriginals = 8;

interface Judgement {
  readonly wanted: Snippet;
  readonly rebuilt: Snippet;
  readonly doc: string | undefined;
  readonly onFallback: (cause: unknown) => void;
}

function judge({ wanted, rebuilt, doc, onFallback }: Judgement): Reward {
  if (!wanted.parses || wanted.functions.length === 0) {
    return { reward: null, similarity: 0, parts: {} };
  }
  const compared = similarityWithFallback(wanted, rebuilt, onFallback);
  const { similarity, pairing } = compared;
  const matches = pairing.pairs.map(signatureMatch);
  const signature = matches.reduce((sum, match) => sum + match, 0) / wanted.functions.length;
  const isRightForm =
    rebuilt.parses && pairing.missing.length === 0 && matches.every((match) => match > 0);
  const leaked =
    doc === undefined
      ? 0
      : leak(
          wanted.functions.map((one) => one.syntax()),
          doc,
        );
  return {
    reward: isRightForm ? similarity * (1 - leaked) : wrongForm,
    similarity,
    parts: {
      parses: rebuilt.parses ? 1 : 0,
      signature,
      ...compared.parts,
      ...(doc !== undefined && { leak: leaked }),
    },
  };
}

/** For code that even the syntax parts fail on: words alone, and no verdict. */
function judgeWords(original: Original, candidate: string): Reward {
  const tokens = dice(
    multisetOf(lexicalTokens(original.code)),
    multisetOf(lexicalTokens(candidate)),
  );
  return { reward: null, similarity: tokens, parts: { tokens, fallback: 1 } };
}

/**
 * The reward of a reconstruction. Its parts:
 *
 * - `parses`: 1 if the candidate has no syntax error;
 * - `signature`: 0 for another name or arity, from one half to 1 by the parameters' names;
 * - `nodes`, `values`, `roots`: what the similarity of the value graphs is the weighted mean of;
 * - `fallback`: 1 where the value graphs could not be compared (a defect of ours, or functions too
 *   large for them), else absent. The similarity is then the syntax's, the weighted mean of
 *   `tokens`, `identifiers` and `tree`; where not even that can be had, the overlap of words, and
 *   the reward is null: nothing may be learned from it;
 * - `approximate`: 1 where the size of a function is why it was compared less closely;
 * - `leak`: how much of the code the documentation copies; absent without a documentation.
 *
 * reward = similarity · (1 − leak), or −0.2 where the candidate does not parse or lacks a function
 * of the same name and arity. Only functions are compared; helpers that the original does not have
 * cost half their weight, unless their calls can be replaced by their bodies.
 *
 * @param parser must have loaded the grammars of the languages that will be judged.
 * @param onFallback is told of each comparison that had to fall back, and why.
 */
export function createReward(
  parser: CodeParser,
  onFallback: (fallback: Fallback) => void = () => {},
): RewardFunction {
  const originals = new RecentlyUsed<Snippet>(keptOriginals);
  return (original, candidate, doc) => {
    const { language, code } = original;
    parser.grammar(language); // A grammar that was not loaded is the caller's error.
    const report = (cause: unknown) => onFallback({ language, cause });
    try {
      const read = () => readSnippet(parser, language, code);
      const wanted = originals.get(`${language}\0${code}`, read);
      const rebuilt = readSnippet(parser, language, candidate);
      return judge({ wanted, rebuilt, doc, onFallback: report });
    } catch (cause) {
      report(cause);
      return judgeWords(original, candidate);
    }
  };
}
