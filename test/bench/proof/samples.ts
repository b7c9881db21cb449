import { join } from 'node:path';
import { successOf } from '../../../src/common/errors.ts';
import type { CodeParser } from '../../../src/parse/parser.ts';
import type { RewardParts } from '../../../src/reward/types.ts';
import { greedySampling, pureSampling, userSampling } from '../../../src/roundTrip.ts';
import { SampleFile } from '../samples/sampleFile.ts';
import { sideBySide } from '../samples/sideBySide.ts';
import { proofFolder } from './folder.ts';
import type { ProofFunction } from './functions.ts';
import { type Policy, type RunningPolicy, startPolicy } from './policy.ts';

/** What one code came to; null where the reply held no code. */
type Rebuilt = {
  readonly code: string;
  readonly reward: number | null;
  readonly similarity: number;
  readonly parts: RewardParts;
} | null;

/** The docs of one function (null where the reply was none) with what was rebuilt from each. */
export interface ProofSample {
  readonly id: string;
  readonly docs: readonly (string | null)[];
  readonly rebuilt: readonly (readonly Rebuilt[])[];
}

/**
 * How samples are drawn. `rollouts`: 4 docs by 4 reconstructions of the policy itself; `pure`: one
 * doc and two reconstructions of the policy itself; `user`: a doc as people get it, rebuilt greedily
 * as fidelity is measured.
 */
export type Decoding = 'rollouts' | 'pure' | 'user';

interface Draws {
  readonly docs: (seed: number) => ReturnType<typeof pureSampling>[];
  readonly codes: (seed: number, doc: number) => ReturnType<typeof pureSampling>[];
}

const decodings: Readonly<Record<Decoding, Draws>> = {
  rollouts: {
    docs: (seed) => pures(4, seed),
    codes: (seed, doc) => pures(4, seed + 100 + 4 * doc),
  },
  pure: { docs: (seed) => pures(1, seed), codes: (seed) => pures(2, seed + 100) },
  user: { docs: (seed) => [userSampling(seed)], codes: () => [greedySampling] },
};

/**
 * The samples of these functions in their order; what is not on the disk is drawn. Every policy
 * gets the same seeds, so that functions pair up.
 */
export async function samplesOf(
  policy: Policy,
  decoding: Decoding,
  functions: readonly ProofFunction[],
  parser: CodeParser,
): Promise<ProofSample[]> {
  const title = `${policy.name}-${decoding}`;
  const file = new SampleFile<ProofSample>(join(proofFolder, 'samples', `${title}.jsonl`));
  const missing = functions.filter(({ id }) => !file.get(id));
  if (missing.length > 0) {
    const folder = decoding === 'rollouts' ? 'data' : 'held-out';
    const running = await startPolicy(policy, parser, folder);
    const functionsAtATime = decoding === 'rollouts' ? 4 : 16;
    try {
      await sideBySide(title, missing, functionsAtATime, async (one) =>
        file.add(await draw(running, decoding, one)),
      );
    } finally {
      running.dispose();
    }
  }
  return functions.flatMap(({ id }) => file.get(id) ?? []);
}

async function draw(
  { roundTrip }: RunningPolicy,
  decoding: Decoding,
  { id, repository, path, unit }: ProofFunction,
): Promise<ProofSample> {
  const place = { repository, path };
  const seed = Number.parseInt(id.slice(0, 6), 16);
  const { docs, codes } = decodings[decoding];
  const outcomes = await roundTrip.document(place, unit, docs(seed));
  const rebuilt = await Promise.all(
    outcomes.map(async (outcome, index): Promise<Rebuilt[]> => {
      const documentation = successOf(outcome);
      if (!documentation) return [];
      const drawn = await roundTrip.reconstruct(place, unit, documentation, codes(seed, index));
      return drawn.map(successOf);
    }),
  );
  return { id, docs: outcomes.map((outcome) => successOf(outcome)?.doc ?? null), rebuilt };
}

function pures(count: number, seed: number) {
  return Array.from({ length: count }, (_, index) => pureSampling(seed + index));
}
