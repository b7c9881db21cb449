import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress } from '../../../src/cli/progress.ts';

let written: string;
const isTerminal = process.stderr.isTTY;

beforeEach(() => {
  written = '';
  vi.useFakeTimers();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.stderr.isTTY = isTerminal;
});

describe('progress in a pipe', () => {
  it('says the latest each 10 s, however long one step takes', () => {
    process.stderr.isTTY = false;
    const progress = new Progress();
    progress.report('1/2');
    vi.advanceTimersByTime(9_999);
    expect(written).toBe('');
    vi.advanceTimersByTime(1);
    progress.report('2/2');
    vi.advanceTimersByTime(20_000);
    expect(written).toBe('1/2\n2/2\n2/2\n');
    progress.dispose();
    vi.advanceTimersByTime(60_000);
    expect(written).toBe('1/2\n2/2\n2/2\n');
  });
});

describe('progress on a terminal', () => {
  it('draws over itself, not too often, and is gone when results come', () => {
    process.stderr.isTTY = true;
    const progress = new Progress();
    progress.report('1/3');
    progress.report('2/3');
    progress.clear();
    progress.report('3/3');
    expect(written.split('\r\x1b[K')).toEqual(['', '1/3', '', '3/3']);
    progress.dispose();
  });
});
