import { bestOfN } from '../bestOfN.ts';
import type { Candidate } from '../candidate.ts';
import { applyEdit } from '../parse/applyEdit.ts';
import { documentationEdit } from '../parse/documentationEdit.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { DocumentationStyle } from '../prompt/types.ts';
import { placeOfFile } from '../rollout/place.ts';
import { displayPath, type SourceFile, writeSource } from '../source/sourceFile.ts';
import type { Core } from './core.ts';
import { eachFunction } from './eachFunction.ts';
import { findAgain } from './findAgain.ts';
import { percent, styled } from './output.ts';
import { readyModel } from './readyModel.ts';
import { readTarget } from './target.ts';

export interface DocumentFlags {
  readonly write?: true;
  readonly bestOf: number;
  readonly style?: DocumentationStyle;
  /** False for `--no-fidelity`. */
  readonly fidelity: boolean;
}

/** `roundtrip document TARGET`: one function, or each of a file that has no doc yet. */
export async function document(core: Core, target: string, flags: DocumentFlags): Promise<void> {
  const { file, all, units, single } = await readTarget(core.parser, target);
  const wanted = single ? units : units.filter((unit) => unit.existingDoc === null && !unit.isStub);
  if (wanted.length === 0) {
    core.output.note(`No function of ${displayPath(file.path)} lacks its documentation.`);
    return;
  }
  await readyModel(core, placeOfFile(file.path).repository);
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
  { roundTrip, signal, options }: Core,
  file: SourceFile,
  all: readonly FunctionUnit[],
  unit: FunctionUnit,
  { bestOf, style, fidelity }: DocumentFlags,
): Promise<readonly Candidate[]> {
  let candidates: readonly Candidate[] = [];
  for await (const ranked of bestOfN(roundTrip, placeOfFile(file.path), unit, {
    docs: bestOf,
    reconstructions: fidelity ? 1 : 0,
    seed: options.seed,
    nearbyDocs: all.flatMap(({ existingDoc }) => existingDoc ?? []),
    ...{ signal, style },
  })) {
    candidates = ranked;
  }
  return candidates;
}
