import { describe, expect, it } from 'vitest';
import { shannonEntropy } from '../../../src/secrets/entropy.ts';
import { secretIn } from '../../../src/secrets/secretIn.ts';
import { parser, realFunctions } from '../reward/support.ts';
import { planted } from './planted.ts';
import { RandomText } from './randomText.ts';
import { secretKinds } from './secretKinds.ts';

/** So many of each kind, each in another function. */
const ofEachKind = 20;

describe('secrets planted into real functions', () => {
  const random = new RandomText(20_261_122);
  const places = realFunctions.filter((one) => planted(parser, one, 'value', '') !== null);
  const all = secretKinds.flatMap(([kind, variable, make]) =>
    Array.from({ length: ofEachKind }, () => {
      const place = places[random.below(places.length)];
      const code = place && planted(parser, place, variable, make(random));
      if (!place || !code) throw new Error('There is no function to plant a secret into.');
      return { kind, language: place.language, code };
    }),
  );
  const missed = all.filter(({ code }) => secretIn(code) === null);

  it('are of 30 kinds at least, 300 in all, in several languages', () => {
    expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(30);
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map(({ language }) => language)).size).toBeGreaterThanOrEqual(5);
  });

  it('are caught, 99 of 100', () => {
    const kinds = missed.map(({ kind, language }) => `${kind} in ${language}`);
    expect(missed.length / all.length, kinds.join(', ')).toBeLessThanOrEqual(0.01);
  });

  it('are caught because of the secret: none of these functions has one by itself', () => {
    expect(realFunctions.filter(({ code }) => secretIn(code) !== null)).toEqual([]);
  });
});

describe('what is no secret', () => {
  it.each([
    ['a password that is asked for', 'password = getpass.getpass("IMAP password")'],
    ['a comparison', 'if (password === "s3cr3t-w0rd!") return;'],
    ['a placeholder', 'password = "<your-password>"'],
    ['a variable in a text', `const url = \`postgres://app:\${password}@db/shop\`;`],
    ['how a private key begins', `if (pem.startsWith("-----BEGIN ${''}PRIVATE KEY-----")) return;`],
    ['an alphabet', 'digits = "0123456789abcdefABCDEF"'],
    ['a path', 'import("node_modules/typescript/lib/typescript.js")'],
    ['a name of a setting', 'const passwordKey = "database.password";'],
    ['a long name', 'token = "authorization_request_token_not_found"'],
  ])('is %s', (_, code) => expect(secretIn(code)).toBeNull());
});

describe('a text longer than what rules see at once', () => {
  const secret = `value = "ghp_${new RandomText(1).mixed(36)}"`;

  it('is read whole: a secret is found wherever it stands', () => {
    for (let before = 0; before < 6_000; before += 97) {
      expect(secretIn(`${'word '.repeat(before / 5)}\n${secret}\n${'more '.repeat(900)}`)).toBe(
        'github-pat',
      );
    }
  });
});

describe('the entropy of a text', () => {
  it.each([
    ['', 0],
    ['aaaa', 0],
    ['abab', 1],
    ['0123456789abcdef', 4],
  ])('%o is %d bits a character', (text, bits) => expect(shannonEntropy(text)).toBeCloseTo(bits));
});
