// `npm run tour`: packages the extension and films it with a real model, for the README. Plain
// JavaScript, since it runs before anything is installed.
import { ensureInstalled } from './install.mjs';
import { ensureCodeServer } from './support/codeServer.mjs';
import { endChildrenOnInterrupt, run } from './support/command.mjs';
import { ensurePrograms } from './support/systemPackages.mjs';
import { ensureTestModel } from './support/testModels.mjs';

endChildrenOnInterrupt();
try {
  await ensureInstalled();
  await ensurePrograms('chromium', 'ffmpeg');
  await ensureCodeServer();
  if (!process.env.ROUNDTRIP_TEST_VSIX) await run('node', ['scripts/package.mjs'], { show: true });
  await ensureTestModel('qwen2.5-coder-0.5b-instruct');
  await run('node', ['--import', 'tsx', 'scripts/tour/tour.ts'], { show: true });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
