import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildValueGraph } from '../../../../../src/reward/graph/buildValueGraph.ts';
import { go } from '../../../../../src/reward/graph/lowering/go.ts';
import { ruby } from '../../../../../src/reward/graph/lowering/ruby.ts';
import {
  graphFeatures,
  graphSimilarity,
} from '../../../../../src/reward/graph/weisfeilerLehman.ts';
import { readSyntaxTree } from '../../../../../src/reward/syntaxNode.ts';
import { testParser } from '../../../../support/grammars.ts';

const parser = testParser();
await parser.load('go', 'ruby');

const languages = {
  go: { lowering: go, before: 'package p\n' },
  ruby: { lowering: ruby, before: '' },
};

function features(language: keyof typeof languages, code: string) {
  const { lowering, before } = languages[language];
  const text = before + code;
  const tree = parser.parse(language, text);
  try {
    expect(tree.rootNode.hasError, code).toBe(false);
    const definition = lowering.definition(readSyntaxTree(tree, text));
    if (!definition) throw new Error(`There is no function in ${code}`);
    return graphFeatures(buildValueGraph(definition, lowering.traits).graph);
  } finally {
    tree.delete();
  }
}

interface Pair {
  readonly name: string;
  readonly original: string;
  readonly candidate: string;
  readonly isEqual: boolean;
}

/** Groups of `#### name`, a function, and after it equal ones (`==`) and broken ones (`!!`). */
function readPairs(language: string): Pair[] {
  const text = readFileSync(new URL(`pairs/${language}.txt`, import.meta.url), 'utf8');
  const groups = text.split(/^#### /m).slice(1);
  return groups.flatMap((group) => {
    const [name = ''] = group.split('\n', 1);
    const [original = '', ...rest] = group.slice(name.length + 1).split(/^(==|!!)\n/m);
    return rest.flatMap((candidate, place) =>
      place % 2 === 0 ? [] : [{ name, original, candidate, isEqual: rest[place - 1] === '==' }],
    );
  });
}

describe.each(['go', 'ruby'] as const)('two functions in %s', (language) => {
  const pairs = readPairs(language);
  const similarity = ({ original, candidate }: Pair) =>
    graphSimilarity(features(language, original), features(language, candidate));

  it.each(pairs.filter(({ isEqual }) => isEqual))('are one graph: $name, $candidate', (pair) => {
    expect(similarity(pair)).toBe(1);
  });

  it.each(pairs.filter(({ isEqual }) => !isEqual))('differ: $name, $candidate', (pair) => {
    expect(similarity(pair)).toBeLessThan(1);
  });
});
