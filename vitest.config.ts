import { defineConfig } from 'vitest/config';

/** One project a tier; host tests run inside VS Code by mocha instead (test/host). */
const tier = (name: string, testTimeout: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: testTimeout,
    // In a window the model draws with a fresh seed, and now and then draws nothing usable.
    retry: name === 'ui' ? 1 : 0,
    fileParallelism: name === 'unit' || name === 'golden',
  },
});

export default defineConfig({
  test: {
    projects: [
      tier('unit', 20_000),
      tier('golden', 20_000),
      tier('evaluation', 120_000),
      tier('model', 180_000),
      tier('package', 600_000),
      tier('ui', 180_000),
    ],
  },
});
