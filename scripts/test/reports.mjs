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
 * Counts pytest's JUnit report. A test that was skipped has not passed: none may be here.
 *
 * @param {string} path
 * @returns {Promise<Count>}
 */
export async function countPytestReport(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  const report = await readFile(path, 'utf8');
  const [suite = ''] = report.match(/<testsuite [^>]*>/) ?? [];
  const count = (name) => Number(suite.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const failed = count('failures') + count('errors') + count('skipped');
  return { passed: count('tests') - failed, failed };
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
