import { ProgressType, RequestType, RequestType0, ResponseError } from 'vscode-jsonrpc/node';
import { AbortError, isAbort } from '../common/abort.ts';
import { type ErrorCode, messageOf, RoundtripError } from '../common/errors.ts';
import type {
  Completion,
  DeviceFacts,
  DownloadProgress,
  EngineInfo,
  GenerateRequest,
  LoadOptions,
  LogitsRequest,
  ModelFacts,
  PositionLogits,
  TokenEvent,
} from './engine.ts';

/** A RoundtripError as it travels; null stands for a cancellation. */
export type Failure = { readonly code: ErrorCode; readonly data: Record<string, unknown> } | null;

export interface GenerateCall {
  readonly requests: readonly GenerateRequest[];
  /** Where text is reported while it is drawn, or null if nobody listens. */
  readonly progress: number | null;
}

export interface AdapterCheck {
  readonly path: string;
  readonly modelPath: string;
}

export interface DownloadCall {
  readonly uri: string;
  readonly path: string;
  readonly progress: number;
}

/** The requests that the engine's process answers, and the progress it reports on the way. */
export const protocol = {
  load: new RequestType<LoadOptions, EngineInfo, Failure>('load'),
  generate: new RequestType<GenerateCall, Completion[], Failure>('generate'),
  tokenize: new RequestType<{ readonly text: string }, number[], Failure>('tokenize'),
  detokenize: new RequestType<
    { readonly lists: readonly (readonly number[])[] },
    string[],
    Failure
  >('detokenize'),
  logits: new RequestType<LogitsRequest, PositionLogits[], Failure>('logits'),
  useAdapter: new RequestType<{ readonly path: string | null }, EngineInfo, Failure>('useAdapter'),
  unload: new RequestType0<void, Failure>('unload'),
  inspect: new RequestType<{ readonly path: string }, ModelFacts, Failure>('inspect'),
  checkAdapter: new RequestType<AdapterCheck, void, Failure>('checkAdapter'),
  devices: new RequestType0<DeviceFacts, Failure>('devices'),
  download: new RequestType<DownloadCall, void, Failure>('download'),
  text: new ProgressType<TokenEvent>(),
  downloaded: new ProgressType<DownloadProgress>(),
};

/** The code of JSON-RPC's server errors; which error it is stands in the data. */
const failed = -32000;

/** What the process answers instead of a result. An error without a code becomes `engine-failed`. */
export function toResponseError(error: unknown): ResponseError<Failure> {
  if (isAbort(error)) return new ResponseError<Failure>(failed, messageOf(error), null);
  if (error instanceof RoundtripError) {
    return new ResponseError<Failure>(failed, error.message, {
      code: error.code,
      data: error.data,
    });
  }
  return new ResponseError<Failure>(failed, `The model's process failed: ${messageOf(error)}`, {
    code: 'engine-failed',
    data: {},
  });
}

/** The error that the caller sees for what the process answered. */
export function fromResponseError(error: ResponseError<Failure>): Error {
  if (!error.data) return new AbortError();
  return new RoundtripError(error.data.code, error.message, error.data.data);
}
