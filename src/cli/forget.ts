import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { RoundtripError } from '../common/errors.ts';
import { forgetRepository, tracesOf } from '../cycle/forgetRepository.ts';
import { repositoryOf } from '../rollout/place.ts';
import type { Core } from './core.ts';
import { tracesText } from './forget/tracesText.ts';

export interface ForgetFlags {
  /** Without a question. */
  readonly yes?: true;
}

/**
 * `roundtrip forget PATH`: removes what is kept of a repository, once the person said so.
 * @throws RoundtripError `usage` where nobody can be asked.
 */
export async function forget(core: Core, path: string, { yes }: ForgetFlags): Promise<void> {
  const repository = repositoryOf(path);
  const kept = tracesText(await tracesOf(core, repository));
  if (kept === null) core.output.note(`Nothing is kept of ${repository}.`);
  else if (!yes && !(await isAgreed(core, `${repository}: ${kept} will be removed for good.`))) {
    core.output.note('Nothing was removed.');
    return;
  }
  const { records, ...traces } = await forgetRepository(core, repository);
  core.output.result({ repository, ...records, ...traces }, () => {
    const removed = tracesText({ records, ...traces });
    return removed === null ? 'Nothing was removed.' : `Removed: ${removed}.`;
  });
}

/** What the person at the terminal says; its end is a no. */
async function isAgreed({ signal }: Core, sentence: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new RoundtripError('usage', `${sentence} Add --yes to say that this is meant.`);
  }
  // Without a line editor of its own, so that Ctrl-C is the signal that it always is.
  const streams = { input: process.stdin, output: process.stderr, terminal: false };
  const terminal = createInterface(streams);
  try {
    const asked = terminal.question(`${sentence} Go on? [y/N] `, { signal });
    const answer = await Promise.race([asked, once(terminal, 'close').then(() => '')]);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
