import { join } from 'node:path';
import { inTransaction, openDatabase } from '../../src/rollout/database.ts';
import type { Subject } from '../../src/rollout/types.ts';
import { insertDocumentation, insertReconstruction } from '../../src/rollout/writes.ts';
import { seededRandom } from './seededRandom.ts';

export interface LargeStoreOptions {
  readonly repository?: string;
  /** How many reconstructions, four to a documentation and four documentations to a function. */
  readonly reconstructions?: number;
  /** Milliseconds since 1970; the first record is half a year older. */
  readonly until?: number;
}

/** Half of the rollouts were drawn by the model alone, the others by each of these in turn. */
export const policies = [null, null, null, '0001', '0002', '0004'] as const;
export const largeStoreModel = { name: 'qwen2.5-coder-0.5b-instruct', hash: 'f00d'.repeat(16) };

const perDoc = 4;
const perFunction = 16;
const halfAYear = 183 * 86_400_000;
const languages = [
  ['python', 'py'],
  ['typescript', 'ts'],
  ['go', 'go'],
  ['ruby', 'rb'],
] as const;
const folders = [
  'src/basket',
  'src/orders',
  'src/stock',
  'src/tax',
  'lib/text',
  'lib/time',
  'tools',
];
const verbs = [
  'total',
  'discount',
  'reserve',
  'round',
  'merge',
  'format',
  'parse',
  'split',
  'ship',
];
const nouns = ['price', 'order', 'item', 'line', 'rate', 'label', 'date', 'parcel'];

/**
 * Writes a store as months of use leave it: rewards that rise with each adapter, languages and
 * folders of different difficulty, some failures. The same options write the same records.
 */
export function writeLargeStore(directory: string, options: LargeStoreOptions = {}): void {
  const {
    repository = '/work/shop',
    reconstructions = 100_000,
    until = Date.UTC(2026, 5, 30),
  } = options;
  const random = seededRandom(7);
  const { connection } = openDatabase(join(directory, 'roundtrip.db'), () => {});
  const from = until - halfAYear;
  const functions = Math.ceil(reconstructions / perFunction);
  const step = halfAYear / functions;
  inTransaction(connection, () => {
    for (let number = 0; number < functions; number++) {
      const subject = subjectOf(repository, number);
      const progress = number / functions;
      const adapter = policies[Math.floor(progress * policies.length)] ?? null;
      const skill = policies.indexOf(adapter) < 0 ? 0 : 0.04 * policies.indexOf(adapter);
      const hardness = 0.22 * random() + 0.05 * (number % languages.length);
      for (let doc = 0; doc < perFunction / perDoc; doc++) {
        const at = Math.round(from + step * (number + doc / 8));
        const failed = random() < 0.02;
        const text = failed ? null : docOf(subject, doc);
        const generation = generationOf(adapter, 'documentation/1/python/plain', number + doc);
        const documentationId = insertDocumentation(
          connection,
          { subject, generation, doc: text, failure: failed ? 'empty-reply' : null },
          at,
        );
        if (text === null) continue;
        for (let draw = 0; draw < perDoc; draw++) {
          const similarity = clamp(0.55 + skill - hardness + 0.35 * (random() + random() - 1));
          const broken = random() < 0.03;
          insertReconstruction(
            connection,
            {
              subject,
              generation: generationOf(adapter, 'reconstruction/1/python', number + draw),
              documentationId,
              doc: text,
              code: broken ? null : rebuiltOf(subject, draw),
              reward: broken ? null : similarity < 0.08 ? -0.2 : similarity,
              similarity: broken ? null : similarity,
              parts: { graph: similarity, syntax: clamp(similarity + 0.1), leak: 0, form: 1 },
              failure: broken ? 'unusable-reply' : null,
            },
            at + 1000 * (draw + 1),
          );
        }
      }
    }
  });
  connection.close();
}

function subjectOf(repository: string, number: number): Subject {
  const [language, ending] = languages[number % languages.length] ?? languages[0];
  const folder = folders[Math.floor(number / 3) % folders.length] ?? 'src';
  const verb = verbs[number % verbs.length] ?? 'total';
  const noun = nouns[Math.floor(number / 9) % nouns.length] ?? 'price';
  const name = `${verb}_${noun}_${number}`;
  const signature = signatures[language](name);
  return {
    repository,
    path: `${folder}/${noun}s.${ending}`,
    qualifiedName: name,
    language,
    signature,
    code: codes[language](signature, number),
  };
}

const signatures = {
  python: (name: string) => `def ${name}(items, rate):`,
  typescript: (name: string) => `function ${name}(items: Item[], rate: number): number {`,
  go: (name: string) => `func ${name}(items []Item, rate float64) float64 {`,
  ruby: (name: string) => `def ${name}(items, rate)`,
};

const codes = {
  python: (head: string, n: number) =>
    `${head}\n    total = 0\n    for item in items:\n        if item.count > ${n % 7}:\n            total += item.price * item.count\n    return round(total * (1 + rate), 2)`,
  typescript: (head: string, n: number) =>
    `${head}\n  let total = 0;\n  for (const item of items) {\n    if (item.count > ${n % 7}) total += item.price * item.count;\n  }\n  return Math.round(total * (1 + rate) * 100) / 100;\n}`,
  go: (head: string, n: number) =>
    `${head}\n\ttotal := 0.0\n\tfor _, item := range items {\n\t\tif item.Count > ${n % 7} {\n\t\t\ttotal += item.Price * float64(item.Count)\n\t\t}\n\t}\n\treturn total * (1 + rate)\n}`,
  ruby: (head: string, n: number) =>
    `${head}\n  chosen = items.select { |item| item.count > ${n % 7} }\n  total = chosen.sum { |item| item.price * item.count }\n  (total * (1 + rate)).round(2)\nend`,
};

function docOf({ qualifiedName }: Subject, draw: number): string {
  const words = qualifiedName.split('_').slice(0, 2).join(' ');
  return [
    `Computes the ${words} of the given items with the rate applied.`,
    '',
    `Items are counted only above a least number; the sum is ${draw % 2 ? 'rounded to cents' : 'returned'}.`,
  ].join('\n');
}

/** The code with one line changed, as a model with a middling doc leaves it. */
function rebuiltOf({ code }: Subject, draw: number): string {
  const lines = code.split('\n');
  const changed = 1 + (draw % Math.max(1, lines.length - 2));
  return lines
    .map((line, index) => (index === changed ? line.replace(/total|chosen/, 'amount') : line))
    .join('\n')
    .replace('count >', draw > 1 ? 'count >=' : 'count >')
    .replace('.Count >', draw > 1 ? '.Count >=' : '.Count >');
}

function generationOf(adapter: string | null, promptVersion: string, seed: number) {
  return {
    model: largeStoreModel.name,
    modelHash: largeStoreModel.hash,
    ...{ adapter, promptVersion, seed },
    ...{ temperature: 0.8, topK: 0, topP: 0.95, minP: 0.05 },
    promptTokens: Array.from({ length: 180 }, (_, index) => 1000 + index),
    completionTokens: Array.from({ length: 60 }, (_, index) => 2000 + index),
    stopReason: 'rule',
    milliseconds: 840,
  };
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
