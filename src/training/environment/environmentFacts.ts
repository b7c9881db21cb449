import { text } from 'node:stream/consumers';
import { startProcess } from '../../common/childProcess.ts';
import { trainerVariables } from '../trainerVariables.ts';
import { installFailure } from './installFailure.ts';
import type { EnvironmentFacts } from './types.ts';

/** Imports all that the trainer imports, and prints what an EnvironmentFacts tells. */
const question = `
import json
import gguf, peft, torch, transformers
from roundtrip_trainer.doctor import facts
print(json.dumps({**facts(), 'toolkit': torch.version.cuda or torch.version.hip}))
`;

/**
 * What the environment holds; it takes seconds, since all is imported.
 * @param python of the environment.
 * @param source the folder of the trainer.
 * @throws RoundtripError `environment-failed` if something can't be imported.
 */
export async function environmentFacts(
  python: string,
  source: string,
  signal?: AbortSignal,
): Promise<EnvironmentFacts> {
  const options = { directory: source, environment: trainerVariables(source), signal };
  const { output, ended } = startProcess(python, ['-c', question], options);
  const [answer, { code, errors }] = await Promise.all([text(output), ended]);
  if (code !== 0) throw installFailure('Checking', errors);
  // What a package says while it is imported comes before.
  return JSON.parse(answer.trim().split('\n').at(-1) ?? '');
}
