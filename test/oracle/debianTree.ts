import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Outside of git; kept between runs. */
const cache = resolve('.cache/oracle');

/**
 * The files of a Debian package, downloaded and unpacked without installing it, or null on a
 * machine where that can't be done.
 */
export function debianTree(name: string): string | null {
  const tree = join(cache, name);
  if (existsSync(tree)) return tree;
  mkdirSync(cache, { recursive: true });
  spawnSync('apt-get', ['download', name], { cwd: cache, stdio: 'ignore' });
  const archive = readdirSync(cache).find((file) => file.startsWith(`${name}_`));
  if (!archive) return null;
  const unpacked = spawnSync('dpkg-deb', ['-x', archive, name], { cwd: cache, stdio: 'ignore' });
  rmSync(join(cache, archive));
  return unpacked.status === 0 ? tree : null;
}
