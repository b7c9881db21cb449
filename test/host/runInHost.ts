import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { openBrowser } from '../ui/harness/browser.ts';
import { startCodeServer } from '../ui/harness/codeServer.ts';
import { resultsFolder } from '../ui/harness/tools.ts';
import { type HostReport, outputMark, reportVariable, takeReport } from './report.ts';

export interface HostRun {
  /** Folder of the extension under development. */
  readonly extension: string;
  /** Bundle that exports `run()`. */
  readonly suites: string;
  /** The folder that the window opens. */
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
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
 * Runs test suites inside a real extension host of code-server and prints their output as it comes.
 */
export async function runInHost(run: HostRun): Promise<HostResult> {
  const reportPath = join(tmpdir(), `roundtrip-host-${randomUUID()}.json`);
  await using server = await startCodeServer({
    development: true,
    settings: run.settings ?? {},
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
  const report = await takeReport(reportPath);
  if (outcome === 'late') report.problem = 'The extension host did not end in time.';
  else if (offHostRequests.length > 0) {
    report.problem = `The page asked for something off this machine: ${offHostRequests.join(', ')}.`;
  }
  return { ...report, log };
}

/** VS Code's name for a path on the server. */
function remote(path: string): string {
  return `vscode-remote://remote${resolve(path)}`;
}
