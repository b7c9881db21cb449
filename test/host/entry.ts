// What VS Code calls inside the extension host: runs the mocha suites that lie beside this bundle
// and writes the report without which no run counts as passed.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { type HostReport, outputMark, reportVariable } from './report.ts';

export async function run(): Promise<void> {
  const reportPath = process.env[reportVariable];
  if (!reportPath) throw new Error(`The environment has no ${reportVariable}.`);
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(`${outputMark}${line}`);
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 120_000,
    // The model draws with a fresh seed, and now and then draws nothing usable.
    retries: 1,
    color: false,
    forbidOnly: !!process.env.CI,
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const report = await runToReport(mocha);
  writeFileSync(reportPath, JSON.stringify(report));
  if (report.failures.length > 0) throw new Error(`${report.failures.length} tests failed.`);
}

function runToReport(mocha: Mocha): Promise<HostReport> {
  const passes: string[] = [];
  const failures: { title: string; message: string }[] = [];
  return new Promise((resolve) => {
    mocha
      .run(() => resolve({ passes, failures }))
      .on('pass', (test) => passes.push(test.fullTitle()))
      .on('fail', (test, error: Error) => {
        failures.push({ title: test.fullTitle(), message: error.message });
      });
  });
}
