/** The values of the keys that were asked for last. */
export class RecentlyUsed<Value> {
  private readonly values = new Map<string, Value>();

  /** @param limit how many are kept. */
  constructor(private readonly limit: number) {}

  get(key: string, make: () => Value): Value {
    const value = this.values.get(key) ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.limit && oldest !== undefined) this.values.delete(oldest);
    return value;
  }
}
