// `npm run package [-- --target TARGET] [--with vulkan|cuda]`: a VSIX for one platform, from a
// folder that holds what runs and nothing else.
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './install.mjs';
import { endChildrenOnInterrupt, run } from './support/command.mjs';
import { nativePackageFolder } from './support/nativePackage.mjs';
import { cache, root } from './support/paths.mjs';
import { nativePackages } from './support/targets.mjs';

/** What the package for a plain Linux machine may weigh. */
const linuxLimit = 20_000_000;

endChildrenOnInterrupt();
try {
  const { values } = parseArgs({
    options: { target: { type: 'string' }, with: { type: 'string' } },
  });
  await makePackage(values.target ?? `${process.platform}-${process.arch}`, values.with);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function makePackage(target, device) {
  const natives = nativePackages(target, device);
  await ensureInstalled();
  await ensureBuilt('production');
  const staging = join(cache, 'staging', target);
  await rm(staging, { recursive: true, force: true });
  const { name, version } = await stageExtension(staging);
  await stageModules(join(staging, 'dist', 'node_modules'), natives);

  const vsix = join(root, `${[name, target, device, version].filter(Boolean).join('-')}.vsix`);
  const options = ['--no-dependencies', '--target', target, '--out', vsix];
  // No public repository yet: nothing to check, and no address to make the README's links absolute.
  options.push('--allow-missing-repository', '--no-rewrite-relative-links');
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run('node', [vsce, 'package', ...options], { cwd: staging });
  const { size } = await stat(vsix);
  console.log(`${relative(root, vsix)}: ${(size / 1e6).toFixed(1)} MB with ${natives.join(', ')}`);
  if (target === 'linux-x64' && !device && size > linuxLimit) {
    throw new Error(`The package weighs more than the ${linuxLimit / 1e6} MB it may.`);
  }
}

/** The files that VS Code reads, and a manifest without what only developers need. */
async function stageExtension(staging) {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const { bin, files, scripts, dependencies, devDependencies, private: _, ...kept } = manifest;
  await mkdir(staging, { recursive: true });
  // What npm leaves out by a `!`, vsce leaves out by .vscodeignore.
  const shipped = files.filter((path) => !path.startsWith('!'));
  for (const path of [...shipped, '.vscodeignore']) {
    await cp(join(root, path), join(staging, path), { recursive: true });
  }
  await writeFile(join(staging, 'package.json'), JSON.stringify(kept, null, 2));
  return manifest;
}

/**
 * Modules go beside the engine that imports them: vsce leaves out a node_modules at the root unless
 * it is npm's whole closure.
 */
async function stageModules(folder, natives) {
  const { engineModules } = await import('./support/engineModules.mjs');
  const modules = join(root, 'node_modules');
  for (const path of await engineModules()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(modules, path), join(folder, path));
  }
  for (const name of natives) {
    await cp(await nativePackageFolder(name), join(folder, name), { recursive: true });
  }
}
