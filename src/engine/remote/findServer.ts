import { RoundtripError } from '../../common/errors.ts';
import type { CompletionServer } from './completionServer.ts';
import type { HttpClient } from './httpClient.ts';
import { objectOf } from './json.ts';
import { LlamaServer } from './llamaServer.ts';
import { VllmServer } from './vllmServer.ts';

/**
 * Finds out what kind of server is there: `/props` is llama-server's alone, `/version` vLLM's.
 * @throws RoundtripError `server-failed`, also for a server that can't tell token ids.
 */
export async function findServer(http: HttpClient, signal: AbortSignal): Promise<CompletionServer> {
  const props = await http.find('/props', signal);
  if (objectOf(props).default_generation_settings !== undefined) {
    return LlamaServer.connect(http, props, signal);
  }
  const { version } = objectOf(await http.find('/version', signal));
  if (typeof version === 'string') return VllmServer.connect(http, signal);
  throw new RoundtripError(
    'server-failed',
    `The server at ${http.base} is neither llama-server nor vLLM. Others don’t tell the token ids of prompts and replies, without which rollouts can’t train.`,
    { server: http.base },
  );
}
