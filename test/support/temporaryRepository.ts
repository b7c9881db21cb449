import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

/** What a commit makes of each file; null deletes it. */
export type Files = Readonly<Record<string, string | Uint8Array | null>>;

/** An empty folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'roundtrip-history-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real git repository in a folder of its own. Commits are a minute apart, from 2026 on. */
export class TemporaryRepository {
  private minutes = 0;

  private constructor(readonly folder: string) {}

  /** An empty one. */
  static in(folder = temporaryFolder()): TemporaryRepository {
    const repository = new TemporaryRepository(folder);
    repository.git(['init', '--quiet', '--initial-branch=main']);
    return repository;
  }

  git(args: readonly string[], input = ''): string {
    const date = new Date(Date.UTC(2026, 0, 1, 0, this.minutes)).toISOString();
    const who = (role: string) => ({
      [`GIT_${role}_NAME`]: 'A',
      [`GIT_${role}_EMAIL`]: 'a@b.c',
      [`GIT_${role}_DATE`]: date,
    });
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      input,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...who('AUTHOR'),
        ...who('COMMITTER'),
      },
    }).trim();
  }

  /** Changes files without a commit. */
  write(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const absolute = this.path(path);
      mkdirSync(dirname(absolute), { recursive: true });
      if (content === null) rmSync(absolute);
      else writeFileSync(absolute, content);
    }
  }

  /** @returns the commit's id. */
  commit(files: Files): string {
    this.minutes += 1;
    this.write(files);
    this.git(['add', '--all']);
    this.git(['commit', '--quiet', '--allow-empty', '--message', `${this.minutes}`]);
    return this.git(['rev-parse', 'HEAD']);
  }

  /** Many commits at once, quickly. */
  import(commits: readonly Readonly<Record<string, string>>[]): void {
    const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
    const stream = commits.map((files, index) => {
      const changed = Object.entries(files).map(
        ([path, text]) => `M 644 inline ${path}\n${data(text)}`,
      );
      const head = `commit refs/heads/main\ncommitter A <a@b.c> ${index} +0000\n${data(`${index}`)}`;
      return head + changed.join('');
    });
    this.git(['fast-import', '--quiet'], stream.join(''));
    this.git(['reset', '--quiet', '--hard']);
  }

  /** A clone as from elsewhere, in a folder of its own. */
  clone(...options: readonly string[]): TemporaryRepository {
    const folder = temporaryFolder();
    this.git(['clone', '--quiet', ...options, pathToFileURL(this.folder).href, folder]);
    return new TemporaryRepository(folder);
  }

  path(path: string): string {
    return join(this.folder, path);
  }
}
