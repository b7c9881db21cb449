import type { Candidate } from '../candidate.ts';

/** What a person has to choose from: the best first, and which one they look at. */
export class CandidateChoice {
  private candidates: readonly Candidate[] = [];
  private shownDoc: string | null = null;
  /** The person looks through them, so what they see no longer changes by itself. */
  private isSteered = false;

  /** Takes a longer or better measured list; shows its best one unless the person has chosen. */
  update(candidates: readonly Candidate[]): void {
    this.candidates = candidates;
    if (!this.isSteered) this.shownDoc = candidates[0]?.documentation.doc ?? null;
  }

  /** Shows the next one, or the one before with -1; round at the ends. */
  step(by: 1 | -1): void {
    const { length } = this.candidates;
    if (length < 2) return;
    this.isSteered = true;
    const next = this.candidates[(this.position + by + length) % length];
    this.shownDoc = next?.documentation.doc ?? null;
  }

  get shown(): Candidate | null {
    return this.candidates[this.position] ?? null;
  }

  /** From 0. */
  get position(): number {
    const at = this.candidates.findIndex(
      ({ documentation }) => documentation.doc === this.shownDoc,
    );
    return Math.max(0, at);
  }

  get count(): number {
    return this.candidates.length;
  }
}
