/**
 * npm run bench:activation: milliseconds that VS Code takes to activate the extension, in fresh
 * windows of code-server, beside built-in extensions in the same windows.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSuites } from '../../host/bundle.ts';
import { runInHost } from '../../host/runInHost.ts';
import { projectRoot } from '../../ui/harness/tools.ts';

const windows = 5;
const suites = await bundleSuites('activation', [join(import.meta.dirname, 'activate.test.ts')]);
const times = new Map<string, number[]>();
for (let window = 0; window < windows; window += 1) {
  const workspace = await mkdtemp(join(tmpdir(), 'roundtrip-activation-'));
  const { problem } = await runInHost({
    extension: projectRoot,
    suites,
    workspace,
    environment: { ROUNDTRIP_DATA: workspace },
    deadlineMs: 60_000,
  });
  if (problem) throw new Error(problem);
  const measured: Record<string, number> = JSON.parse(
    await readFile(join(workspace, 'times.json'), 'utf8'),
  );
  for (const [id, time] of Object.entries(measured)) {
    times.set(id, [...(times.get(id) ?? []), time]);
  }
  await rm(workspace, { recursive: true });
}

const ours = median(times.get('roundtrip.roundtrip') ?? []);
console.log('| extension | median ms | times ours |');
console.log('|---|---|---|');
for (const [id, all] of times) {
  console.log(`| ${id} | ${median(all).toFixed(0)} | ${(median(all) / ours).toFixed(2)} |`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
