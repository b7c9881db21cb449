import type { LanguageId } from '../parse/types.ts';

/** What a repository shows of how its tests are run. */
export interface RepositoryFacts {
  /** The files git tracks, relative to the root, with `/`. */
  readonly files: readonly string[];
  /** The contents of a tracked file, or an empty string. */
  readonly read: (path: string) => Promise<string>;
}

interface Framework {
  readonly languages: readonly LanguageId[];
  readonly testFile: RegExp;
  readonly isUsed: (facts: RepositoryFacts) => Promise<boolean>;
  /** The whole command for these test files. */
  readonly command: (files: readonly string[]) => readonly string[];
}

const ecmascript: readonly LanguageId[] = [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
];
const ecmascriptTest =
  /(?:\.(?:test|spec)\.[cm]?[jt]sx?|(?:^|\/)(?:tests?|__tests__)\/.*\.[cm]?[jt]sx?)$/;
const always = () => Promise.resolve(true);
const mentions =
  (pattern: RegExp) =>
  async ({ read }: RepositoryFacts) =>
    pattern.test(await read('package.json'));

/** Frameworks in the order in which they are tried. */
const frameworks: readonly Framework[] = [
  {
    languages: ['python'],
    testFile: /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/,
    isUsed: async ({ files, read }) =>
      files.some((file) => /(?:^|\/)(?:conftest\.py|pytest\.ini)$/.test(file)) ||
      /pytest/.test((await read('pyproject.toml')) + (await read('setup.cfg'))),
    command: (files) => ['python3', '-m', 'pytest', '-q', '-x', '-p', 'no:cacheprovider', ...files],
  },
  {
    languages: ['python'],
    testFile: /(?:^|\/)(?:test_[^/]*|[^/]*_test|tests)\.py$/,
    isUsed: always,
    command: (files) => ['python3', '-m', 'unittest', '-f', ...files],
  },
  {
    languages: ecmascript,
    testFile: ecmascriptTest,
    isUsed: mentions(/"vitest"/),
    command: (files) => ['node_modules/.bin/vitest', 'run', ...files],
  },
  {
    languages: ecmascript,
    testFile: ecmascriptTest,
    isUsed: mentions(/"jest"/),
    command: (files) => ['node_modules/.bin/jest', '--ci', '--cache=false', ...files],
  },
  {
    languages: ecmascript,
    testFile: ecmascriptTest,
    isUsed: mentions(/"mocha"/),
    command: (files) => ['node_modules/.bin/mocha', '--bail', ...files],
  },
  {
    languages: ecmascript,
    testFile: ecmascriptTest,
    isUsed: mentions(/node --test/),
    command: (files) => ['node', '--test', ...files],
  },
  {
    languages: ['go'],
    testFile: /_test\.go$/,
    isUsed: async ({ files }) => files.includes('go.mod'),
    command: (files) => ['go', 'test', '-count=1', ...packagesOf(files)],
  },
  {
    languages: ['ruby'],
    testFile: /_spec\.rb$/,
    isUsed: async ({ files }) => files.some((file) => /(?:^\.rspec|_spec\.rb)$/.test(file)),
    command: (files) => ['rspec', '--fail-fast', ...files],
  },
  {
    languages: ['ruby'],
    testFile: /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.rb$/,
    isUsed: always,
    command: (files) => [
      ...['ruby', '-Ilib', '-Itest', '-e', 'ARGV.each { |f| require File.expand_path(f) }'],
      ...files,
    ],
  },
];

/** How the tests of code in `language` are run here, or null where nothing is known of it. */
export async function testFramework(
  language: LanguageId,
  facts: RepositoryFacts,
): Promise<Pick<Framework, 'testFile' | 'command'> | null> {
  for (const framework of frameworks) {
    if (!framework.languages.includes(language)) continue;
    const hasTests = facts.files.some((file) => framework.testFile.test(file));
    if (hasTests && (await framework.isUsed(facts))) return framework;
  }
  return null;
}

/** A command of the user's own: the test files take the place of `{files}`, or stand at its end. */
export function ownCommand(
  command: readonly string[],
  files: readonly string[],
): readonly string[] {
  return command.includes('{files}')
    ? command.flatMap((word) => (word === '{files}' ? files : [word]))
    : [...command, ...files];
}

/**
 * The test files that say something of a function: those that mention its name, or that are named
 * for its file. At most 20, the ones named for the file first.
 */
export async function relevantTests(
  { path, name }: { readonly path: string; readonly name: string },
  testFile: RegExp,
  { files, read }: RepositoryFacts,
): Promise<string[]> {
  const stem = /([^/]+?)\.[^/]*$/.exec(path)?.[1] ?? path;
  const isNamedFor = (file: string) => (file.split('/').at(-1) ?? '').includes(stem);
  const word = new RegExp(`(?<![\\w$])${name.replace(/[^\w$]/g, '\\$&')}(?![\\w$])`);
  const tests = files.filter((file) => testFile.test(file) && file !== path);
  const found: string[] = [];
  for (const file of [...tests.filter(isNamedFor), ...tests.filter((file) => !isNamedFor(file))]) {
    if (found.length === 20) break;
    if (isNamedFor(file) || word.test(await read(file))) found.push(asArgument(file));
  }
  return found;
}

/** A file's name must not be read as an option. */
function asArgument(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

function packagesOf(files: readonly string[]): string[] {
  const folder = (file: string) => file.slice(0, Math.max(0, file.lastIndexOf('/')));
  return [...new Set(files.map((file) => `./${folder(file)}`))];
}
