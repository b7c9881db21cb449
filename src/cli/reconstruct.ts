import { firstValue, RoundtripError } from '../common/errors.ts';
import { applyEdit } from '../parse/applyEdit.ts';
import { bodyEdit } from '../parse/bodyEdit.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { placeOfFile } from '../rollout/place.ts';
import { greedySampling, type Reconstruction, userSampling } from '../roundTrip.ts';
import { displayPath, type SourceFile, writeSource } from '../source/sourceFile.ts';
import type { Core, TestFlags } from './core.ts';
import { eachFunction } from './eachFunction.ts';
import { findAgain } from './findAgain.ts';
import { percent, styled } from './output.ts';
import { readyModel } from './readyModel.ts';
import { readTarget } from './target.ts';

export interface ReconstructFlags extends TestFlags {
  readonly write?: true;
}

/**
 * `roundtrip reconstruct TARGET`: rebuilds one function, or each of a file that has a doc; with
 * `--write` each documented stub of it.
 */
export async function reconstruct(
  core: Core,
  target: string,
  flags: ReconstructFlags,
): Promise<void> {
  const write = flags.write ?? false;
  core.allowTests(flags);
  const { file, units, single } = await readTarget(core.parser, target);
  if (single) for (const unit of units) assertCanBeRebuilt(file, unit, write);
  const wanted = units.filter((unit) => unit.existingDoc !== null && (unit.isStub || !write));
  if (wanted.length === 0) {
    const kind = write ? 'stub' : 'function';
    core.output.note(`No ${kind} of ${displayPath(file.path)} has a documentation.`);
    return;
  }
  await readyModel(core, placeOfFile(file.path).repository);
  await eachFunction(core.output, wanted, async (unit) => {
    const started = Date.now();
    const rebuilt = await rebuild(core, file, unit);
    if (write) await insert(core, file, unit, rebuilt.code);
    report(core, file, unit, rebuilt, write, Date.now() - started);
  });
}

async function rebuild(core: Core, file: SourceFile, unit: FunctionUnit): Promise<Reconstruction> {
  const { seed } = core.options;
  const sampling = seed === undefined ? greedySampling : userSampling(seed);
  const source = { id: null, doc: unit.existingDoc ?? '' };
  const place = placeOfFile(file.path);
  return firstValue(await core.roundTrip.reconstruct(place, unit, source, [sampling], core.signal));
}

async function insert(core: Core, file: SourceFile, unit: FunctionUnit, code: string) {
  const now = await findAgain(core.parser, file, unit);
  const edit = bodyEdit(core.parser, now.unit, now.file.text, code);
  await writeSource(now.file, applyEdit(now.file.text, edit));
}

function report(
  core: Core,
  file: SourceFile,
  unit: FunctionUnit,
  { code, reward, similarity, parts }: Reconstruction,
  applied: boolean,
  ms: number,
): void {
  const { model, adapter } = core.session.identity();
  const { qualifiedName, language } = unit;
  const path = displayPath(file.path);
  core.output.result(
    { path, qualifiedName, language, code, reward, similarity, parts, applied, model, adapter, ms },
    () =>
      [
        styled('bold', `${path}:${unit.line} ${qualifiedName}`),
        code,
        styled('dim', `fidelity ${percent(reward === null ? null : Math.max(0, reward))}`),
      ].join('\n'),
  );
}

function assertCanBeRebuilt(file: SourceFile, unit: FunctionUnit, write: boolean): void {
  const name = `${unit.qualifiedName} in ${displayPath(file.path)}`;
  if (unit.existingDoc === null) {
    throw new RoundtripError(
      'no-documentation',
      `${name} has no documentation to rebuild it from. Write one: roundtrip document`,
    );
  }
  if (write && !unit.isStub) {
    throw new RoundtripError(
      'usage',
      `${name} has a body already, and --write fills only stubs. Leave --write out to see the rebuilt code.`,
    );
  }
}
