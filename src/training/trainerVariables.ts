import { join } from 'node:path';

/**
 * Environment variables that hide the person's other Python packages. The path that pip installs to
 * is the environment's own too; all else of their settings is heard.
 */
export const ownPackagesAlone: Readonly<Record<string, string | undefined>> = {
  PYTHONHOME: undefined,
  PYTHONPATH: undefined,
  PYTHONNOUSERSITE: '1',
  PIP_USER: '0',
  PIP_TARGET: undefined,
  PIP_PREFIX: undefined,
};

/**
 * Environment variables for the trainer: its modules come from `source` and its environment alone,
 * so that they always fit this Roundtrip, and nothing is downloaded.
 */
export function trainerVariables(source: string): Record<string, string | undefined> {
  return {
    ...ownPackagesAlone,
    PYTHONPATH: join(source, 'src'),
    PYTHONUTF8: '1',
    HF_HUB_OFFLINE: '1',
    TRANSFORMERS_OFFLINE: '1',
    TOKENIZERS_PARALLELISM: 'false',
  };
}
