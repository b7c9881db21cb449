import type { CodeParser } from '../parse/parser.ts';
import { leak } from './guards/leak.ts';
import { lexicalTokens } from './lexicalTokens.ts';
import { dice, multisetOf } from './multiset.ts';
import { pairFunctions } from './pairing.ts';
import { signatureMatch } from './signature.ts';
import { readSnippet } from './snippet.ts';
import { similarityOf } from './syntax/similarity.ts';
import type { Original, Reward, RewardFunction, RewardParts } from './types.ts';

const wrongForm = -0.2;

function judge(parser: CodeParser, original: Original, candidate: string, doc?: string): Reward {
  const wanted = readSnippet(parser, original.language, original.code);
  if (!wanted.parses || wanted.functions.length === 0) {
    return { reward: null, similarity: 0, parts: {} };
  }
  const rebuilt = readSnippet(parser, original.language, candidate);
  const pairing = pairFunctions(wanted.functions, rebuilt.functions);
  const matches = pairing.pairs.map(signatureMatch);
  const signature = matches.reduce((sum, match) => sum + match, 0) / wanted.functions.length;
  const { similarity, tokens, identifiers, tree, isApproximate } = similarityOf(pairing);
  const leaked = doc === undefined ? 0 : leak(wanted.functions, doc);
  const isRightForm =
    rebuilt.parses && pairing.missing.length === 0 && matches.every((match) => match > 0);
  const parts: RewardParts = {
    parses: rebuilt.parses ? 1 : 0,
    signature,
    tokens,
    identifiers,
    tree,
    ...(isApproximate && { treeApproximate: 1 }),
    ...(doc !== undefined && { leak: leaked }),
  };
  return { reward: isRightForm ? similarity * (1 - leaked) : wrongForm, similarity, parts };
}

/** For code that the syntax parts fail on: words alone, and no verdict. */
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
 * - `tokens`, `identifiers`, `tree`: what the similarity is the weighted mean of;
 * - `treeApproximate`: 1 where functions are so large that `tree` is an approximation, else absent;
 * - `leak`: how much of the code the documentation copies; absent without a documentation;
 * - `fallback`: 1 where comparing failed (a defect of ours, or no memory) and the similarity is an
 *   overlap of words, else absent. The reward is then null: nothing may be learned from it.
 *
 * reward = similarity · (1 − leak), or −0.2 where the candidate does not parse or lacks a function
 * of the same name and arity. Only functions are compared; helpers that the original does not have
 * cost half their weight.
 *
 * @param parser must have loaded the grammars of the languages that will be judged.
 */
export function createReward(parser: CodeParser): RewardFunction {
  return (original, candidate, doc) => {
    parser.grammar(original.language); // A grammar that was not loaded is the caller's error.
    try {
      return judge(parser, original, candidate, doc);
    } catch {
      return judgeWords(original, candidate);
    }
  };
}
