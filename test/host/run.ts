// The host tier: `node --import tsx test/host/run.ts`. Runs test/host/*.test.ts inside the
// extension host of code-server, then proves on three suites that a dead host can't pass.
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testModel } from '../support/engine.ts';
import { projectRoot, resultsFolder } from '../ui/harness/tools.ts';
import { bundleSuites } from './bundle.ts';
import { runInHost } from './runInHost.ts';

const here = join(projectRoot, 'test/host');
const workspace = await mkdtemp(join(tmpdir(), 'roundtrip-host-workspace-'));
const data = await mkdtemp(join(tmpdir(), 'roundtrip-host-data-'));
const count = { passed: 0, failed: 0 };

try {
  const result = await runInHost({
    extension: projectRoot,
    suites: await bundleSuites('suites', globSync(join(here, '*.test.ts'))),
    workspace,
    settings: {
      'files.autoSave': 'off',
      'roundtrip.model': testModel('qwen'),
      'roundtrip.gpu': 'off',
      'roundtrip.bestOf.docs': 1,
    },
    environment: { ROUNDTRIP_DATA: data },
    deadlineMs: 600_000,
  });
  count.passed += result.passes.length;
  count.failed += result.failures.length;
  if (result.problem) {
    console.error(result.log.slice(-40).join('\n'));
    judge(`the suites: ${result.problem}`, false);
  }

  for (const suite of ['exit', 'kill', 'empty']) {
    const { problem } = await runInHost({
      extension: join(here, 'selfCheck/extension'),
      suites: await bundleSuites(suite, [join(here, `selfCheck/${suite}.test.ts`)]),
      workspace,
      deadlineMs: 60_000,
    });
    judge(`self-check "${suite}" does not pass: ${problem ?? 'but it did'}`, problem !== null);
  }
} finally {
  for (const folder of [workspace, data]) await rm(folder, { recursive: true, force: true });
}

await mkdir(resultsFolder, { recursive: true });
await writeFile(join(resultsFolder, 'host.json'), JSON.stringify(count));
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

function judge(sentence: string, passed: boolean): void {
  console.log(`  ${passed ? '✔' : '✖'} ${sentence}`);
  count[passed ? 'passed' : 'failed'] += 1;
}
