import type { CodeParser } from '../parse/parser.ts';
import { assertBounded, mostCharacters } from './bounds.ts';
import type { Fallback } from './fallback.ts';
import { bloatGuard } from './guards/bloat.ts';
import { documentationGuards, type GuardedDocumentation } from './guards/documentationGuards.ts';
import { aboveBaseline } from './guards/stubBaseline.ts';
import { lexicalTokens } from './lexicalTokens.ts';
import { dice, multisetOf } from './multiset.ts';
import { RecentlyUsed } from './recentlyUsed.ts';
import { signatureMatch } from './signature.ts';
import { similarityWithFallback, weightOf } from './similarity.ts';
import { readSnippet, type Snippet } from './snippet.ts';
import type { Original, Reward, RewardFunction } from './types.ts';

const wrongForm = -0.2;

/** Originals are scored again and again, against each of their reconstructions. */
const keptOriginals = 8;

interface Judgement {
  readonly wanted: Snippet;
  readonly rebuilt: Snippet;
  readonly doc: string | undefined;
  readonly testsPass: boolean | undefined;
  readonly onFallback: (cause: unknown) => void;
}

function judge({ wanted, rebuilt, doc, testsPass, onFallback }: Judgement): Reward {
  if (!wanted.parses || wanted.functions.length === 0) {
    return { reward: null, similarity: 0, parts: {} };
  }
  const { similarity, pairing, parts } = similarityWithFallback(wanted, rebuilt, onFallback);
  const matches = pairing.pairs.map(signatureMatch);
  const guarded = doc === undefined ? unguarded : documentationGuards(bodyOf(wanted), doc);
  const isRightForm =
    rebuilt.parses &&
    pairing.missing.length === 0 &&
    matches.every((match) => match > 0) &&
    guarded.isRightForm;
  const stub = 'fallback' in parts ? 0 : stubOf(wanted);
  const bloat = bloatGuard(sizeOf(wanted), sizeOf(rebuilt));
  const earned = decidedBy(testsPass, aboveBaseline(similarity, stub));
  return {
    reward: isRightForm ? earned * guarded.left * bloat : wrongForm,
    similarity,
    parts: {
      parses: rebuilt.parses ? 1 : 0,
      signature: matches.reduce((sum, match) => sum + match, 0) / wanted.functions.length,
      ...parts,
      ...{ stub, bloat },
      ...guarded.parts,
      ...(testsPass !== undefined && { tests: testsPass ? 1 : 0 }),
    },
  };
}

/** Without a documentation, as for a code that was drawn from the signature alone. */
const unguarded: GuardedDocumentation = { isRightForm: true, left: 1, parts: {} };

/** Tests decide, similarity breaks ties: every code that passes is above every one that fails. */
function decidedBy(testsPass: boolean | undefined, similarity: number): number {
  if (testsPass === undefined) return similarity;
  return similarity / 2 + (testsPass ? 0.5 : 0);
}

/** The mean over the functions, each with its graph's size as weight. */
function stubOf({ functions }: Snippet): number {
  const weighted = functions.map((one) => ({ stub: one.stub(), weight: weightOf(one) }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return weighted.reduce((sum, { stub, weight }) => sum + stub * weight, 0) / total;
}

function bodyOf({ functions }: Snippet): string[] {
  return functions.flatMap((one) => one.tokens().body);
}

function sizeOf({ functions }: Snippet): number {
  return functions.reduce((sum, one) => sum + one.tokens().count, 0);
}

/** For code that even the syntax parts fail on: words alone, and no verdict. */
function judgeWords(original: Original, candidate: string): Reward {
  const tokens = dice(
    multisetOf(lexicalTokens(original.code.slice(0, mostCharacters))),
    multisetOf(lexicalTokens(candidate.slice(0, mostCharacters))),
  );
  return { reward: null, similarity: tokens, parts: { tokens, fallback: 1 } };
}

/**
 * The reward of a reconstruction: how much of what the original computes it computes too, times what
 * the guards leave of that. Its parts:
 *
 * - `parses`: 1 if the candidate has no syntax error;
 * - `signature`: 0 for another name or arity, from one half to 1 by the parameters' names;
 * - `nodes`, `values`, `roots`: what the similarity S of the value graphs is the weighted mean of;
 * - `stub`: the S that the best of the original's stubs has; only what is above it earns;
 * - `bloat`: 1, or less for a candidate much longer than the original;
 * - `leak`, `length`, `repetition`, `prose`: the documentation's guards; absent without one;
 * - `tests`: 1 or 0 where the repository's tests were run, and decided;
 * - `fallback`: 1 where the value graphs could not be compared (a defect of ours, or functions too
 *   large for them), else absent. The similarity is then the syntax's, the weighted mean of
 *   `tokens`, `identifiers` and `tree`; where not even that can be had, the overlap of words, and
 *   the reward is null: nothing may be learned from it;
 * - `approximate`: 1 where the size of a function is why it was compared less closely.
 *
 * reward = S̃ · (1 − leak) · length · repetition · prose · bloat with S̃ = (S − stub) / (1 − stub), or
 * −0.2 for a wrong form: the candidate does not parse or lacks a function of the same name and
 * arity, or the documentation is none. Only functions are compared; helpers that the original does
 * not have cost half their weight, unless their calls can be replaced by their bodies.
 *
 * @param parser must have loaded the grammars of the languages that will be judged.
 * @param onFallback is told of each comparison that had to fall back, and why.
 */
export function createReward(
  parser: CodeParser,
  onFallback: (fallback: Fallback) => void = () => {},
): RewardFunction {
  const originals = new RecentlyUsed<Snippet>(keptOriginals);
  return (original, candidate, doc, testsPass) => {
    const { language, code } = original;
    parser.grammar(language); // A grammar that was not loaded is the caller's error.
    const report = (cause: unknown) => onFallback({ language, cause });
    try {
      assertBounded(code);
      assertBounded(candidate);
      const read = () => readSnippet(parser, language, code);
      const wanted = originals.get(`${language}\0${code}`, read);
      const rebuilt = readSnippet(parser, language, candidate);
      return judge({ wanted, rebuilt, doc, testsPass, onFallback: report });
    } catch (cause) {
      report(cause);
      return judgeWords(original, candidate);
    }
  };
}
