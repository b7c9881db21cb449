/**
 * The names of a block and of the blocks around it. A name that hides an outer one is given
 * another, so that `x := f(x)` in an inner block reads the outer x.
 */
export class LexicalScope {
  private readonly names = new Map<string, string>();
  private readonly outer: LexicalScope | null;

  constructor(outer: LexicalScope | null = null) {
    this.outer = outer;
  }

  /** The name that stands for `name` from here on; again the same one for a second declaration. */
  declare(name: string): string {
    const hidden = this.outer?.resolve(name);
    const unique = this.names.get(name) ?? (hidden === undefined ? name : `${hidden}'`);
    this.names.set(name, unique);
    return unique;
  }

  resolve(name: string): string | undefined {
    return this.names.get(name) ?? this.outer?.resolve(name);
  }

  /** What was declared in this very block. */
  get declared(): string[] {
    return [...this.names.values()];
  }
}
