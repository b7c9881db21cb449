import { inParallel } from '../../../src/common/inParallel.ts';

/** Draws what is missing, some functions side by side, and tells on stderr how far it is. */
export async function sideBySide<T>(
  title: string,
  missing: readonly T[],
  count: number,
  draw: (item: T) => Promise<void>,
): Promise<void> {
  const started = Date.now();
  const { signal } = new AbortController(); // a bench is stopped by killing it
  let done = 0;
  await inParallel(missing, count, signal, async (item) => {
    await draw(item);
    done += 1;
    if (done % 8 > 0 && done < missing.length) return;
    const minutes = ((Date.now() - started) / 60_000).toFixed(1);
    console.error(`${title}: ${done} of ${missing.length} functions drawn, ${minutes} min`);
  });
}
