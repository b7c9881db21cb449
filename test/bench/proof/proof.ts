/**
 * npm run proof
 *
 * One cycle of self-training of a small model on real packages: rollouts, one adapter for each
 * recipe, and what each does on functions that no training saw. Everything drawn and trained is
 * kept in .cache/proof, so the script can be stopped at any moment and goes on where it was;
 * when all is there it writes the tables, plots and raw numbers of docs/learning.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { testParser } from '../../support/grammars.ts';
import { proofFolder } from './folder.ts';
import { mixture, proofFunctions } from './functions.ts';
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
const page = 'docs/learning.md';
const figures = ['loss', 'kl', 'entropy'];

const parser = testParser();
await parser.load('python', 'ruby');
const functions = proofFunctions(parser, await proofSources(`${proofFolder}/sources`));
const heldOut = mixture(functions, 'held-out', heldOutFunctions);
await samplesOf(basePolicy, 'rollouts', mixture(functions, 'train', trainFunctions), parser);
const [python = 'python3'] = process.argv.slice(2);
const policies: Policy[] = [];
for (const recipe of recipes) policies.push(await trained(recipe, heldOut, python));

const asUsers = await results('user', policies);
const winner = policies[indexOfBest(asUsers.slice(1))];
if (!winner) throw new Error('There is no recipe.');
const sampled = await results('pure', [winner]);

mkdirSync('docs/learning', { recursive: true });
writeFileSync('docs/learning/results.json', JSON.stringify({ asUsers, sampled }, null, 1));
writeFileSync('docs/images/learning-distribution.svg', distributionPlots(asUsers));
writeFileSync('docs/images/learning-curves.svg', curvePlots(curves()));
replaceSection(page, 'as users get it', resultTable(asUsers));
replaceSection(page, 'sampled', resultTable(sampled));
const [before, after] = [await draw(basePolicy, 'user'), await draw(winner, 'user')];
replaceSection(page, 'changes', changes(heldOut, before, after));

function draw(policy: Policy, decoding: Decoding) {
  return samplesOf(policy, decoding, heldOut, parser);
}

/** The base's result first. */
async function results(decoding: Decoding, adapted: readonly Policy[]): Promise<PolicyResult[]> {
  const base = await draw(basePolicy, decoding);
  const all = [resultOf(basePolicy.name, decoding, base, null)];
  for (const policy of adapted) {
    all.push(resultOf(policy.name, decoding, await draw(policy, decoding), base));
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
