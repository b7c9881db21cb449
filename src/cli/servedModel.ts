import type { RemoteEngine } from '../engine/remote/remoteEngine.ts';
import type { ModelFile } from '../models/types.ts';

/** The model of a server, for records that no file stands behind. */
export async function servedModel(engine: RemoteEngine, signal: AbortSignal): Promise<ModelFile> {
  const { name, hash, url } = await engine.servedModel(signal);
  return {
    name,
    path: url,
    bytes: 0,
    sha256: hash,
    license: null,
    architecture: 'unknown',
    quantization: 'unknown',
    contextLength: 0,
  };
}
