import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { version } from '../../../../package.json';
import type { Bar, Checked } from '../../../../src/cli/check/checked.ts';
import { type CheckedPlace, sarifLog } from '../../../../src/cli/check/sarif.ts';
import { aChecked } from './checkedFunction.ts';

/** What these tests read of a log. */
interface Log {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync('test/fixtures/sarif-schema-2.1.0.json', 'utf8')),
);

const started = new Date(Date.UTC(2026, 0, 1));
const run = { root: '/work/shop', started, ended: new Date(started.getTime() + 1500), exitCode: 1 };
const commit = '0123456789abcdef0123456789abcdef01234567';
const bar: Bar = { minFidelity: 0.8, drift: true };

function place(facts: Partial<Checked> = {}, other: Partial<CheckedPlace> = {}): CheckedPlace {
  const checked = aChecked(facts);
  const drifted = checked.verdict === 'drifted';
  return { checked, file: `/work/shop/${checked.path}`, endLine: 12, drifted, ...other };
}

function logOf(...places: readonly CheckedPlace[]): Log {
  const log = sarifLog(places, { ...run, bar });
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log as Log;
}

const resultsOf = (...places: readonly CheckedPlace[]) => logOf(...places).runs[0]?.results ?? [];

const below = place({ verdict: 'below', fidelity: 0.31 });
const drifted = place({ verdict: 'drifted', drift: 0.25, interval: [0.1, 0.4], commit });

describe('the SARIF log', () => {
  it('holds what is under the bar, where it stands', () => {
    expect(logOf(below, place())).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'Roundtrip',
              version,
              rules: [{ id: 'low-fidelity' }, { id: 'drift' }],
            },
          },
          originalUriBaseIds: { '%SRCROOT%': { uri: 'file:///work/shop/' } },
          invocations: [
            {
              executionSuccessful: true,
              exitCode: 1,
              startTimeUtc: '2026-01-01T00:00:00.000Z',
              endTimeUtc: '2026-01-01T00:00:01.500Z',
            },
          ],
          results: [
            {
              ruleId: 'low-fidelity',
              ruleIndex: 0,
              level: 'warning',
              message: {
                text: 'From the documentation of Basket.total 31% of its code comes back; the bar is 80%.',
              },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'src/basket.py', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 7, endLine: 12 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('holds drift, with the commit that the documentation is of', () => {
    expect(resultsOf(drifted)).toMatchObject([
      {
        ruleId: 'drift',
        ruleIndex: 1,
        message: {
          text: 'The documentation of Basket.total fits its code of 0123456789ab better than the present code (drift 0.25).',
        },
        properties: { drift: 0.25, interval: [0.1, 0.4], commit },
      },
    ]);
  });

  it('holds both of a function that is both', () => {
    const both = place({ verdict: 'drifted', drift: 0.25, fidelity: 0.1 });
    expect(resultsOf(both).map(({ ruleId }) => ruleId)).toEqual(['drift', 'low-fidelity']);
  });

  it('notes what could not be judged', () => {
    const unknown = place({ verdict: 'unknown', fidelity: null, reason: 'prompt-too-long' });
    const text = 'Basket.total could not be judged: too long for the model.';
    expect(logOf(unknown)).toMatchObject({
      runs: [
        {
          results: [],
          invocations: [{ toolExecutionNotifications: [{ level: 'note', message: { text } }] }],
        },
      ],
    });
  });

  it('is valid without any function', () => {
    expect(resultsOf()).toEqual([]);
  });

  it.each([
    ['/work/shop/a b/ü#1%.py', { uri: 'a%20b/%C3%BC%231%25.py', uriBaseId: '%SRCROOT%' }],
    ['/work/shop/..odd/a.py', { uri: '..odd/a.py', uriBaseId: '%SRCROOT%' }],
    ['/work/other/a.py', { uri: 'file:///work/other/a.py' }],
  ])('names the file %s as %j', (file, artifactLocation) => {
    const [found] = resultsOf({ ...below, file });
    expect(found).toMatchObject({ locations: [{ physicalLocation: { artifactLocation } }] });
  });
});

describe('a fingerprint', () => {
  const of = (...places: readonly CheckedPlace[]) =>
    resultsOf(...places).map(
      ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
    );

  it('stays when lines, numbers and other functions change', () => {
    const moved = place({ verdict: 'below', fidelity: 0.2, line: 70 }, { endLine: 80 });
    const other = place({ verdict: 'below', fidelity: 0.1, qualifiedName: 'first' });
    expect(of(other, moved)[1]).toBe(of(below)[0]);
  });

  it('differs by file, function, rule and namesake', () => {
    const places = [
      below,
      { ...below, file: '/work/shop/other.py' },
      place({ verdict: 'below', fidelity: 0.1, qualifiedName: 'other' }),
      drifted,
      below,
    ];
    const fingerprints = of(...places);
    expect(new Set(fingerprints).size).toBe(places.length);
  });
});
