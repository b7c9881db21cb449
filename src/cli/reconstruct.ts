import { firstValue, RoundtripError } from '../common/errors.ts';
import { applyEdit } from '../parse/applyEdit.ts';
import { bodyEdit } from '../parse/bodyEdit.ts';
import { functionUnits } from '../parse/functionUnits.ts';
import { relocate } from '../parse/relocate.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { placeOfFile } from '../rollout/place.ts';
import { greedySampling, type Reconstruction, userSampling } from '../roundTrip.ts';
import type { Core } from './core.ts';
import { percent, styled } from './output.ts';
import { Progress } from './progress.ts';
import { displayPath, type SourceFile, writeSource } from './sourceFile.ts';
import { readTarget } from './target.ts';

/** `roundtrip reconstruct TARGET`: rebuilds one function, or each of a file that has a doc. */
export async function reconstruct(
  core: Core,
  target: string,
  flags: { readonly write?: true },
): Promise<void> {
  const { file, units, single } = await readTarget(core.parser, target);
  const wanted = single ? units : units.filter((unit) => unit.existingDoc !== null);
  for (const unit of wanted) assertCanBeRebuilt(file, unit, flags.write ?? false);
  if (wanted.length === 0) {
    core.output.note(`No function of ${displayPath(file.path)} has a documentation.`);
    return;
  }
  await core.session.ready(core.signal);
  const progress = new Progress();
  let current = file;
  for (const [index, unit] of wanted.entries()) {
    progress.report(`${index + 1}/${wanted.length} ${unit.qualifiedName}`);
    const started = Date.now();
    const rebuilt = await rebuild(core, file, unit);
    if (flags.write) current = await insert(core, current, unit, rebuilt.code);
    progress.clear();
    report(core, file, unit, rebuilt, flags.write ?? false, Date.now() - started);
  }
}

async function rebuild(core: Core, file: SourceFile, unit: FunctionUnit): Promise<Reconstruction> {
  const { seed } = core.options;
  const sampling = seed === undefined ? greedySampling : userSampling(seed);
  const source = { id: null, doc: unit.existingDoc ?? '' };
  const place = placeOfFile(file.path);
  return firstValue(await core.roundTrip.reconstruct(place, unit, source, [sampling], core.signal));
}

async function insert(core: Core, file: SourceFile, unit: FunctionUnit, code: string) {
  const units = functionUnits(core.parser, file.language, file.text);
  const now = relocate(units, unit, unit.range.start) ?? unit;
  const edit = bodyEdit(core.parser, now, file.text, code);
  return writeSource(file, applyEdit(file.text, edit));
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
