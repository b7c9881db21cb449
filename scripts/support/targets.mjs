// Which of node-llama-cpp's native packages each VS Code platform gets.

/** VS Code's name of a platform -> node-llama-cpp's name of its build for the processor. */
const builds = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'mac-x64',
  'darwin-arm64': 'mac-arm64-metal',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** Builds for graphics cards, where there are any, on top of the one for the processor. */
const graphics = {
  vulkan: ['vulkan'],
  cuda: ['cuda', 'cuda-ext'],
};

export const targets = Object.keys(builds);

/**
 * @param {string} target a platform of VS Code
 * @param {string | undefined} device `vulkan` or `cuda`; Metal is part of the build for Apple silicon
 * @returns {string[]} package names
 * @throws {Error} when there is no such platform or build
 */
export function nativePackages(target, device) {
  const build = builds[target];
  if (!build)
    throw new Error(`There is no target ${target}. The targets are ${targets.join(', ')}.`);
  if (device === undefined) return [`@node-llama-cpp/${build}`];
  const variants = graphics[device];
  if (!variants) {
    throw new Error(
      `There is no build with ${device}. There are ${Object.keys(graphics).join(', ')}.`,
    );
  }
  if (!['linux-x64', 'win32-x64'].includes(target)) {
    throw new Error(`${target} has no build with ${device}: linux-x64 and win32-x64 have.`);
  }
  return ['', ...variants.map((variant) => `-${variant}`)].map(
    (suffix) => `@node-llama-cpp/${build}${suffix}`,
  );
}
