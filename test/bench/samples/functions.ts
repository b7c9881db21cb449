import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { demoSources } from '../../../scripts/demo/sources.ts';
import { functionUnits } from '../../../src/parse/functionUnits.ts';
import type { CodeParser } from '../../../src/parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../../../src/parse/types.ts';
import { unitOf } from '../../support/units.ts';

/** One function of a bench; `id` names it in the sample files. */
export interface BenchFunction {
  readonly id: string;
  readonly unit: FunctionUnit;
}

const fixtures = 'test/fixtures/functions';
const fromEachPackage = 8;
const [fewestLines, mostLines] = [6, 25];

/**
 * The 48 real functions of test/fixtures/functions in seven languages, and 8 each of toolz and of
 * d3-array, taken by their hash, so that nobody chose them. In turns over the sources: a run that
 * is cut short has seen all of them.
 */
export async function benchFunctions(parser: CodeParser): Promise<BenchFunction[]> {
  const sources: BenchFunction[][] = [];
  for (const file of readdirSync(fixtures).filter((name) => name.endsWith('.jsonl'))) {
    const language = file.slice(0, -'.jsonl'.length) as LanguageId;
    await parser.load(language);
    const lines = readFileSync(`${fixtures}/${file}`, 'utf8').trim().split('\n');
    sources.push(
      lines.map((line) => {
        const { package: from, qualifiedName, code } = JSON.parse(line);
        return {
          id: `${language}/${from}/${qualifiedName}`,
          unit: unitOf(parser, language, code),
        };
      }),
    );
  }
  const taken = new Set(sources.flat().map(({ unit }) => unit.name));
  const [toolz, d3] = await demoSources('.cache/demo');
  if (!toolz || !d3) throw new Error('The demo has no sources.');
  const packages = [
    { language: 'python', name: 'toolz', folder: dirname(toolz.path) },
    { language: 'javascript', name: 'd3-array', folder: dirname(d3.path) },
  ] as const;
  for (const { language, name, folder } of packages) {
    const units = unitsIn(parser, language, folder).filter((unit) => !taken.has(unit.name));
    sources.push(units.map((unit) => ({ id: `${language}/${name}/${unit.name}`, unit })));
  }
  return inTurns(sources.map((source) => source.slice(0, fromEachPackage)));
}

/** The functions at the top of a folder's files, in the order of their hashes. */
function unitsIn(parser: CodeParser, language: LanguageId, folder: string): FunctionUnit[] {
  const units = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name }) =>
      functionUnits(parser, language, readFileSync(join(folder, name), 'utf8')),
    );
  return units
    .filter(
      ({ parses, isStub, qualifiedName }) => parses && !isStub && !qualifiedName.includes('.'),
    )
    .filter(({ code }) => {
      const lines = code.split('\n').length;
      return lines >= fewestLines && lines <= mostLines;
    })
    .sort((a, b) => hash(a.code).localeCompare(hash(b.code)))
    .map(({ code }) => unitOf(parser, language, code));
}

function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
