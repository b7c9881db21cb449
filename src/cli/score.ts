import { setImmediate } from 'node:timers/promises';
import { messageOf, RoundtripError } from '../common/errors.ts';
import { isLanguageId, languageIds } from '../parse/languages/index.ts';
import { rewardLines } from '../reportText.ts';
import type { Reward } from '../reward/types.ts';
import { readText } from '../source/sourceFile.ts';
import type { Core } from './core.ts';
import { percent } from './output.ts';

export interface ScoreFlags {
  readonly language?: string;
  readonly original?: string;
  readonly candidate?: string;
  readonly doc?: string;
  readonly pairs?: string;
}

type ScoreCore = Pick<Core, 'parser' | 'reward' | 'output' | 'signal'>;

/** `roundtrip score`: the reward alone, of one pair of files or of each line of a pairs file. */
export async function score(core: ScoreCore, flags: ScoreFlags): Promise<void> {
  if (flags.pairs !== undefined) return scorePairs(core, flags.pairs);
  const { language, original, candidate } = flags;
  if (language === undefined || original === undefined || candidate === undefined) {
    throw new RoundtripError(
      'usage',
      'score needs --language, --original and --candidate, or --pairs FILE.jsonl.',
    );
  }
  const reward = await scoreOne(core, {
    language,
    original: await readText(original),
    candidate: await readText(candidate),
    ...(flags.doc === undefined ? {} : { doc: await readText(flags.doc) }),
  });
  core.output.result(reward, () =>
    rewardLines({ ...reward, code: '' })
      .map((line) => line.trimEnd())
      .join('\n'),
  );
}

/** Lines `{id, language, original, candidate, doc?}`. A bad one gets its error; the rest is scored. */
async function scorePairs(core: ScoreCore, path: string): Promise<void> {
  const text = await readText(path);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    await setImmediate(); // lets an interrupt through; scoring itself never waits
    core.signal.throwIfAborted();
    let id: unknown = null;
    try {
      const pair: unknown = JSON.parse(line);
      if (typeof pair === 'object' && pair !== null && 'id' in pair) id = pair.id;
      const scored = await scoreOne(core, asPair(pair));
      if (scored.reward === null) throw notJudged(scored);
      core.output.result({ id, ...scored }, () => pairLine(id, scored));
    } catch (cause) {
      const error = `Line ${index + 1}: ${messageOf(cause)}`;
      const unscored = { id, reward: null, similarity: null, parts: {}, error };
      core.output.result(unscored, () => `${String(id)}  ${error}`);
    }
  }
}

interface Pair {
  readonly language: string;
  readonly original: string;
  readonly candidate: string;
  readonly doc?: string;
}

async function scoreOne(core: ScoreCore, pair: Pair): Promise<Reward> {
  const { language, original, candidate, doc } = pair;
  if (!isLanguageId(language)) {
    throw new RoundtripError(
      'unknown-language',
      `“${language}” is no language that Roundtrip knows. Choose one of ${languageIds.join(', ')}.`,
    );
  }
  await core.parser.load(language);
  return core.reward({ language, code: original }, candidate, doc);
}

function notJudged({ parts }: Reward): RoundtripError {
  const why = parts.fallback
    ? 'comparing failed'
    : 'the original is no function that can be parsed';
  return new RoundtripError('syntax', `The pair can't be scored: ${why}.`);
}

function asPair(value: unknown): Pair {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Partial<Pair>;
  for (const field of ['language', 'original', 'candidate'] as const) {
    if (typeof fields[field] !== 'string') {
      throw new RoundtripError('usage', `The pair has no text “${field}”.`);
    }
  }
  if (fields.doc !== undefined && typeof fields.doc !== 'string') {
    throw new RoundtripError('usage', 'The pair’s “doc” is no text.');
  }
  return fields as Pair;
}

function pairLine(id: unknown, { reward, similarity }: Reward): string {
  return `${String(id)}  reward ${percent(reward)}  similarity ${percent(similarity)}`;
}
