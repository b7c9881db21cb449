import { describe, expect, it } from 'vitest';
import { installProgress } from '../../../../src/training/environment/installProgress.ts';

describe('a line of pip or uv', () => {
  it.each([
    ['Collecting torch==2.13.0 (from -r requirements.lock (line 3))', 'Looking for', 'torch', null],
    ['Collecting huggingface_hub>=1.0', 'Looking for', 'huggingface_hub', null],
    [
      '  Downloading uv-0.13.9-py3-none-manylinux_2_17_x86_64.whl (17.6 MB)',
      ...['Downloading', 'uv', 17_600_000],
    ],
    ['  Using cached toolz-1.1.0-py3-none-any.whl (58 kB)', 'Downloading', 'toolz', 58_000],
    [
      'Processing /opt/wheels/torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl',
      ...['Downloading', 'torch', null],
    ],
    ['Processing c:\\wheels\\numpy-2.4.6-cp311-cp311-win_amd64.whl', 'Downloading', 'numpy', null],
    ['Installing collected packages: mpmath, sympy, torch', 'Installing', null, null],
    ['Downloading torch (181.0MiB)', 'Downloading', 'torch', 189_792_256],
    ['Prepared 10 packages in 3.42s', 'Installing', null, null],
  ] as const)('%s', (line, phase, name, bytes) => {
    expect(installProgress(line)).toEqual({ phase, package: name, bytes });
  });

  it.each([
    'Looking in indexes: http://127.0.0.1:9/simple',
    'Requirement already satisfied: pip in ./venv/lib/python3.11/site-packages (26.0)',
    'Using Python 3.11.7 environment at: venv',
    ' + torch==2.13.0+cpu',
    '',
  ])('%j says nothing of the progress', (line) => {
    expect(installProgress(line)).toBeNull();
  });
});
