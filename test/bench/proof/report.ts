import { readFileSync, writeFileSync } from 'node:fs';
import { fixed, percent, table, withInterval } from '../table.ts';
import type { ProofFunction } from './functions.ts';
import type { PolicyResult } from './results.ts';
import { rewardOf } from './results.ts';
import type { ProofSample } from './samples.ts';

/** The policies under each decoding, the base first. */
export function resultTable(results: readonly PolicyResult[]): string {
  return table(
    [
      'policy',
      'functions',
      'held-out reward',
      'against the base',
      'relative',
      'words',
      'unusable',
      'leak',
    ],
    results.map((result) => [
      result.policy,
      `${result.functions}`,
      fixed(result.reward),
      result.difference ? withInterval(result.difference) : '–',
      result.difference
        ? percent(result.difference.value / (result.reward - result.difference.value))
        : '–',
      fixed(result.words, 1),
      percent(result.unusable),
      fixed(result.leak),
    ]),
  );
}

/** One function before and after training. */
interface Change {
  readonly one: ProofFunction;
  readonly before: ProofSample;
  readonly after: ProofSample;
  readonly difference: number;
}

/** Three docs before and after: the change for the best, the median change, the one for the worst. */
export function changes(
  functions: readonly ProofFunction[],
  before: readonly ProofSample[],
  after: readonly ProofSample[],
): string {
  const all = functions
    .flatMap((one, index): Change[] => {
      const [first, second] = [before[index], after[index]];
      if (!first || !second) return [];
      return [
        { one, before: first, after: second, difference: rewardOf(second) - rewardOf(first) },
      ];
    })
    .sort((a, b) => b.difference - a.difference);
  const picked = [
    ['The best change', all[0]],
    ['The median change', all[Math.floor(all.length / 2)]],
    ['The worst change', all.at(-1)],
  ] as const;
  return picked.flatMap(([title, change]) => (change ? [shown(title, change)] : [])).join('\n\n');
}

function shown(title: string, { one, before, after, difference }: Change): string {
  const { language, code, qualifiedName } = one.unit;
  const doc = (sample: ProofSample) => sample.docs[0] ?? '(nothing usable)';
  const rebuilt = (sample: ProofSample) => sample.rebuilt[0]?.[0]?.code ?? '(nothing)';
  return [
    `**${title}**: \`${qualifiedName}\` (${one.path}), ${difference < 0 ? '' : '+'}${fixed(difference)}`,
    fenced(language, code),
    `Before, ${fixed(rewardOf(before))}:`,
    `${fenced('text', doc(before))}\n\n${fenced(language, rebuilt(before))}`,
    `After, ${fixed(rewardOf(after))}:`,
    `${fenced('text', doc(after))}\n\n${fenced(language, rebuilt(after))}`,
  ].join('\n\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`\`${language}\n${text}\n\`\`\`\``;
}

/** Puts `text` between the marks of `name` in a Markdown file. @throws Error without the marks. */
export function replaceSection(file: string, name: string, text: string): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for ${name}.`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}
