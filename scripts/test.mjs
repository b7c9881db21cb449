// `npm test [-- TIER...]`: installs what is missing, runs the tiers (all without arguments), sums
// them up. The last line is `N passed, N failed`; the exit code is 1 when anything failed.
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { endChildrenOnInterrupt } from './support/command.mjs';
import { results } from './support/paths.mjs';
import { tiers } from './test/tiers.mjs';

endChildrenOnInterrupt();
const names = process.argv.slice(2);
const unknown = names.filter((name) => !tiers.some((tier) => tier.name === name));
if (unknown.length > 0) {
  const known = tiers.map((tier) => tier.name).join(', ');
  console.error(`There is no test tier ${unknown.join(', ')}. The tiers are ${known}.`);
  process.exit(2);
}

try {
  await ensureInstalled();
} catch (error) {
  console.error(error.message);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
await mkdir(results, { recursive: true });
// Whatever a tier leaves behind, interrupted or not, goes with this folder.
process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'roundtrip-'));
process.on('exit', () => rmSync(process.env.TMPDIR, { recursive: true, force: true }));
const prepared = new Map();
const rows = [];
for (const tier of tiers) {
  if (names.length > 0 && !names.includes(tier.name)) continue;
  console.log(`\n── ${tier.name} ──`);
  const start = performance.now();
  const count = await resultOf(tier);
  rows.push({ name: tier.name, ...count, seconds: (performance.now() - start) / 1000 });
}

console.log(`\n${line('tier', 'passed', 'failed', 'seconds')}`);
for (const { name, passed, failed, seconds } of rows) {
  console.log(line(name, passed, failed, seconds.toFixed(1)));
}
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** A tier that can't be prepared, breaks, or runs no test at all counts as one failure. */
async function resultOf(tier) {
  try {
    for (const need of tier.needs) {
      if (!prepared.has(need)) prepared.set(need, need());
      await prepared.get(need);
    }
    const count = await tier.run();
    if (count.passed + count.failed > 0) return count;
    throw new Error('It ran no test.');
  } catch (error) {
    console.error(`The tier ${tier.name} failed: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

function line(name, ...columns) {
  return name.padEnd(10) + columns.map((column) => String(column).padStart(9)).join('');
}
