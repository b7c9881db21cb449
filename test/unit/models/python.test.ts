import { describe, expect, it } from 'vitest';
import { pipFailure } from '../../../src/models/python.ts';

describe("pip's complaints", () => {
  it.each([
    [
      'ERROR: Could not find a version that satisfies the requirement a==1 (from versions: none)\nERROR: No matching distribution found for a==1\n',
      'download-failed',
      'the package index that pip uses does not offer it',
    ],
    [
      'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n',
      'disk-full',
      'Free some space',
    ],
    [
      'WARNING: Retrying\nERROR: 401 for https://ada:secret@example.org/simple/a/.\n',
      'download-failed',
      'could not download a==1: 401 for https://***@example.org/simple/a/. Check the network',
    ],
    ['/usr/bin/python3: No module named pip', 'download-failed', 'No module named pip'],
    ['', 'download-failed', 'could not download a==1'],
  ])('%j become %s', (errors, code, sentence) => {
    const { message, ...failure } = pipFailure('a==1', errors);
    expect(failure.code).toBe(code);
    expect(message).toContain(sentence);
  });
});
