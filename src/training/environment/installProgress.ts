import type { SetUpProgress } from './types.ts';

const units: Readonly<Record<string, number>> = {
  bytes: 1,
  B: 1,
  kB: 1e3,
  KiB: 2 ** 10,
  MB: 1e6,
  MiB: 2 ** 20,
  GB: 1e9,
  GiB: 2 ** 30,
};

/**
 * What a line of pip's or uv's output tells of the progress; null for any other line. pip:
 * `Collecting torch==2.13.0`, `Downloading torch-2.13.0-cp311-….whl (190.5 MB)`, `Processing PATH`,
 * `Installing collected packages: …`; uv: `Downloading torch (181.2MiB)`, `Prepared 10 packages in 3s`.
 */
export function installProgress(line: string): SetUpProgress | null {
  const [, verb, what = '', size, unit = ''] =
    /^\s*(Collecting|Downloading|Using cached|Processing|Installing collected packages:|Prepared) (\S+)(?:.*?\(([\d.]+) ?(bytes|[kKMG]i?B|B)\))?/.exec(
      line,
    ) ?? [];
  switch (verb) {
    case undefined:
      return null;
    case 'Installing collected packages:':
    case 'Prepared':
      return { phase: 'Installing', package: null, bytes: null };
    case 'Collecting':
      return { phase: 'Looking for', package: what.replace(/[^\w.-].*/, ''), bytes: null };
    default:
      return {
        phase: 'Downloading',
        package: projectOf(what),
        bytes: size === undefined ? null : Math.round(Number(size) * (units[unit] ?? 1)),
      };
  }
}

/** `torch` of `/opt/wheels/torch-2.13.0-cp311-….whl`. */
function projectOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/-\d.*$/, '');
}
