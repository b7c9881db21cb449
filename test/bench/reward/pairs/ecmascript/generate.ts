/**
 * Makes labelled pairs of JavaScript and TypeScript: rewrites and mutants of functions of
 * permissively licensed packages, each labelled by running it against the original.
 *
 *     npx tsx test/bench/reward/pairs/ecmascript/generate.ts
 *
 * Fetches the packages, terser and Babel into .cache/bench/ecmascript; they are no dependencies of
 * the project. Writes javascript.jsonl, typescript.jsonl and LICENSES.txt beside this folder. The
 * same versions give the same pairs.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabelledPair } from '../../labelledPair.ts';
import type { Dialect } from './code.ts';
import { Execution } from './execution.ts';
import { type FetchedPackage, fetchPackages } from './packages.ts';
import { pairsOf } from './pairsOf.ts';
import { Random } from './random.ts';
import { type SourceFunction, sourceFunctions } from './sourceFunctions.ts';

const functionsPerDialect = 60;
const functionsPerPackage = 9;
const tall = 16;
const folder = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Tall and short functions by turns: most functions of a package are short. */
function tallAndShort(functions: readonly SourceFunction[]): SourceFunction[] {
  const isTall = ({ code }: SourceFunction) => code.text.split('\n').length >= tall;
  const short = functions.filter((one) => !isTall(one));
  const mixed = functions.filter(isTall).flatMap((one) => [one, ...short.splice(0, 1)]);
  return [...mixed, ...short].reverse();
}

/** Each package in turn gives one function, so that none fills the set. */
async function pairsOfDialect(
  packages: readonly FetchedPackage[],
  execution: Execution,
): Promise<LabelledPair[]> {
  const sources = packages.map((source) => ({
    functions: tallAndShort(new Random(source.name).shuffled(sourceFunctions(source))),
    taken: 0,
  }));
  const pairs: LabelledPair[] = [];
  const seen = new Set<string>();
  let functions = 0;
  while (functions < functionsPerDialect) {
    let found = 0;
    for (const source of sources) {
      while (source.taken < functionsPerPackage && functions < functionsPerDialect) {
        const next = source.functions.pop();
        if (!next) break;
        // Two of a name would be one function to who reads the pairs.
        const keys = [next.code.text, `${next.source.name}:${next.name}`];
        if (keys.some((key) => seen.has(key))) continue;
        for (const key of keys) seen.add(key);
        const own = await pairsOf(next, execution);
        if (own.length === 0) continue;
        pairs.push(...own);
        source.taken++;
        functions++;
        found++;
        break;
      }
    }
    console.error(`${functions} functions, ${pairs.length} pairs`);
    if (found === 0) break;
  }
  return pairs;
}

function licensesOf(packages: readonly FetchedPackage[]): string {
  return packages
    .map(({ name, version, license, licenseText }) => {
      const title = `${name} ${version} (${license})`;
      return `${title}\n${'='.repeat(title.length)}\n\n${licenseText}\n`;
    })
    .join('\n\n');
}

const packages = fetchPackages();
const execution = new Execution();
const used = new Set<string>();
try {
  for (const dialect of ['javascript', 'typescript'] satisfies Dialect[]) {
    const own = packages.filter((source) => source.dialect === dialect);
    const pairs = await pairsOfDialect(own, execution);
    for (const { source } of pairs) if (source) used.add(source);
    const lines = pairs.map((pair) => `${JSON.stringify(pair)}\n`).join('');
    writeFileSync(join(folder, `${dialect}.jsonl`), lines);
  }
} finally {
  execution.stop();
}
const quoted = packages.filter(({ name, version }) => used.has(`${name}@${version}`));
writeFileSync(join(folder, 'ecmascript', 'LICENSES.txt'), licensesOf(quoted));
