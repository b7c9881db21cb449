import { basename, dirname } from 'node:path';
import { createModelDownloader, type ModelDownloader } from 'node-llama-cpp';
import { abortable } from '../../common/abort.ts';
import { isDiskFull, messageOf, RoundtripError } from '../../common/errors.ts';
import type { DownloadProgress } from '../engine.ts';

/** How long the hub may take to answer, and then how long no byte may come, milliseconds. */
const silenceLimit = 20_000;

/**
 * Downloads a model with node-llama-cpp, going on where an earlier try left off.
 * @throws RoundtripError `download-failed`, `disk-full`.
 */
export async function download(
  uri: string,
  path: string,
  signal: AbortSignal,
  onProgress: (progress: DownloadProgress) => void,
): Promise<void> {
  const silence = new SilenceGuard(silenceLimit);
  const stop = AbortSignal.any([signal, silence.signal]);
  try {
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
    const downloader: ModelDownloader = await abortable(creating, stop);
    await abortable(downloader.download({ signal: stop }), stop);
  } catch (error) {
    signal.throwIfAborted();
    throw failure(uri, path, error);
  } finally {
    silence.dispose();
  }
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
    `The model hub can't be reached (${messageOf(error)}). Check the network and try again; what was downloaded is kept.`,
    { uri, path },
    { cause: error },
  );
}
