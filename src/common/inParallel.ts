/**
 * Does `work` for each item, at most `atOnce` at a time, and returns the results in the items' order.
 * The first failure aborts what is under way and is thrown.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: T, index: number, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      either.throwIfAborted();
      results[index] = await work(item, index, either);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  } catch (error) {
    failed.abort(error);
    throw error;
  }
  return results;
}
