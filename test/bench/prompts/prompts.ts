/**
 * npm run bench:prompts [-- --limit N] [--variant NAME] [--docs N]
 *
 * Mean and best-of-4 reward of each prompt variant over the fixed set of real functions in
 * test/fixtures/functions, with Qwen2.5-Coder-0.5B: docs drawn at temperature 1, one greedy
 * reconstruction each. The same seeds for every variant.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { attempt, successOf } from '../../../src/common/errors.ts';
import type { Completion, Engine } from '../../../src/engine/engine.ts';
import { parseFragment } from '../../../src/parse/fragment.ts';
import type { FunctionUnit, LanguageId } from '../../../src/parse/types.ts';
import { cleanDocumentation } from '../../../src/prompt/cleanDocumentation.ts';
import { cleanReconstruction } from '../../../src/prompt/cleanReconstruction.ts';
import { signatureView } from '../../../src/prompt/reconstruction.ts';
import { greedySampling, pureSampling } from '../../../src/prompt/sampling.ts';
import type { Prompt } from '../../../src/prompt/types.ts';
import { createReward } from '../../../src/reward/reward.ts';
import { testEngine, testModel } from '../../support/engine.ts';
import { testParser } from '../../support/grammars.ts';
import { type Variant, variants } from './variants.ts';

const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '8' },
    docs: { type: 'string', default: '4' },
    variant: { type: 'string' },
  },
});
const [limit, docsPerFunction] = [Number(values.limit), Number(values.docs)];
const folder = 'test/fixtures/functions';

interface Result {
  readonly rewards: readonly number[];
  readonly docTokens: readonly number[];
  readonly unended: number;
}

const parser = testParser();
const reward = createReward(parser);
const engine = await testEngine();
await engine.load({ modelPath: testModel('qwen'), gpu: 'auto' });

const sets = new Map<LanguageId, FunctionUnit[]>();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
  const language = file.slice(0, -'.jsonl'.length) as LanguageId;
  await parser.load(language);
  const lines = readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n').slice(0, limit);
  sets.set(
    language,
    lines.flatMap((line) => unitOf(language, JSON.parse(line).code)),
  );
}

console.log('| prompts | language | mean | best of 4 | doc tokens | unended | seconds |');
console.log('|---|---|---|---|---|---|---|');
for (const variant of variants) {
  if (values.variant !== undefined && values.variant !== variant.name) continue;
  const all: Result[] = [];
  const started = Date.now();
  for (const [language, units] of sets) {
    const since = Date.now();
    const results: Result[] = [];
    for (const unit of units) results.push(await measure(engine, variant, unit));
    all.push(...results);
    printRow(variant.name, language, results, since);
  }
  printRow(`**${variant.name}**`, 'all', all, started);
}
engine.dispose();

async function measure(on: Engine, variant: Variant, unit: FunctionUnit): Promise<Result> {
  const samplings = Array.from({ length: docsPerFunction }, (_, index) => pureSampling(index + 1));
  const docs = await generate(
    on,
    samplings.map((sampling) => ({ prompt: variant.documentation(unit), sampling })),
  );
  const usable = docs.map((completion) =>
    successOf(
      attempt(() =>
        cleanDocumentation(unit, completion.text, completion.stopReason !== 'max-tokens'),
      ),
    ),
  );
  const asked = usable.flatMap((doc) => doc ?? []);
  const rebuilt = await generate(
    on,
    asked.map((doc) => ({ prompt: variant.reconstruction(unit, doc), sampling: greedySampling })),
  );
  const scored = new Map(
    asked.map((doc, index) => {
      const code = successOf(
        attempt(() => cleanReconstruction(signatureView(unit), rebuilt[index]?.text ?? '')),
      );
      return [doc, code === null ? 0 : (reward(unit, code, doc).reward ?? 0)] as const;
    }),
  );
  return {
    rewards: usable.map((doc) => (doc === null ? 0 : (scored.get(doc) ?? 0))),
    docTokens: docs.map(({ tokens }) => tokens.length),
    unended: docs.filter(({ stopReason }) => stopReason === 'max-tokens').length,
  };
}

async function generate(
  on: Engine,
  asks: readonly { prompt: Prompt; sampling: ReturnType<typeof pureSampling> }[],
): Promise<Completion[]> {
  if (asks.length === 0) return [];
  return on.generateMany(
    asks.map(({ prompt: { messages, constantMessages, prefill, stop, maxTokens }, sampling }) => ({
      prompt: { messages, constantMessages, prefill },
      stop,
      maxTokens,
      sampling,
    })),
  );
}

function unitOf(language: LanguageId, code: string): FunctionUnit[] {
  const fragment = parseFragment(parser, language, code);
  const [unit] = fragment.units;
  fragment.dispose();
  return unit ? [unit] : [];
}

function printRow(name: string, language: string, results: readonly Result[], since: number) {
  const rewards = results.flatMap((result) => result.rewards);
  const best = results.map((result) => Math.max(...result.rewards));
  const tokens = results.flatMap((result) => result.docTokens);
  const unended = results.reduce((sum, result) => sum + result.unended, 0);
  const seconds = ((Date.now() - since) / 1000).toFixed(0);
  console.log(
    `| ${name} | ${language} | ${mean(rewards).toFixed(3)} | ${mean(best).toFixed(3)} | ${mean(tokens).toFixed(0)} | ${unended} of ${tokens.length} | ${seconds} |`,
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
}
