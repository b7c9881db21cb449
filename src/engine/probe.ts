import type { Engine, LogitsRequest, PositionLogits } from './engine.ts';

/**
 * What the model says about a fixed text, for comparison with the same model in the trainer
 * (`probe.json` of a run).
 */
export interface Probe {
  readonly tokens: readonly number[];
  readonly positions: readonly PositionLogits[];
}

/** Code, prose and numbers, so that the tokens are of many kinds. Longer than the probe needs. */
const text = `def moving_average(values, window=3):
    """Return the mean of each run of \`window\` neighbours in \`values\`.

    >>> moving_average([1, 2, 6, 7])
    [3.0, 5.0]
    """
    if window < 1 or window > len(values):
        raise ValueError(f"a window of {window} does not fit {len(values)} values")
    total = sum(values[:window])
    means = [total / window]
`;

const tokenCount = 64;
const positionCount = 8;
const topCount = 32;

/** Probes the loaded model, with the adapter that is in use. */
export async function probe(engine: Pick<Engine, 'tokenize' | 'logits'>): Promise<Probe> {
  const tokens = (await engine.tokenize(text)).slice(0, tokenCount);
  const request: LogitsRequest = { tokens, positions: spread(tokens.length), top: topCount };
  return { tokens, positions: await engine.logits(request) };
}

/** Evenly over the text up to its last token: wrong positions show more the later they are. */
function spread(length: number): number[] {
  const step = Math.max(1, Math.floor(length / positionCount));
  return Array.from({ length: Math.min(positionCount, length) }, (_, index) => {
    return length - 1 - index * step;
  }).reverse();
}
