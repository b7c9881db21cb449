// Bundles the extension, the command line, the engine's process, the thread of rewards and the
// dashboard's page into dist/.
// `vscode` is external in the extension alone, so a stray import elsewhere fails the build.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildDashboardPage } from './support/dashboardPage.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);
const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  sourcemap: production ? false : 'linked',
  minify: production,
  keepNames: true,
  logLevel: 'warning',
};

// Bundled CommonJS packages call require(); an ES module has none of its own.
const requireBanner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, 'grammars'), { recursive: true });
await Promise.all([
  build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    external: ['vscode'],
  }),
  build({
    ...common,
    entryPoints: { cli: 'src/cli.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    banner: { js: `#!/usr/bin/env node\n${requireBanner.js}` },
  }),
  build({
    ...common,
    entryPoints: { engine: 'src/engine/worker.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    external: ['node-llama-cpp'],
    banner: requireBanner,
  }),
  build({
    ...common,
    entryPoints: { reward: 'src/cli/rollout/rewardThread.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    banner: requireBanner,
  }),
  buildDashboardPage(dist, { production }),
]);

const wasm = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-go/tree-sitter-go.wasm',
  'tree-sitter-ruby/tree-sitter-ruby.wasm',
];
for (const file of wasm) {
  await copyFile(require.resolve(file), join(dist, 'grammars', file.slice(file.indexOf('/') + 1)));
}

// The bundles hold data under these licences.
for (const file of ['secrets/gitleaks', 'source/exclusions/vendored']) {
  const licence = `${file}.LICENSE.txt`;
  await copyFile(join(root, 'src', licence), join(dist, basename(licence)));
}
