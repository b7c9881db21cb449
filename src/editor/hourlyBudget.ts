const hourMs = 60 * 60 * 1000;

/** How much of each hour background work has taken; the hours of the clock begin anew. */
export class HourlyBudget {
  private hour = 0;
  private spentMs = 0;

  /** @param now milliseconds since 1970; a clock that jumps back begins an hour anew. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Whether work may begin when `minutes` of each hour are allowed. */
  allows(minutes: number): boolean {
    this.turn();
    return this.spentMs < minutes * 60 * 1000;
  }

  /** Counts the time that `work` takes, whether it succeeds or not. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    const started = this.now();
    try {
      return await work();
    } finally {
      this.turn();
      this.spentMs += Math.max(0, this.now() - started);
    }
  }

  private turn(): void {
    const hour = Math.floor(this.now() / hourMs);
    if (hour === this.hour) return;
    this.hour = hour;
    this.spentMs = 0;
  }
}
