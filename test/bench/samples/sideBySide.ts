/** Draws what is missing, some functions side by side, and tells on stderr how far it is. */
export async function sideBySide<T>(
  title: string,
  missing: readonly T[],
  count: number,
  draw: (item: T) => Promise<void>,
): Promise<void> {
  const started = Date.now();
  const waiting = [...missing];
  let done = 0;
  const drawNext = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await draw(item);
      done += 1;
      if (done % 8 > 0 && waiting.length > 0) continue;
      const minutes = ((Date.now() - started) / 60_000).toFixed(1);
      console.error(`${title}: ${done} of ${missing.length} functions drawn, ${minutes} min`);
    }
  };
  await Promise.all(Array.from({ length: count }, drawNext));
}
