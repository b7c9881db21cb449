import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's root folder; all test runners start there. */
export const projectRoot = resolve(import.meta.dirname, '../../..');

/** Where reports and screenshots go. */
export const resultsFolder = join(projectRoot, 'test-results');

const toolsFolder = resolve(projectRoot, process.env.ROUNDTRIP_TEST_TOOLS ?? '.cache/tools');

/** @throws Error that says how to get the file, if it is missing. */
function required(path: string, what: string): string {
  if (existsSync(path)) return path;
  throw new Error(`${what} is missing (${path}): \`npm test\` installs it.`);
}

/** The Node that code-server runs on, and its entry script. */
export function codeServerCommand(): { node: string; entry: string } {
  const modules = join(toolsFolder, 'code-server', 'node_modules');
  const nodePackage = `node-${process.platform}-${process.arch}`;
  return {
    node: required(join(modules, nodePackage, 'bin', 'node'), "code-server's Node"),
    entry: required(join(modules, 'code-server', 'out', 'node', 'entry.js'), 'code-server'),
  };
}

export function chromiumPath(): string {
  return required(process.env.CHROMIUM ?? '/usr/bin/chromium', 'Chromium');
}
