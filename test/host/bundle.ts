import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../ui/harness/tools.ts';

/**
 * Bundles mocha suites with the entry that runs them, as files that VS Code can require.
 *
 * @param name folder of the bundle, under .cache so that `require('mocha')` finds node_modules
 * @param suites paths of *.test.ts files
 * @returns the path for VS Code's extensionTestsPath
 */
export async function bundleSuites(name: string, suites: readonly string[]): Promise<string> {
  const folder = join(projectRoot, '.cache', 'host-tests', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [join(projectRoot, 'test/host/entry.ts'), ...suites],
    entryNames: '[name]',
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return join(folder, 'entry.cjs');
}
