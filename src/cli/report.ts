import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RoundtripError } from '../common/errors.ts';
import { writeWhole } from '../common/writeWhole.ts';
import { reportHtml } from '../dashboard/pageHtml.ts';
import { reportOf } from '../dashboard/reportOf.ts';
import { englishWords } from '../dashboard/words.ts';
import { repositoryOf } from '../rollout/place.ts';
import { displayPath } from '../source/sourceFile.ts';
import type { Core } from './core.ts';

export interface ReportFlags {
  readonly out: string;
}

/**
 * `roundtrip report --out FILE.html [PATH]`: the dashboard as one file that needs nothing beside it.
 * @param path of a repository; undefined for all.
 */
export async function writeReport(
  core: Core,
  path: string | undefined,
  { out }: ReportFlags,
): Promise<void> {
  const { output, signal } = core;
  const file = resolve(out);
  if (!/\.html?$/i.test(file)) {
    throw new RoundtripError(
      'usage',
      `The report is a page for a browser, and ${out} does not end in .html. Name it so: --out report.html`,
      { out },
    );
  }
  const repository = path === undefined ? null : repositoryOf(resolve(path));
  const data = await reportOf(core, repository, signal);
  const beside = (name: string) => readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
  const html = reportHtml(
    { language: 'en', words: englishWords, report: data, repository },
    {
      script: await beside('dashboard.js'),
      style: await beside('dashboard.css'),
      theme: await beside('reportTheme.css'),
    },
  );
  signal.throwIfAborted();
  await writeWhole(file, html);
  const { reconstructions, meanReward } = data.overview.totals;
  const { length: cycles } = data.overview.cycles;
  const facts = { path: displayPath(file), bytes: Buffer.byteLength(html) };
  output.result({ ...facts, repository, reconstructions, meanReward, cycles }, () =>
    reconstructions === 0
      ? `${facts.path} was written. There are no rollouts yet: roundtrip rollout FOLDER`
      : `${facts.path} was written: ${reconstructions} rollouts, ${cycles} adapters. Open it in a browser.`,
  );
}
