import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';

/** The environment variable that tells the test entry where its report goes. */
export const reportVariable = 'ROUNDTRIP_HOST_REPORT';

/** What ran inside the extension host. */
export interface HostReport {
  readonly passes: readonly string[];
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Begins each line of the runner's output, to tell it from what the workbench logs. */
export const outputMark = '[mocha] ';

const nothing: HostReport = { passes: [], failures: [] };

/**
 * Takes the report that a run left. VS Code tells an exit code of 0 for a host that crashed, so only
 * a report with a pass in it says that the tests ran.
 *
 * @returns the report, and why the run counts as failed besides failing tests, or null
 */
export async function takeReport(path: string): Promise<HostReport & { problem: string | null }> {
  if (!existsSync(path)) {
    return { ...nothing, problem: 'The extension host died before its tests ended.' };
  }
  const report: HostReport = JSON.parse(await readFile(path, 'utf8'));
  await rm(path);
  return { ...report, problem: report.passes.length === 0 ? 'No test passed.' : null };
}
