import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { openBrowser } from '../ui/harness/browser.ts';
import { startCodeServer } from '../ui/harness/codeServer.ts';
import { resultsFolder } from '../ui/harness/tools.ts';
import { type HostReport, outputMark, reportVariable } from './report.ts';

export interface HostRun {
  /** Folder of the extension under development. */
  readonly extension: string;
  /** Bundle that exports `run()`. */
  readonly suites: string;
  /** The folder that the window opens. */
  readonly workspace: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

export interface HostResult extends HostReport {
  /** Why the run counts as failed besides its failing tests, or null. */
  readonly problem: string | null;
  /** What else the workbench and the extension host logged. */
  readonly log: readonly string[];
}

/**
 * Runs test suites inside a real extension host and prints their output as it comes. VS Code
 * reports exit code 0 for a host that crashed, so only the report that the suites wrote decides.
 */
export async function runInHost(run: HostRun): Promise<HostResult> {
  const reportPath = join(tmpdir(), `roundtrip-host-${randomUUID()}.json`);
  await using server = await startCodeServer({
    environment: { ...run.environment, [reportVariable]: reportPath },
  });
  await using browser = await openBrowser();
  const { page, offHostRequests } = browser;
  const ended = new Promise<'ended'>((resolve) => {
    // The smoke test driver of VS Code's web page calls these two, if they are there.
    void page.exposeFunction('codeAutomationExit', () => resolve('ended'));
  });
  const log: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
    const line = format(...args);
    if (line.startsWith(outputMark)) console.log(line.slice(outputMark.length));
    else log.push(line);
  });
  await page.goto(
    server.address(run.workspace, {
      extensionDevelopmentPath: remote(run.extension),
      extensionTestsPath: remote(run.suites),
      skipWelcome: 'true',
    }),
  );
  const outcome = await Promise.race([
    ended,
    sleep(run.deadlineMs, 'late' as const, { ref: false }),
  ]);
  if (outcome === 'late') await page.screenshot({ path: join(resultsFolder, 'host-late.png') });
  const report = await readReport(reportPath);
  return { ...report, problem: problemOf(report, outcome, offHostRequests), log };
}

const nothing: HostReport = { passes: [], failures: [] };

async function readReport(path: string): Promise<HostReport> {
  if (!existsSync(path)) return nothing;
  const report: HostReport = JSON.parse(await readFile(path, 'utf8'));
  await rm(path);
  return report;
}

function problemOf(
  report: HostReport,
  outcome: 'ended' | 'late',
  offHostRequests: readonly string[],
): string | null {
  if (outcome === 'late') return 'The extension host did not end in time.';
  if (report === nothing) return 'The extension host died before its tests ended.';
  if (report.passes.length === 0) return 'No test passed.';
  if (offHostRequests.length > 0) {
    return `The page asked for something off this machine: ${offHostRequests.join(', ')}.`;
  }
  return null;
}

/** VS Code's name for a path on the server. */
function remote(path: string): string {
  return `vscode-remote://remote${resolve(path)}`;
}
