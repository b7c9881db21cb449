// The test tiers, in the order they run: what each needs on the machine, and how it is run.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt } from '../install.mjs';
import { ensureCodeServer } from '../support/codeServer.mjs';
import { CommandError, run } from '../support/command.mjs';
import { ensureLlamaServer } from '../support/llamaServer.mjs';
import { results } from '../support/paths.mjs';
import { ensurePythonTools, pythonTool } from '../support/pythonTools.mjs';
import { ensurePrograms } from '../support/systemPackages.mjs';
import { ensureTestModel } from '../support/testModels.mjs';
import { ensureTrainer, trainerPython } from '../support/trainer.mjs';
import { countHostReport, countPytestReport, countVitestReport } from './reports.mjs';

const built = () => ensureBuilt('development');
const smallModel = () => ensureTestModel('smollm2-135m-instruct');
const codeModel = () => ensureTestModel('qwen2.5-coder-0.5b-instruct');
const chromium = () => ensurePrograms('chromium');
const toolchains = () => ensurePrograms('python', 'ruby', 'go', 'java');
const packaged = () => run('node', ['scripts/package.mjs'], { show: true });

/** @type {{ name: string, needs: (() => Promise<unknown>)[], run: () => Promise<import('./reports.mjs').Count> }[]} */
export const tiers = [
  { name: 'lint', needs: [ensurePythonTools, ensureTrainer], run: lint },
  { name: 'unit', needs: [], run: () => vitest('unit') },
  { name: 'golden', needs: [], run: () => vitest('golden') },
  { name: 'trainer', needs: [built, ensureTrainer, smallModel, codeModel], run: pytest },
  { name: 'evaluation', needs: [toolchains], run: () => vitest('evaluation') },
  {
    name: 'model',
    needs: [built, ensureTrainer, smallModel, codeModel, ensureLlamaServer],
    run: () => vitest('model'),
  },
  { name: 'host', needs: [built, codeModel, ensureCodeServer, chromium], run: host },
  {
    name: 'package',
    needs: [packaged, smallModel, ensureCodeServer],
    run: () => vitest('package'),
  },
  {
    name: 'ui',
    needs: [packaged, smallModel, codeModel, ensureCodeServer, chromium],
    run: () => vitest('ui'),
  },
];

/** Each checker is one test: it passes when it has nothing to say. */
async function lint() {
  const checkers = [
    ['biome', 'ci', '--error-on-warnings', '.'],
    ['tsc', '--project', '.'],
    ['tsc', '--project', 'src/dashboard/page'],
    ['depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
    [pythonTool('ruff'), 'check'],
    [pythonTool('ruff'), 'format', '--check'],
    [pythonTool('mypy'), '--python-executable', trainerPython()],
  ];
  const count = { passed: 0, failed: 0 };
  for (const [program, ...args] of checkers) {
    count[(await succeeds(program, args)) ? 'passed' : 'failed'] += 1;
  }
  return count;
}

async function vitest(project) {
  const report = join(results, `${project}.json`);
  await rm(report, { force: true });
  const ended = await succeeds('node', [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return agreed(await countVitestReport(report), ended);
}

async function pytest() {
  const report = join(results, 'trainer.xml');
  await rm(report, { force: true });
  const options = ['--config-file', 'trainer/pyproject.toml', `--junit-xml=${report}`];
  const ended = await succeeds(trainerPython(), ['-m', 'pytest', ...options, 'test/trainer']);
  return agreed(await countPytestReport(report), ended);
}

async function host() {
  const report = join(results, 'host.json');
  await rm(report, { force: true });
  const ended = await succeeds('node', ['--import', 'tsx', 'test/host/run.ts']);
  return agreed(await countHostReport(report), ended);
}

/** A runner that ended badly though its report knows of no failure counts as one failure. */
function agreed(count, ended) {
  return ended || count.failed > 0 ? count : { ...count, failed: 1 };
}

async function succeeds(program, args) {
  try {
    await run(program, args, { show: true });
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}
