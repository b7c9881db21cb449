export type TrainerPhase = 'loading' | 'probing' | 'preparing' | 'training' | 'saving';

/** How far training is. A figure that an objective does not have is null. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  readonly epoch: number | null;
  readonly loss: number | null;
  /** Nats a token from the base model. */
  readonly kl: number | null;
  /** Share of tokens whose ratio was clipped. */
  readonly clipShare: number | null;
  /** Nats a token. */
  readonly entropy: number | null;
  readonly gradientNorm: number | null;
  readonly tokensPerSecond: number | null;
  readonly etaSeconds: number | null;
}

export type Metrics = Readonly<Record<string, unknown>>;

/** A line of the trainer's stdout and of `progress.jsonl`. */
export type TrainerEvent =
  | { readonly event: 'phase'; readonly phase: TrainerPhase }
  | ({ readonly event: 'progress' } & TrainingProgress)
  | { readonly event: 'skipped'; readonly reason: string; readonly count: number }
  | { readonly event: 'stopped'; readonly reason: string }
  | { readonly event: 'done'; readonly adapter: string; readonly metrics: Metrics }
  | { readonly event: 'error'; readonly code: string; readonly message: string };

type Line = Readonly<Record<string, unknown>>;

const readers: Readonly<Record<string, (line: Line) => TrainerEvent>> = {
  phase: (line) => ({ event: 'phase', phase: text(line, 'phase') as TrainerPhase }),
  progress: (line) => ({
    event: 'progress',
    step: number(line, 'step'),
    steps: number(line, 'steps'),
    epoch: figure(line, 'epoch'),
    loss: figure(line, 'loss'),
    kl: figure(line, 'kl'),
    clipShare: figure(line, 'clipShare'),
    entropy: figure(line, 'entropy'),
    gradientNorm: figure(line, 'gradientNorm'),
    tokensPerSecond: figure(line, 'tokensPerSecond'),
    etaSeconds: figure(line, 'etaSeconds'),
  }),
  skipped: (line) => ({
    event: 'skipped',
    reason: text(line, 'reason'),
    count: number(line, 'count'),
  }),
  stopped: (line) => ({ event: 'stopped', reason: text(line, 'reason') }),
  done: (line) => ({
    event: 'done',
    adapter: text(line, 'adapter'),
    metrics: isObject(line.metrics) ? line.metrics : {},
  }),
  error: (line) => ({ event: 'error', code: text(line, 'code'), message: text(line, 'message') }),
};

/**
 * The event that a line tells, or null for an event that a newer trainer may know.
 * @throws SyntaxError for a line that is no event; its message does not repeat the line.
 */
export function parseTrainerEvent(line: string): TrainerEvent | null {
  const value = parse(line);
  if (!isObject(value)) throw noEvent('an object');
  const name = text(value, 'event');
  return Object.hasOwn(readers, name) ? (readers[name]?.(value) ?? null) : null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw noEvent('JSON');
  }
}

function isObject(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(line: Line, key: string): string {
  const value = line[key];
  if (typeof value !== 'string') throw noEvent(`a text under ${key}`);
  return value;
}

function number(line: Line, key: string): number {
  const value = line[key];
  if (typeof value !== 'number') throw noEvent(`a number under ${key}`);
  return value;
}

function figure(line: Line, key: string): number | null {
  return line[key] === undefined || line[key] === null ? null : number(line, key);
}

const noEvent = (lacks: string) => new SyntaxError(`A line of the trainer lacks ${lacks}`);
