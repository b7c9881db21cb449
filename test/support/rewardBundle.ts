import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { RewardBundle } from '../../src/cli/rollout/rewardWorker.ts';

const require = createRequire(import.meta.url);

/** The thread of rewards on the sources as they are, with the grammar of Python, in `folder`. */
export async function rewardBundle(folder: string): Promise<RewardBundle> {
  const thread = join(folder, 'reward.mjs');
  const grammars = join(folder, 'grammars');
  await build({
    entryPoints: ['src/cli/rollout/rewardThread.ts'],
    outfile: thread,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  await mkdir(grammars);
  for (const file of ['web-tree-sitter', 'tree-sitter-python']) {
    await copyFile(require.resolve(`${file}/${file}.wasm`), join(grammars, `${file}.wasm`));
  }
  return { thread, grammars };
}
