import type { LabelledPair } from '../../labelledPair.ts';
import type { Code } from './code.ts';
import type { Execution } from './execution.ts';
import { inputsOf, isTelling } from './inputs.ts';
import { mutants } from './mutants.ts';
import { Random } from './random.ts';
import { rewrites } from './rewrites/index.ts';
import type { SourceFunction } from './sourceFunctions.ts';
import { stripTypes, type Tool, tools } from './tools.ts';
import { applyTransform, type Transform } from './transform.ts';

const singles = 5;
const chains = 3;
/** More mutants are made than kept: some change nothing that an input shows. */
const spare = 3;

interface Candidate {
  readonly setting: 'single' | 'matched' | 'tool';
  readonly rewrites: readonly string[];
  readonly mutants: readonly string[];
  readonly text: string;
}

interface Step {
  readonly code: Code;
  readonly names: readonly string[];
}

/** Up to `count` transforms, one after another, each of another kind. */
function chain(from: Code, transforms: readonly Transform[], count: number, random: Random): Step {
  let step: Step = { code: from, names: [] };
  for (const transform of random.shuffled(transforms)) {
    if (step.names.length === count) break;
    const code = applyTransform(step.code, transform, random);
    if (code) step = { code, names: [...step.names, transform.name] };
  }
  return step;
}

/** One candidate each of the transforms that apply, up to `count`. */
function applied(
  from: Code,
  transforms: readonly Transform[],
  count: number,
  random: Random,
): Step[] {
  const steps: Step[] = [];
  for (const transform of random.shuffled(transforms)) {
    if (steps.length === count) break;
    const code = applyTransform(from, transform, random);
    if (code) steps.push({ code, names: [transform.name] });
  }
  return steps;
}

/** Undefined, and said so, for code that the tool refuses. */
async function outputOf(tool: Tool, code: Code, isMutant: boolean): Promise<string | undefined> {
  try {
    return (await tool.run(await stripTypes(code.text, code.dialect))).trim();
  } catch (error) {
    // A mutant may declare a name twice; of an original it is worth a look.
    if (!isMutant)
      console.error(`${tool.name} refused a function: ${String(error).split('\n')[0]}`);
    return undefined;
  }
}

async function candidatesOf(original: Code, random: Random): Promise<Candidate[]> {
  const none: readonly string[] = [];
  const made: Candidate[] = [];
  const add = (setting: Candidate['setting'], rewritten: readonly string[], mutated: Step) =>
    made.push({ setting, rewrites: rewritten, mutants: mutated.names, text: mutated.code.text });
  for (const { code, names } of applied(original, rewrites, singles, random)) {
    add('single', names, { code, names: none });
  }
  for (const mutant of applied(original, mutants, singles * 2, random)) add('single', none, mutant);
  for (let place = 0; place < chains; place++) {
    const { code, names } = chain(original, rewrites, random.integer(2, 5), random);
    if (names.length < 2) continue;
    add('matched', names, { code, names: none });
    for (const mutant of applied(code, mutants, spare, random)) add('matched', names, mutant);
  }
  for (const tool of tools) {
    for (const { code, names } of [
      { code: original, names: none },
      ...applied(original, mutants, spare, random),
    ]) {
      const text = await outputOf(tool, code, names.length > 0);
      if (text) made.push({ setting: 'tool', rewrites: [tool.name], mutants: names, text });
    }
  }
  return made;
}

/**
 * Of the broken candidates as many as of equal ones: one for each chain of rewrites and each tool.
 * Where the rewrites alone do not agree, what a mutant of them shows is not the mutant's doing.
 */
function balanced(pairs: readonly LabelledPair[]): LabelledPair[] {
  const rewritesOf = ({ setting, transform }: LabelledPair) =>
    `${setting} ${transform.split('|')[0]}`;
  const equal = new Set(pairs.filter((pair) => pair.equal).map(rewritesOf));
  const counts = new Map<string, number>();
  return pairs.filter((pair) => {
    if (pair.equal) return true;
    const isSingle = pair.setting === 'single';
    const key = isSingle ? pair.setting : rewritesOf(pair);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return isSingle ? count < singles : equal.has(key) && count < 1;
  });
}

type Common = Omit<
  LabelledPair,
  'id' | 'candidate' | 'setting' | 'transform' | 'depth' | 'equal' | 'agree'
>;

/** The pair, or nothing where running it contradicts how the candidate was made. */
function label(candidate: Candidate, agree: number, common: Common): LabelledPair[] {
  const equal = candidate.mutants.length === 0;
  if (equal !== (agree === 1)) return [];
  const names = [candidate.rewrites.join('+'), candidate.mutants.join('+')].filter(Boolean);
  return [
    {
      id: '',
      ...common,
      candidate: candidate.text,
      setting: candidate.setting,
      transform: names.join('|'),
      depth: candidate.rewrites.length + candidate.mutants.length,
      equal,
      agree: Math.round(agree * 1e4) / 1e4,
    },
  ];
}

/**
 * The labelled pairs of one function, none if it can't be run on inputs that tell. A rewrite is
 * kept where it agrees on every input, a mutant where it does not: what only might be equal is no
 * evidence.
 */
export async function pairsOf(
  { name, code, source }: SourceFunction,
  execution: Execution,
): Promise<LabelledPair[]> {
  const group = `${source.name}:${name}`;
  const random = new Random(group);
  const program = await stripTypes(code.text, code.dialect).catch(() => undefined);
  if (program === undefined) return [];
  const inputs = await inputsOf(name, code, program, execution, random);
  if (!inputs) return [];
  const [first, second] = await execution.run(name, [program, program], inputs);
  if (!first || !second || !isTelling(first)) return [];
  if (first.some((outcome, place) => outcome !== second[place])) return [];

  const candidates = await candidatesOf(code, random);
  const programs = await Promise.all(
    candidates.map(({ setting, text }) =>
      setting === 'tool' ? text : stripTypes(text, code.dialect).catch(() => ''),
    ),
  );
  const outcomes = await execution.run(name, programs, inputs);
  const common = {
    group,
    language: code.dialect,
    original: code.text,
    lines: code.text.split('\n').length,
    source: `${source.name}@${source.version}`,
    license: source.license,
  };
  const pairs = candidates.flatMap((candidate, place): LabelledPair[] => {
    const own = outcomes[place];
    const isNew = candidates.findIndex(({ text }) => text === candidate.text) === place;
    if (!own || !isNew || candidate.text === code.text) return [];
    const agree = own.filter((outcome, input) => outcome === first[input]).length / inputs.length;
    return label(candidate, agree, common);
  });
  const kept = balanced(pairs);
  const hasBoth = kept.some(({ equal }) => equal) && kept.some(({ equal }) => !equal);
  return hasBoth ? kept.map((pair, place) => ({ ...pair, id: `${group}#${place + 1}` })) : [];
}
