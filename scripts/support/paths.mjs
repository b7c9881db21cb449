// Where things lie. Tests written in TypeScript know the same two folders by the same variables.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Downloads and stamps that outlive a run; never part of a package. */
export const cache = join(root, '.cache');

/** code-server and its Node. */
export const tools = resolve(root, process.env.ROUNDTRIP_TEST_TOOLS ?? '.cache/tools');

/** GGUF files for the tests. */
export const models = resolve(root, process.env.ROUNDTRIP_TEST_MODELS ?? '.cache/models');

/** Reports and screenshots of the last run. */
export const results = join(root, 'test-results');

export const executables = join(root, 'node_modules', '.bin');
