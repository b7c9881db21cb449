/** Draws what is missing, some functions at a time, and tells on stderr how far it is. */
export async function inChunks<T>(
  title: string,
  missing: readonly T[],
  size: number,
  draw: (item: T) => Promise<void>,
): Promise<void> {
  const started = Date.now();
  for (let done = 0; done < missing.length; done += size) {
    const minutes = ((Date.now() - started) / 60_000).toFixed(1);
    console.error(`${title}: ${done} of ${missing.length} functions drawn, ${minutes} min`);
    await Promise.all(missing.slice(done, done + size).map(draw));
  }
}
