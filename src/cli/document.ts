import { failureOf, firstValue, successOf } from '../common/errors.ts';
import { applyEdit } from '../parse/applyEdit.ts';
import { documentationEdit } from '../parse/documentationEdit.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { DocumentationStyle } from '../prompt/types.ts';
import type { RewardParts } from '../reward/types.ts';
import { placeOfFile } from '../rollout/place.ts';
import {
  type Documentation,
  freshSeed,
  greedySampling,
  type Reconstruction,
  userSampling,
} from '../roundTrip.ts';
import type { Core } from './core.ts';
import { eachFunction } from './eachFunction.ts';
import { findAgain } from './findAgain.ts';
import { percent, styled } from './output.ts';
import { readyModel } from './readyModel.ts';
import { displayPath, type SourceFile, writeSource } from './sourceFile.ts';
import { readTarget } from './target.ts';

export interface DocumentFlags {
  readonly write?: true;
  readonly bestOf: number;
  readonly style?: DocumentationStyle;
  /** False for `--no-fidelity`. */
  readonly fidelity: boolean;
}

/** One drawn doc and what came back from it; `fidelity` is the reward from 0, or null. */
interface Candidate {
  readonly documentation: Documentation;
  readonly fidelity: number | null;
  readonly parts: RewardParts;
}

/** `roundtrip document TARGET`: one function, or each of a file that has no doc yet. */
export async function document(core: Core, target: string, flags: DocumentFlags): Promise<void> {
  const { file, all, units, single } = await readTarget(core.parser, target);
  const wanted = single ? units : units.filter((unit) => unit.existingDoc === null && !unit.isStub);
  if (wanted.length === 0) {
    core.output.note(`No function of ${displayPath(file.path)} lacks its documentation.`);
    return;
  }
  await readyModel(core);
  await eachFunction(core.output, wanted, (unit) => documentOne(core, { file, all, unit, flags }));
}

interface Job {
  readonly file: SourceFile;
  readonly all: readonly FunctionUnit[];
  readonly unit: FunctionUnit;
  readonly flags: DocumentFlags;
}

async function documentOne(core: Core, { file, all, unit, flags }: Job): Promise<void> {
  const started = Date.now();
  const candidates = await drawCandidates(core, file, all, unit, flags);
  const [best] = candidates;
  if (!best) throw new Error('Nothing was drawn.');
  const now = await findAgain(core.parser, file, unit);
  const edit = documentationEdit(core.parser, now.unit, now.file.text, best.documentation.doc);
  if (flags.write) await writeSource(now.file, applyEdit(now.file.text, edit));
  const { model, adapter } = core.session.identity();
  const { fidelity, parts } = best;
  core.output.result(
    {
      path: displayPath(file.path),
      qualifiedName: unit.qualifiedName,
      language: unit.language,
      doc: best.documentation.doc,
      edit,
      ...{ fidelity, parts },
      candidates: candidates.map((candidate) => ({
        doc: candidate.documentation.doc,
        fidelity: candidate.fidelity,
      })),
      applied: flags.write ?? false,
      ...{ model, adapter },
      ms: Date.now() - started,
    },
    () =>
      [
        styled('bold', `${displayPath(file.path)}:${unit.line} ${unit.qualifiedName}`),
        best.documentation.doc.replaceAll(/^(?=.)/gm, '  '),
        styled('dim', `  fidelity ${percent(fidelity)}${flags.write ? ', written' : ''}`),
      ].join('\n'),
  );
}

/** Best first; without a fidelity in the order drawn. */
async function drawCandidates(
  core: Core,
  file: SourceFile,
  all: readonly FunctionUnit[],
  unit: FunctionUnit,
  { bestOf, style, fidelity }: DocumentFlags,
): Promise<Candidate[]> {
  const { roundTrip, signal, options } = core;
  const place = placeOfFile(file.path);
  const seed = options.seed ?? freshSeed();
  const samplings = Array.from({ length: bestOf }, (_, index) =>
    userSampling((seed + index) % 2 ** 32),
  );
  const nearbyDocs = all.flatMap(({ existingDoc }) => existingDoc ?? []);
  const drawn = await roundTrip.document(place, unit, samplings, { signal, style, nearbyDocs });
  const usable = drawn.flatMap((outcome) => successOf(outcome) ?? []);
  if (usable.length === 0) firstValue(drawn);
  const candidates: Candidate[] = [];
  for (const documentation of usable) {
    const rebuilt =
      fidelity && !unit.isStub
        ? await rebuild(core, file, unit, documentation)
        : { reward: null, parts: {} };
    const share = rebuilt.reward === null ? null : Math.max(0, rebuilt.reward);
    candidates.push({ documentation, fidelity: share, parts: rebuilt.parts });
  }
  return candidates.sort((a, b) => (b.fidelity ?? 0) - (a.fidelity ?? 0));
}

/** A doc from which nothing can be rebuilt has the fidelity 0. */
async function rebuild(
  { roundTrip, signal }: Core,
  file: SourceFile,
  unit: FunctionUnit,
  documentation: Documentation,
): Promise<Pick<Reconstruction, 'reward' | 'parts'>> {
  const [outcome] = await roundTrip.reconstruct(
    placeOfFile(file.path),
    unit,
    documentation,
    [greedySampling],
    signal,
  );
  if (!outcome || failureOf(outcome)) return { reward: 0, parts: {} };
  return firstValue([outcome]);
}
