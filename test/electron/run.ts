// `npm run test:electron`: the host tests in a desktop VS Code, for machines that have one
// (VSCODE_PATH names its executable) or can download it. Exit 2 where there is none.
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundleSuites } from '../host/bundle.ts';
import { reportVariable, takeReport } from '../host/report.ts';
import { testModel } from '../support/engine.ts';
import { projectRoot } from '../ui/harness/tools.ts';

const vscodeExecutablePath = await findVSCode();
if (vscodeExecutablePath === null) process.exit(2);

const folder = await mkdtemp(join(tmpdir(), 'roundtrip-electron-'));
try {
  const workspace = join(folder, 'workspace');
  const userSettings = join(folder, 'user-data', 'User');
  for (const path of [workspace, userSettings]) await mkdir(path, { recursive: true });
  const settings = { 'roundtrip.model': testModel(), 'roundtrip.gpu': 'off' };
  await writeFile(join(userSettings, 'settings.json'), JSON.stringify(settings));
  const reportPath = join(folder, 'report.json');
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: await bundleSuites(
      'suites',
      globSync(join(projectRoot, 'test/host/*.test.ts')),
    ),
    extensionTestsEnv: { [reportVariable]: reportPath, ROUNDTRIP_DATA: join(folder, 'data') },
    launchArgs: [
      workspace,
      `--user-data-dir=${join(folder, 'user-data')}`,
      `--extensions-dir=${join(folder, 'extensions')}`,
      '--disable-workspace-trust',
      '--no-sandbox', // Chromium's sandbox does not start for root, which containers run as.
    ],
  }).catch(() => undefined); // A failed test rejects too; the report tells which.
  const { passes, failures, problem } = await takeReport(reportPath);
  if (problem) console.error(`${problem} VS Code's own output is above.`);
  for (const { title, message } of failures) console.error(`✖ ${title}: ${message}`);
  const failed = failures.length + (problem ? 1 : 0);
  console.log(`${passes.length} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

async function findVSCode(): Promise<string | null> {
  const { VSCODE_PATH } = process.env;
  if (VSCODE_PATH) {
    if (existsSync(VSCODE_PATH)) return VSCODE_PATH;
    console.error(`VSCODE_PATH names ${VSCODE_PATH}, where there is nothing.`);
    return null;
  }
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(projectRoot, '.cache', 'vscode-test') });
  } catch (error) {
    console.error(
      `No test ran: VS Code can't be downloaded here (${error}), and VSCODE_PATH does not name one. Set it to the executable of an installed VS Code.`,
    );
    return null;
  }
}
