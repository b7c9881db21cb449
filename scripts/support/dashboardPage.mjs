// The dashboard's page is bundled for browsers: no vscode and no Node in it.
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

/** Writes dashboard.js, dashboard.css and the colours of a report, reportTheme.css, into `folder`. */
export async function buildDashboardPage(folder, { production = false } = {}) {
  const page = join(root, 'src', 'dashboard', 'page');
  await build({
    absWorkingDir: root,
    entryPoints: {
      dashboard: join(page, 'main.ts'),
      reportTheme: join(page, 'reportTheme.css'),
    },
    outdir: folder,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    minify: production,
    logLevel: 'warning',
  });
}
