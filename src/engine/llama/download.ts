import { access, constants, mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createModelDownloader, readGgufFileInfo } from 'node-llama-cpp';
import { abortable } from '../../common/abort.ts';
import { isDiskFull, messageOf, RoundtripError } from '../../common/errors.ts';
import type { DownloadProgress } from '../engine.ts';

/** How long the hub may take to answer, and then how long no byte may come, milliseconds. */
const silenceLimit = 15_000;

/**
 * Downloads a model with node-llama-cpp, going on where an earlier try left off (but for the pieces
 * of 5 MB that were on their way).
 * @throws RoundtripError `download-failed`, `disk-full`.
 */
export async function download(
  uri: string,
  path: string,
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<void> {
  await requireFolder(dirname(path));
  const silence = new SilenceGuard(silenceLimit);
  const stop = AbortSignal.any([signal, silence.signal]);
  try {
    await requireGguf(uri, stop);
    const creating = createModelDownloader({
      modelUri: uri,
      dirPath: dirname(path),
      fileName: basename(path),
      deleteTempFileOnCancel: false,
      onProgress: ({ downloadedSize, totalSize }) => {
        silence.heard();
        onProgress({ receivedBytes: downloadedSize, totalBytes: totalSize });
      },
    });
    const downloader = await abortable(creating, stop);
    await abortable(downloader.download({ signal: stop }), stop);
  } catch (error) {
    signal.throwIfAborted();
    throw failure(uri, path, error);
  } finally {
    silence.dispose();
  }
}

async function requireFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new RoundtripError(
      'download-failed',
      `The folder ${folder} can't be written (${messageOf(error)}). Choose another data folder.`,
      { folder },
      { cause: error },
    );
  }
}

/**
 * Reads the header of the remote file, once: node-llama-cpp's downloader would try an address that
 * nobody answers for minutes, and would store an error page as a model.
 */
async function requireGguf(uri: string, signal: AbortSignal): Promise<void> {
  const once = { retries: 0 };
  await abortable(
    readGgufFileInfo(uri, {
      sourceType: 'network',
      readTensorInfo: false,
      fetchRetryOptions: once,
      logWarnings: false,
      signal,
    }),
    signal,
  );
}

/** Aborts when nothing was heard for a while. */
class SilenceGuard {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(limit: number) {
    this.timer = setTimeout(
      () => this.controller.abort(new Error(`no answer in ${limit / 1000} seconds`)),
      limit,
    );
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  heard(): void {
    this.timer.refresh();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

function failure(uri: string, path: string, error: unknown): RoundtripError {
  if (isDiskFull(error)) {
    return new RoundtripError(
      'disk-full',
      `There is no space left to write ${path}. Free some space and try again; what was downloaded is kept.`,
      { path },
      { cause: error },
    );
  }
  return new RoundtripError(
    'download-failed',
    `The model hub can't be reached (${reasonOf(error)}). Check the network and try again; what was downloaded is kept.`,
    { uri, path },
    { cause: error },
  );
}

/** `fetch` hides why it failed in the cause. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause ? error.cause : error);
}
