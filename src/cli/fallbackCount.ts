/** How many comparisons of a run had to do without value graphs, and why. */
export class FallbackCount {
  private count = 0;
  private readonly causes = new Set<string>();

  /** @param cause see `fallbackCause`. */
  add(cause: string): void {
    this.count++;
    this.causes.add(cause);
  }

  /** Said once at the end of a run; null where there is nothing to say. */
  sentence(): string | null {
    if (this.count === 0) return null;
    const compared =
      this.count === 1
        ? '1 function was compared by its'
        : `${this.count} functions were compared by their`;
    return `${compared} syntax alone: ${[...this.causes].join(' ')}`;
  }
}
