import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineFacts } from '../../../src/models/machine.ts';
import { fits, suggestModel } from '../../../src/models/suggest.ts';
import type { MachineFacts } from '../../../src/models/types.ts';

const gibibyte = 2 ** 30;

/** Memory, processors, memory of the graphics card (0 for none); all in GB as sold. */
function machine(memory: number, processors: number, gpu = 0): MachineFacts {
  return {
    totalMemoryBytes: memory * gibibyte,
    processors,
    gpuMemoryBytes: gpu > 0 ? gpu * gibibyte : null,
    gpuName: gpu > 0 ? 'RTX' : null,
  };
}

describe('suggestModel', () => {
  it.each<[string, MachineFacts, string]>([
    ['a small old laptop', machine(2, 2), 'qwen2.5-coder-0.5b-instruct'],
    ['a laptop of 4 GB', machine(4, 4), 'qwen2.5-coder-0.5b-instruct-q8_0'],
    ['few processors, much memory', machine(24, 2), 'qwen2.5-coder-0.5b-instruct-q8_0'],
    ['many processors, little memory', machine(3, 16), 'qwen2.5-coder-0.5b-instruct-q8_0'],
    ['a usual laptop', machine(16, 8), 'qwen2.5-coder-1.5b-instruct'],
    ['a large server without a card', machine(512, 128), 'qwen2.5-coder-1.5b-instruct'],
    ['a card too small to matter', machine(16, 4, 1), 'qwen2.5-coder-0.5b-instruct-q8_0'],
    ['a card of 4 GB', machine(16, 4, 4), 'qwen2.5-coder-1.5b-instruct'],
    ['a card of 6 GB', machine(16, 8, 6), 'qwen2.5-coder-1.5b-instruct'],
    ['a card of 8 GB', machine(16, 8, 8), 'qwen2.5-coder-7b-instruct'],
    ['a card of 24 GB', machine(64, 32, 24), 'qwen2.5-coder-7b-instruct'],
  ])('%s', (_, facts, name) => {
    expect(suggestModel(facts).entry.name).toBe(name);
  });

  it.each<[MachineFacts, RegExp]>([
    [machine(24, 2), /24 GB of memory and 2 processors, no graphics card: .*soonest/],
    [machine(1.5, 2), /1\.5 GB of memory .*smallest model/],
    [machine(16, 8), /16 GB of memory and 8 processors, no graphics card: enough/],
    [machine(16, 2, 1), /a graphics card of 1 GB \(RTX\): .*soonest/],
    [machine(16, 8, 8), /a graphics card of 8 GB \(RTX\), which holds this model whole/],
  ])('says why, with the numbers', (facts, reason) => {
    expect(suggestModel(facts).reason).toMatch(reason);
  });

  it('never suggests a smaller model for more memory, processors or a larger card', () => {
    const memory = fc.integer({ min: 1, max: 64 });
    const more = fc.integer({ min: 0, max: 64 });
    fc.assert(
      fc.property(memory, memory, memory, more, more, more, (m, p, g, dm, dp, dg) => {
        const smaller = suggestModel(machine(m, p, g)).entry;
        const larger = suggestModel(machine(m + dm, p + dp, g + dg)).entry;
        expect(larger.bytes).toBeGreaterThanOrEqual(smaller.bytes);
      }),
    );
  });
});

describe('fits', () => {
  it.each<[number, MachineFacts, boolean]>([
    [4.7e9, machine(8, 8), false],
    [4.7e9, machine(16, 8), true],
    [4.7e9, machine(8, 8, 8), true],
    [4.7e9, machine(8, 8, 6), false],
    [0.1e9, machine(2, 1), true],
  ])('%d bytes on %o: %s', (bytes, facts, expected) => {
    expect(fits(bytes, facts)).toBe(expected);
  });
});

describe('machineFacts', () => {
  it('counts the memory of a graphics card only where it computes', () => {
    const memoryBytes = 8 * gibibyte;
    expect(machineFacts({ device: 'cuda', name: 'RTX', memoryBytes })).toMatchObject({
      gpuMemoryBytes: memoryBytes,
      gpuName: 'RTX',
    });
    expect(machineFacts({ device: 'cpu', name: 'CPU', memoryBytes })).toMatchObject({
      gpuMemoryBytes: null,
      gpuName: null,
    });
  });

  it('knows this machine', () => {
    const facts = machineFacts({ device: 'cpu', name: null, memoryBytes: null });
    expect(facts.processors).toBeGreaterThanOrEqual(1);
    expect(facts.totalMemoryBytes).toBeGreaterThan(gibibyte / 4);
  });
});
