/** The function takes more work than its value graph is worth; compare it by other means. */
export class TooLarge extends RangeError {
  override readonly name = 'TooLarge';
}

/** Nodes made, names copied, conditions compared: about half a second of them. */
const stepLimit = 2_000_000;
/** Deeper nesting than people write, and far from the end of the stack. */
const depthLimit = 400;

/** Bounds the work on one function by a count of steps, so that the outcome never depends on time. */
export class Budget {
  #steps = stepLimit;
  #depth = 0;

  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new TooLarge('The function is too large for a value graph.');
  }

  /** Counts how deeply `work` is nested in other such work. */
  nested<T>(work: () => T): T {
    if (++this.#depth > depthLimit) {
      throw new TooLarge('The function is nested too deeply for a value graph.');
    }
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }
}
