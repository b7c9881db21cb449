import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  type GlobalOptions,
  positive,
  share,
  withGlobalOptions,
  withJoinedValue,
} from '../../../src/cli/options.ts';

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

describe('a share', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['0.8', 0.8],
    ['.8', 0.8],
    ['80%', 0.8],
    ['99.5%', 0.995],
    ['100%', 1],
  ])('%s is taken', (text, value) => expect(share(text)).toBeCloseTo(value, 10));

  it.each(['', '%', '80', '1.01', '101%', '-0.1', '8e-1', '0x1', 'NaN', '80 %', '0,8'])(
    '%j is refused',
    (text) => expect(() => share(text)).toThrow('from 0 to 1, or from 0% to 100%'),
  );
});

describe('a flag whose value may be left out', () => {
  it.each([
    [
      ['--changed', 'src'],
      ['--changed=', 'src'],
    ],
    [
      ['src', '--changed'],
      ['src', '--changed='],
    ],
    [
      ['--changed=main', 'src'],
      ['--changed=main', 'src'],
    ],
    [
      ['--changed', '--', '--changed'],
      ['--changed=', '--', '--changed'],
    ],
    [['src'], ['src']],
  ])('of %j takes only what is joined to it: %j', (args, joined) => {
    expect(withJoinedValue(args, '--changed')).toEqual(joined);
  });
});

describe('--gpu', () => {
  it('is auto unless it is said', () => expect(parse().gpu).toBe('auto'));
  it('is one of a few', () => expect(() => parse('--gpu', 'tpu')).toThrow('Allowed choices'));
});
