import { join } from 'node:path';
import { writeWhole } from '../../../src/common/writeWhole.ts';
import { perfectReply } from '../../../src/prompt/perfectReply.ts';
import { CappedEngine } from '../samples/cappedEngine.ts';
import { smallModel } from '../samples/models.ts';
import { proofFolder } from './folder.ts';
import type { ProofFunction } from './functions.ts';

/** The functions' own code as the engine's token ids, for the trainer. @returns the file. */
export async function originalsFile(functions: readonly ProofFunction[]): Promise<string> {
  const engine = await CappedEngine.start(smallModel);
  try {
    const lines: string[] = [];
    for (const { id, unit } of functions) {
      const reply = perfectReply(unit);
      if (reply === null) continue;
      lines.push(JSON.stringify({ codeHash: id, tokens: await engine.tokenize(reply) }));
    }
    const path = join(proofFolder, 'originals.jsonl');
    await writeWhole(path, `${lines.join('\n')}\n`);
    return path;
  } finally {
    engine.dispose();
  }
}
