// From a runner's machine-readable report to numbers.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/**
 * @typedef {{ passed: number, failed: number }} Count
 */

/**
 * Counts vitest's JSON report. A file that failed outside its tests (an import, a hook) is one
 * failure more, since no test of its own tells it. Vitest writes no report when it finds no test.
 *
 * @param {string} path
 * @returns {Promise<Count>}
 */
export async function countVitestReport(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  const report = JSON.parse(await readFile(path, 'utf8'));
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
  };
}

/**
 * Counts the report that test/host/run.ts writes.
 *
 * @param {string} path
 * @returns {Promise<Count>}
 */
export async function countHostReport(path) {
  const { passed, failed } = JSON.parse(await readFile(path, 'utf8'));
  return { passed, failed };
}
