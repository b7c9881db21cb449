import { afterEach, expect, it, vi } from 'vitest';
import { findToolchain } from '../../../src/evaluation/toolchains.ts';

afterEach(() => vi.unstubAllEnvs());

it('a Python is started by its real path, past a version manager’s stand-in', async () => {
  const python = (await findToolchain('python')).get('python3');
  expect(python).toMatch(/^\/.*python/);
});

it.each([
  ['python', 'python3', 'apt-get install python3'],
  ['ruby', 'ruby', 'apt-get install ruby'],
  ['go', 'go', 'apt-get install golang-go'],
  ['java', 'javac', 'apt-get install default-jdk-headless'],
] as const)('a machine without %s is told what to install', async (language, program, remedy) => {
  vi.stubEnv('PATH', '/nowhere');
  await expect(findToolchain(language)).rejects.toMatchObject({
    code: 'tool-missing',
    message: expect.stringMatching(new RegExp(`^${program} can't be found.*${remedy}`)),
  });
});
