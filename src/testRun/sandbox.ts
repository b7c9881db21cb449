import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Constant text for `sh`: everything is made read-only but the folder in $1; the folders up to `--`
 * by name, since they may be file systems of their own. The working folder is entered again, by way
 * of the new mounts; then the command runs.
 */
const readOnly = `
mount --bind "$1" "$1" && mount -o remount,bind,ro / || exit 125
shift
while [ "$1" != -- ]; do
  mount --rbind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 125
  shift
done
shift
cd "$PWD"
exec "$@"`;

const namespaces = ['--user', '--map-root-user', '--mount', '--net', '--pid', '--fork'];

export interface SandboxFolders {
  /** The only folder that can be written. */
  readonly writable: string;
  /** Absolute paths that may be mounts of their own, such as the home; `writable` may lie inside. */
  readonly readOnly: readonly string[];
}

/**
 * The command inside Linux namespaces: no network, all files read-only but those of one folder, and
 * no process outlives it.
 */
export function sandboxed(folders: SandboxFolders, command: readonly string[]): readonly string[] {
  const shell = ['sh', '-c', readOnly, 'sh', folders.writable, ...folders.readOnly, '--'];
  return ['unshare', ...namespaces, '--kill-child', ...shell, ...command];
}

/** Whether this system can run a command that way; other systems and hardened kernels can't. */
export async function canSandbox(folders: SandboxFolders): Promise<boolean> {
  const [program = '', ...args] = sandboxed(folders, ['true']);
  return promisify(execFile)(program, args, { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}
