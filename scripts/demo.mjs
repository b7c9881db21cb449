// `npm run demo`: installs what is missing, builds, and plays the round trip on real functions.
// Plain JavaScript, since it runs before anything is installed.
import { ensureBuilt, ensureInstalled } from './install.mjs';
import { endChildrenOnInterrupt, run } from './support/command.mjs';
import { ensurePrograms } from './support/systemPackages.mjs';

endChildrenOnInterrupt();
try {
  await ensureInstalled();
  await ensureBuilt();
  await ensurePrograms('python', 'pip');
  await run('node', ['--import', 'tsx', 'scripts/demo/demo.ts'], { show: true });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
