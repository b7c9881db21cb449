import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isolatedEnvironment } from './codeServer.ts';
import { codeServerCommand, projectRoot } from './tools.ts';

const execute = promisify(execFile);

/** The package under test: ROUNDTRIP_TEST_VSIX, or what `npm run package` leaves. */
export function vsixPath(): string {
  const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const target = `${process.platform}-${process.arch}`;
  const path =
    process.env.ROUNDTRIP_TEST_VSIX ?? join(projectRoot, `${name}-${target}-${version}.vsix`);
  if (existsSync(path)) return path;
  throw new Error(`There is no package to test at ${path}: run \`npm run package\` first.`);
}

/**
 * Installs a VSIX by code-server's own command line.
 *
 * @returns the folder of installed extensions, for `extensionsFolder` of a server
 */
export async function installExtension(vsix: string): Promise<string> {
  const home = join(projectRoot, '.cache', 'installed-extension');
  const extensions = join(home, 'extensions');
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await codeServer(home, '--install-extension', vsix);
  return extensions;
}

/** The installed extensions of a folder that `installExtension` returned, as `publisher.name@version`. */
export async function listExtensions(extensions: string): Promise<string[]> {
  const listing = await codeServer(join(extensions, '..'), '--list-extensions', '--show-versions');
  return listing.split('\n').filter((line) => line.includes('@'));
}

async function codeServer(home: string, ...args: string[]): Promise<string> {
  const { node, entry } = codeServerCommand();
  const folders = [
    '--user-data-dir',
    join(home, 'user-data'),
    '--extensions-dir',
    join(home, 'extensions'),
  ];
  const { stdout } = await execute(node, [entry, ...folders, ...args], {
    env: isolatedEnvironment(home),
    timeout: 120_000,
  });
  return stdout;
}
