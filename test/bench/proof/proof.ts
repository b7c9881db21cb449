/**
 * npm run proof [-- HUMANEVAL]
 *
 * One cycle of self-training of a small model on real packages: rollouts, one adapter for each
 * recipe, and what each does on functions that no training saw. The recipe is chosen on one half of
 * these, and judged on the other. Everything drawn and trained is kept in .cache/proof, so the script
 * can be stopped at any moment and goes on where it was; when all is there it writes the tables,
 * plots and raw numbers of docs/learning.md. HUMANEVAL is the folder of that benchmark's files;
 * without it that table stays as it is.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { testParser } from '../../support/grammars.ts';
import { proofFolder } from './folder.ts';
import { mixture, type ProofFunction, proofFunctions } from './functions.ts';
import { humanEvalLanguages, humanEvalTable, solvedBy } from './humanEval.ts';
import { curvePlots, distributionPlots } from './plots.ts';
import { basePolicy, type Policy } from './policy.ts';
import { recipes } from './recipes.ts';
import { changes, replaceSection, resultTable } from './report.ts';
import { type PolicyResult, resultOf } from './results.ts';
import { type Decoding, samplesOf } from './samples.ts';
import { proofSources } from './sources.ts';
import { progressOf, trained } from './train.ts';

const trainFunctions = 56;
const heldOutFunctions = 150;
/** The first half chooses the recipe. */
const choosingFunctions = 75;
const page = 'docs/learning.md';
const figures = ['loss', 'kl', 'entropy'];

const parser = testParser();
await parser.load('python', 'ruby');
const functions = proofFunctions(parser, await proofSources(`${proofFolder}/sources`));
const heldOut = mixture(functions, 'held-out', heldOutFunctions);
const choosing = heldOut.slice(0, choosingFunctions);
await samplesOf(basePolicy, 'rollouts', mixture(functions, 'train', trainFunctions), parser);
const [python = 'python3', humanEval] = process.argv.slice(2);
const policies: Policy[] = [];
for (const recipe of recipes) policies.push(await trained(recipe, heldOut, python));

const chosen = await results('user', choosing, policies);
const winner = policies[indexOfBest(chosen.slice(1))];
if (!winner) throw new Error('There is no recipe.');
const judged = await results('user', heldOut.slice(choosingFunctions), [winner]);
const together = await results('user', heldOut, [winner]);
const sampled = await results('pure', choosing, [winner]);

mkdirSync('docs/learning', { recursive: true });
const raw = { chosen, judged, together, sampled };
writeFileSync('docs/learning/results.json', `${JSON.stringify(raw, null, 1)}\n`);
writeFileSync('docs/images/learning-distribution.svg', distributionPlots(chosen));
writeFileSync('docs/images/learning-curves.svg', curvePlots(curves()));
replaceSection(page, 'recipes', resultTable(chosen));
replaceSection(page, 'judged', resultTable(judged));
replaceSection(page, 'together', resultTable(together));
replaceSection(page, 'sampled', resultTable(sampled));
const [before, after] = [await draw(basePolicy, 'user'), await draw(winner, 'user')];
replaceSection(page, 'changes', changes(heldOut, before, after));
if (humanEval !== undefined) {
  const rows: Parameters<typeof humanEvalTable>[0][number][] = [];
  for (const language of humanEvalLanguages) {
    for (const policy of [basePolicy, winner]) {
      rows.push([policy.name, language, await solvedBy(policy, language, humanEval)]);
    }
  }
  replaceSection(page, 'humaneval', humanEvalTable(rows));
}

function draw(policy: Policy, decoding: Decoding, of: readonly ProofFunction[] = heldOut) {
  return samplesOf(policy, decoding, of, parser);
}

/** The base's result first. */
async function results(
  decoding: Decoding,
  of: readonly ProofFunction[],
  adapted: readonly Policy[],
): Promise<PolicyResult[]> {
  const base = await draw(basePolicy, decoding, of);
  const all = [resultOf(basePolicy.name, decoding, base, null)];
  for (const policy of adapted) {
    all.push(resultOf(policy.name, decoding, await draw(policy, decoding, of), base));
  }
  return all;
}

function indexOfBest(all: readonly PolicyResult[]): number {
  return all.reduce(
    (best, { reward }, index) => (reward > (all[best]?.reward ?? 0) ? index : best),
    0,
  );
}

function curves() {
  return new Map(
    figures.map((figure) => [
      figure,
      recipes.map(({ name }) => ({
        name,
        values: progressOf(name).map((line) => Number(line[figure])),
      })),
    ]),
  );
}
