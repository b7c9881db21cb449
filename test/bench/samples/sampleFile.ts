import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** JSON lines, one for each function, that a later run goes on with. */
export class SampleFile<T extends { readonly id: string }> {
  private readonly samples = new Map<string, T>();

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1); // a kill leaves half a line at most
    if (whole !== text) truncateSync(path, Buffer.byteLength(whole));
    for (const line of whole.split('\n').filter((line) => line !== '')) {
      const sample: T = JSON.parse(line);
      this.samples.set(sample.id, sample);
    }
  }

  get(id: string): T | undefined {
    return this.samples.get(id);
  }

  add(sample: T): void {
    this.samples.set(sample.id, sample);
    appendFileSync(this.path, `${JSON.stringify(sample)}\n`);
  }
}
