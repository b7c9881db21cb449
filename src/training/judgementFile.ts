import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../common/writeWhole.ts';
import { fields, listOf, nullable, number, oneOf, type Shape, text } from './adapters/shape.ts';

/** What one policy made of a function. */
export interface PolicyAnswer {
  /** Null where no usable doc came. */
  readonly doc: string | null;
  readonly reward: number | null;
  readonly lift: number | null;
}

/** One held-out function under both policies. */
export interface ComparedFunction {
  /** Relative to the repository. */
  readonly path: string;
  readonly qualifiedName: string;
  readonly language: string;
  readonly codeHash: string;
  readonly before: PolicyAnswer;
  readonly after: PolicyAnswer;
}

/**
 * `judgement.json` of a run: the functions one by one behind the means in its adapter's manifest. The
 * codes that were rebuilt are in the store, under the hashes of the function's code and the model,
 * the adapter and the doc.
 */
export interface JudgementFile {
  readonly version: 1;
  readonly modelHash: string;
  /** The adapter that was in use; null for the model alone. */
  readonly before: string | null;
  /** The candidate. */
  readonly after: string;
  readonly functions: readonly ComparedFunction[];
}

const answer = fields<PolicyAnswer>({
  doc: nullable(text),
  reward: nullable(number),
  lift: nullable(number),
});

const judgement: Shape<JudgementFile> = fields<JudgementFile>({
  version: oneOf(1),
  modelHash: text,
  before: nullable(text),
  after: text,
  functions: listOf(
    fields<ComparedFunction>({
      path: text,
      qualifiedName: text,
      language: text,
      codeHash: text,
      before: answer,
      after: answer,
    }),
  ),
});

const fileIn = (runDirectory: string) => join(runDirectory, 'judgement.json');

/** @throws RoundtripError `disk-full`. */
export async function writeJudgement(runDirectory: string, file: JudgementFile): Promise<void> {
  await writeWhole(fileIn(runDirectory), `${JSON.stringify(file, null, 2)}\n`);
}

/** The judgement of a run, or null where none was written that can be understood. */
export async function readJudgement(runDirectory: string): Promise<JudgementFile | null> {
  try {
    const value: unknown = JSON.parse(await readFile(fileIn(runDirectory), 'utf8'));
    return judgement(value) ? value : null;
  } catch {
    return null;
  }
}
