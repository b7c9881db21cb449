/**
 * Does `work` on the items, on up to `most` of them at a time, and gives the results in the items'
 * order. The first failure ends it: what is under way is told by the signal, and waited for.
 */
export async function* inOrder<T, R extends object>(
  items: AsyncIterable<T>,
  most: number,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): AsyncGenerator<R, void> {
  const controller = new AbortController();
  const running = new Set<Promise<void>>();
  /** By the items' places; what was given already is removed. */
  const results = new Map<number, R>();
  let begun = 0;
  let given = 0;
  const begin = (item: T) => {
    const place = begun++;
    const one = work(item, controller.signal).then((result) => {
      results.set(place, result);
      running.delete(one);
    });
    running.add(one);
  };
  const inTurn = function* () {
    for (; given < begun; given += 1) {
      const result = results.get(given);
      if (result === undefined) return;
      results.delete(given);
      yield result;
    }
  };
  try {
    for await (const item of items) {
      begin(item);
      while (running.size >= most) await Promise.race(running);
      yield* inTurn();
    }
    while (running.size > 0) {
      await Promise.race(running);
      yield* inTurn();
    }
  } finally {
    controller.abort();
    await Promise.allSettled(running);
  }
}
