import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../../src/training/adapters/manifest.ts';
import { aManifest } from './adapters.ts';

const whole = { version: 1, ...aManifest('0007'), sha256: 'a'.repeat(64) };
const heldOut = { before: 0.1, after: 0.2, difference: 0.1, interval: [0.05, 0.15], n: 40 };

describe('a manifest', () => {
  it.each([
    ['of a candidate', {}],
    ['of one that was judged', { status: 'promoted', heldOut, reason: 'Better.' }],
    [
      'of one that was imported',
      { status: 'imported', repository: null, objective: null, config: null, metrics: null },
    ],
    ['with fields of a later time', { mood: 'good' }],
  ])('%s is read as it was written', (_, change) => {
    const manifest = { ...whole, ...change };
    expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
  });

  it.each([
    ['of another version', { version: 2 }],
    ['with a number for an id', { id: 7 }],
    ['with a path for an id', { id: '../0007' }],
    ['without a model', { model: undefined }],
    ['with half a model', { model: { name: 'smollm2' } }],
    ['with a status unheard of', { status: 'great' }],
    ['with half an interval', { heldOut: { ...heldOut, interval: [0.1] } }],
    ['with a date in words', { createdAt: 'yesterday' }],
    ['with a checksum cut short', { sha256: 'abc' }],
    ['with a list for metrics', { metrics: [] }],
  ])('%s is none', (_, change) => {
    expect(parseManifest(JSON.stringify({ ...whole, ...change }))).toBeNull();
  });

  it.each(['', '{', 'null', '[]', '"0007"'])('is not %j', (text) => {
    expect(parseManifest(text)).toBeNull();
  });
});
