import { text } from 'node:stream/consumers';
import { startProcess } from '../../common/childProcess.ts';
import { ownPackagesAlone } from './installer.ts';
import { installFailure } from './installFailure.ts';
import type { EnvironmentFacts } from './types.ts';

/** Imports what the trainer imports, and prints what an EnvironmentFacts tells. */
const question = `
import json, platform
import gguf, peft, torch, transformers
from importlib.metadata import version
device = 'cuda' if torch.cuda.is_available() else 'mps' if torch.backends.mps.is_available() else 'cpu'
print(json.dumps({
    'python': platform.python_version(),
    'torch': torch.__version__,
    **{name: version(name) for name in ('transformers', 'peft', 'gguf')},
    'device': device,
    'deviceName': torch.cuda.get_device_name() if device == 'cuda' else None,
    'toolkit': torch.version.cuda or torch.version.hip,
}))
`;

/**
 * What the environment holds; it takes seconds, since all is imported.
 * @param python of the environment.
 * @throws RoundtripError `environment-failed` if something can't be imported.
 */
export async function environmentFacts(
  python: string,
  directory: string,
  signal?: AbortSignal,
): Promise<EnvironmentFacts> {
  const options = { directory, environment: ownPackagesAlone, signal };
  const { output, ended } = startProcess(python, ['-c', question], options);
  const [answer, { code, errors }] = await Promise.all([text(output), ended]);
  if (code !== 0) throw installFailure('Checking', errors);
  // What a package says while it is imported comes before.
  return JSON.parse(answer.trim().split('\n').at(-1) ?? '');
}
