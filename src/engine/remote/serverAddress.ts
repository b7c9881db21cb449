import { RoundtripError } from '../../common/errors.ts';

/** Where a completions server is reached. */
export interface ServerAddress {
  /** Without a slash at the end and without `/v1`. */
  readonly base: string;
  readonly host: string;
  /** The server runs on this machine, as far as its address tells. */
  readonly isLoopback: boolean;
}

/**
 * Reads the address that a person gave, with or without the `/v1` that other clients want.
 * @throws RoundtripError `usage`.
 */
export function serverAddress(text: string): ServerAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash) {
    throw new RoundtripError(
      'usage',
      'The engine’s address must look like http://localhost:8080 or https://host/path.',
    );
  }
  if (url.username || url.password) {
    throw new RoundtripError(
      'usage',
      'Put the server’s key into the environment variable ROUNDTRIP_ENGINE_KEY, not into its address.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { base: url.origin + path, host: url.host, isLoopback: isLoopback(url.hostname) };
}

function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
