/** Text drawn by a seed: mulberry32, for what need not be secret because it is nobody's. */
export class RandomText {
  constructor(private state: number) {}

  /** From 0 up to, but without, `limit`. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  of<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** `length` characters of an alphabet. */
  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }

  digits(length: number): string {
    return this.text(length, digits);
  }

  /** Lower case. */
  hex(length: number): string {
    return this.text(length, `${digits}abcdef`);
  }

  upper(length: number): string {
    return this.text(length, digits + letters.toUpperCase());
  }

  lower(length: number): string {
    return this.text(length, digits + letters);
  }

  mixed(length: number): string {
    return this.text(length, alphanumeric);
  }

  base64(length: number): string {
    return this.text(length, `${alphanumeric}+/`);
  }

  base64Url(length: number): string {
    return this.text(length, `${alphanumeric}-_`);
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
  }
}

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz';
const alphanumeric = digits + letters + letters.toUpperCase();
