import type { CodeParser } from '../../../src/parse/parser.ts';
import { createReward } from '../../../src/reward/reward.ts';
import { syntaxSimilarity } from '../../../src/reward/similarity.ts';
import { readSnippet } from '../../../src/reward/snippet.ts';
import type { Codebleu, Score } from './codebleu.ts';
import type { LabelledPair } from './labelledPair.ts';

/** What is compared: S, the syntax-level score that was the reward before it, and codebleu. */
export type Measure = 'S' | 'syntax' | 'codebleu';

export interface ScoredPair {
  readonly pair: LabelledPair;
  readonly scores: Readonly<Partial<Record<Measure, Score>>>;
  /** The parts of S and of the syntax-level score. */
  readonly parts: Readonly<Record<string, number>>;
  /** The reward: null where the pair could not be judged, below 0 for the wrong form. */
  readonly reward: number | null;
}

/** So few that a change of the machine's load meets all measures alike. */
const chunkSize = 20;
const warmUpPairs = 200;
/** How often a pair is timed. The least counts: the other times are the machine's other work. */
const timings = 3;

function timed<T>(run: () => T): { result: T; milliseconds: number } {
  const start = performance.now();
  const result = run();
  return { result, milliseconds: performance.now() - start };
}

/** Both sides are parsed, each time: a reward of its own for each pair remembers no original. */
function scoreOnce(parser: CodeParser, pair: LabelledPair): ScoredPair {
  const { language, original, candidate } = pair;
  const now = timed(() => createReward(parser)({ language, code: original }, candidate));
  const before = timed(() =>
    syntaxSimilarity(
      readSnippet(parser, language, original),
      readSnippet(parser, language, candidate),
    ),
  );
  return {
    pair,
    scores: {
      S: { value: now.result.similarity, milliseconds: now.milliseconds },
      syntax: { value: before.result.similarity, milliseconds: before.milliseconds },
    },
    parts: { ...before.result.parts, ...now.result.parts },
    reward: now.result.reward,
  };
}

function withLeastTime(scores: readonly Score[]): Score | undefined {
  const [first] = scores;
  return first && { ...first, milliseconds: Math.min(...scores.map((one) => one.milliseconds)) };
}

function merge(rounds: readonly ScoredPair[]): ScoredPair[] {
  const [first] = rounds;
  if (!first) return [];
  const scores: Partial<Record<Measure, Score>> = {};
  for (const measure of ['S', 'syntax', 'codebleu'] satisfies Measure[]) {
    const least = withLeastTime(rounds.flatMap((round) => round.scores[measure] ?? []));
    if (least) scores[measure] = least;
  }
  return [{ ...first, scores }];
}

/**
 * All measures of all pairs, in one run: a few pairs by one, then the same by the other, after a
 * warm-up that is not counted.
 */
export async function scorePairs(
  pairs: readonly LabelledPair[],
  parser: CodeParser,
  codebleu: Codebleu | undefined,
): Promise<ScoredPair[]> {
  const warmUp = pairs.slice(0, warmUpPairs);
  for (const pair of warmUp) scoreOnce(parser, pair);
  await codebleu?.score(warmUp);
  const scored: ScoredPair[] = [];
  for (let start = 0; start < pairs.length; start += chunkSize) {
    const chunk = pairs.slice(start, start + chunkSize);
    const rounds: ScoredPair[][] = [];
    while (rounds.length < timings) {
      const other = await codebleu?.score(chunk);
      rounds.push(
        chunk.map((pair, place) => {
          const one = scoreOnce(parser, pair);
          const score = other?.[place];
          return score ? { ...one, scores: { ...one.scores, codebleu: score } } : one;
        }),
      );
    }
    scored.push(
      ...chunk.flatMap((_, place) => merge(rounds.flatMap((round) => round[place] ?? []))),
    );
  }
  return scored;
}
