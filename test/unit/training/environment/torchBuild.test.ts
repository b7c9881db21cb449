import { describe, expect, it } from 'vitest';
import { suitsMachine } from '../../../../src/training/environment/torchBuild.ts';

const common = ['filelock', 'sympy>=1.13.3', 'nvidia-thing==1; extra == "bench"'];
const cuda = [
  'cuda-bindings<14,>=13.0.3; platform_system == "Linux" and python_version < "3.15"',
  'nvidia-cudnn-cu13==9.20.0.48; platform_system == "Linux"',
];

/** As `pip install --dry-run --report -` prints it. */
function report(version: string, requirements: readonly string[]): string {
  const metadata = { name: 'torch', version, requires_dist: requirements };
  return JSON.stringify({ version: '1', install: [{ metadata, is_direct: false }] });
}

describe('the build of torch that pip would bring', () => {
  it.each([
    ['linux', '2.13.0+cpu', common, { processor: true, card: false }],
    ['linux', '2.13.0', [...common, ...cuda], { processor: false, card: false }],
    ['linux', '2.13.0+cu126', common, { processor: false, card: true }],
    ['linux', '2.13.0+rocm7.1', common, { processor: false, card: true }],
    ['linux', '2.13.0', common, { processor: true, card: false }],
    ['win32', '2.13.0', [...common, ...cuda], { processor: true, card: false }],
    ['darwin', '2.13.0', [...common, ...cuda], { processor: true, card: false }],
  ] as const)('on %s, %s with %j', (platform, version, requirements, suits) => {
    const told = report(version, requirements);
    expect({
      processor: suitsMachine(told, false, platform),
      card: suitsMachine(told, true, platform),
    }).toEqual(suits);
  });

  it('that is none suits no machine', () => {
    expect(suitsMachine('{"install": []}', false)).toBe(false);
  });
});
