import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { canonicalRules } from '../../../../src/reward/graph/rules/index.ts';

const documentation = readFileSync('docs/reward.md', 'utf8');

/** Code in a table's cell. */
const cell = (code: string) =>
  code
    .split('\n')
    .map((line) => `\`${line.replaceAll('|', '\\|')}\``)
    .join('<br>');

it.each(canonicalRules.map((rule) => [rule.name, rule] as const))(
  'docs/reward.md shows the rule “%s”',
  (_, { name, before, after }) => {
    expect(documentation).toContain(`| ${name} | ${cell(before)} | ${cell(after)} |`);
  },
);
