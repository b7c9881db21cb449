/** Anything that holds a resource until it is told to let go. Structurally VS Code's Disposable. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables. What is added after disposal is disposed at once, so nothing can leak late. */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  /** Takes ownership of `item` and returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  /** Disposes all items, last added first. Further calls do nothing. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const item of [...this.items].reverse()) item.dispose();
    this.items.clear();
  }
}
