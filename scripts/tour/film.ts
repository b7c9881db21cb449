import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

/** A window's pictures, each shown for its time, with a line below that says what happens. */
export class Film {
  private readonly frames: { readonly file: string; readonly seconds: number }[] = [];

  private constructor(
    private readonly page: Page,
    private readonly folder: string,
  ) {}

  static async begin(page: Page): Promise<Film> {
    return new Film(page, await mkdtemp(join(tmpdir(), 'roundtrip-tour-')));
  }

  /** Writes `text` over the lower edge of the window, from the next picture on. */
  async caption(text: string): Promise<void> {
    await this.page.locator('body').evaluate((body, words) => {
      const id = 'tour-caption';
      const { ownerDocument: document } = body;
      const line = document.getElementById(id) ?? document.createElement('div');
      line.id = id;
      line.textContent = words;
      Object.assign(line.style, {
        ...{ position: 'fixed', left: '0', right: '0', bottom: '0', zIndex: '100000' },
        ...{ padding: '10px 16px', background: '#1f2937', color: '#ffffff' },
        ...{ font: '600 17px "Liberation Sans", sans-serif', textAlign: 'center' },
      });
      body.append(line);
    }, text);
  }

  /** @param seconds how long the picture stays. */
  async shoot(seconds: number): Promise<void> {
    const file = join(this.folder, `${String(this.frames.length).padStart(3, '0')}.png`);
    await this.page.screenshot({ path: file });
    this.frames.push({ file, seconds });
  }

  /** One picture each `milliseconds` until `isOver`. */
  async shootUntil(isOver: () => Promise<boolean>, milliseconds: number): Promise<void> {
    while (!(await isOver())) {
      await this.shoot(milliseconds / 1000);
      await this.page.waitForTimeout(milliseconds);
    }
  }

  /**
   * Makes an animated GIF with a palette of its own.
   * @returns its size in bytes.
   */
  async develop(path: string): Promise<number> {
    const lines = this.frames.flatMap(({ file, seconds }) => [
      `file '${file}'`,
      `duration ${seconds}`,
    ]);
    const last = this.frames.at(-1);
    const list = join(this.folder, 'frames.txt');
    // The last picture must be named twice for its time to count.
    await writeFile(list, ['ffconcat version 1.0', ...lines, `file '${last?.file}'`].join('\n'));
    const palette = 'split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none';
    const input = ['-f', 'concat', '-safe', '0', '-i', list];
    const output = [
      '-vf',
      `fps=20,mpdecimate=max=200,${palette}`,
      '-fps_mode',
      'vfr',
      '-loop',
      '0',
    ];
    await run('ffmpeg', ['-y', '-loglevel', 'error', ...input, ...output, path]);
    return (await stat(path)).size;
  }

  /** Throws the single pictures away. */
  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
