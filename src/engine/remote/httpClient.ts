import { setTimeout as delay } from 'node:timers/promises';
import { RoundtripError } from '../../common/errors.ts';
import { serverSentEvents } from './serverSentEvents.ts';

/** Milliseconds to wait before each new try at a server that is busy or still loads its model. */
const backoff = [250, 500, 1000, 2000, 4000, 8000, 16_000, 16_000];
const busy: ReadonlySet<number> = new Set([429, 503]);
const longestWaitMs = 60_000;
/** What a server sends when there is nothing more to come. */
const streamEnd = '[DONE]';

/**
 * Speaks JSON with a server that the person owns. Whatever goes wrong becomes a RoundtripError
 * `server-failed`; an aborted call rejects at once and closes its socket. Neither what was sent nor
 * what came back is part of an error: it may hold source code.
 */
export class HttpClient {
  /**
   * @param base the server's address, without a slash at the end.
   * @param key sent as a bearer token; null for a server without keys.
   */
  constructor(
    readonly base: string,
    private readonly key: string | null,
    private readonly waits: readonly number[] = backoff,
  ) {}

  /** The JSON at `path`, or null where the server has nothing there. */
  async find(path: string, signal: AbortSignal): Promise<unknown> {
    const response = await this.request(path, null, signal);
    if (response.status !== 404) return this.json(path, response);
    await response.body?.cancel();
    return null;
  }

  async post(path: string, body: object, signal: AbortSignal): Promise<unknown> {
    return this.json(path, await this.request(path, body, signal));
  }

  /** The JSON of each event of a reply that is streamed. Leaving the loop closes the socket. */
  async *stream(path: string, body: object, signal: AbortSignal): AsyncGenerator<unknown, void> {
    const response = await this.request(path, body, signal);
    this.requireSuccess(path, response);
    if (!response.body) throw this.failure(`answered ${path} with nothing`, 'Check its log.');
    try {
      for await (const event of serverSentEvents(response.body)) {
        if (event === streamEnd) return;
        yield this.parse(path, event);
      }
    } catch (error) {
      if (error instanceof RoundtripError) throw error;
      signal.throwIfAborted();
      throw this.cutOff(error);
    }
  }

  /** The error for a reply that ended too early. */
  cutOff(cause?: unknown): RoundtripError {
    return this.failure(
      'broke off in the middle of a reply',
      'Check its log and whether it still runs, then try again.',
      cause,
    );
  }

  /** The error for a reply that is not what this path answers with. */
  unexpected(path: string): RoundtripError {
    return this.failure(
      `answered ${path} in a way that Roundtrip does not know`,
      'Update llama-server or vLLM there.',
    );
  }

  private async request(path: string, body: object | null, signal: AbortSignal): Promise<Response> {
    for (const wait of this.waits) {
      const response = await this.fetch(path, body, signal);
      if (!busy.has(response.status)) return response;
      await response.body?.cancel();
      const asked = Number(response.headers.get('retry-after')) * 1000;
      await delay(Math.min(asked || wait, longestWaitMs), undefined, { signal });
    }
    return this.fetch(path, body, signal);
  }

  private async fetch(path: string, body: object | null, signal: AbortSignal): Promise<Response> {
    try {
      return await fetch(this.base + path, {
        method: body ? 'POST' : 'GET',
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
        },
        body: body && JSON.stringify(body),
        redirect: 'manual', // another host than the person named must not get the code
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw this.failure(
        `can't be reached (${reasonOf(error)})`,
        'Check that it runs and that its address is right.',
        error,
      );
    }
  }

  private async json(path: string, response: Response): Promise<unknown> {
    this.requireSuccess(path, response);
    return this.parse(
      path,
      await response.text().catch((error) => Promise.reject(this.cutOff(error))),
    );
  }

  private parse(path: string, text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.failure(
        `answered ${path} with something that is no JSON`,
        'Check that the address is that of llama-server or vLLM.',
      );
    }
  }

  private requireSuccess(path: string, { ok, status }: Response): void {
    if (ok) return;
    if (status === 401 || status === 403) {
      throw this.failure(
        `refused the key (${status})`,
        'Put the right one into the environment variable ROUNDTRIP_ENGINE_KEY.',
      );
    }
    if (busy.has(status)) {
      throw this.failure(`is busy (${status})`, 'Try again when it has less to do.');
    }
    const advice =
      status === 404 ? 'Check the address and the server’s version.' : 'Check the server’s log.';
    throw this.failure(`answered ${path} with status ${status}`, advice);
  }

  private failure(what: string, advice: string, cause?: unknown): RoundtripError {
    return new RoundtripError(
      'server-failed',
      `The server at ${this.base} ${what}. ${advice}`,
      { server: this.base },
      { cause },
    );
  }
}

/** `ECONNREFUSED` and the like, which `fetch` hides in the cause of the cause. */
function reasonOf(error: unknown): string {
  const { code, cause, message } = error as { code?: string; cause?: unknown; message?: string };
  if (code) return code;
  return cause ? reasonOf(cause) : (message ?? 'unknown');
}
