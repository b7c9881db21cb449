import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { type GlobalOptions, positive, withGlobalOptions } from '../../../src/cli/options.ts';

function parse(...args: string[]): GlobalOptions {
  const command = withGlobalOptions(new Command()).exitOverride();
  command.configureOutput({ writeErr: () => {} });
  return command.parse(args, { from: 'user' }).opts();
}

describe('--seed', () => {
  it.each([
    ['0', 0],
    ['4294967295', 4_294_967_295],
  ])('%s is taken', (text, seed) => expect(parse('--seed', text).seed).toBe(seed));

  it.each(['-1', '4294967296', '1.5', 'x', ' '])('%j is refused', (text) => {
    expect(() => parse(`--seed=${text}`)).toThrow('whole number from 0');
  });
});

describe('a count', () => {
  it.each([['1', 1] as const, ['16', 16] as const])('%s is taken', (text, count) => {
    expect(positive(text)).toBe(count);
  });

  it.each(['0', '-1', '2.5', 'many', ''])('%j is refused', (text) => {
    expect(() => positive(text)).toThrow('whole number from 1');
  });
});

describe('--gpu', () => {
  it('is auto unless it is said', () => expect(parse().gpu).toBe('auto'));
  it('is one of a few', () => expect(() => parse('--gpu', 'tpu')).toThrow('Allowed choices'));
});
