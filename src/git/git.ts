import { execFile } from 'node:child_process';

/**
 * Git by its arguments, in a way that runs nothing of the repository's: no hook, file system
 * monitor or pager, and nothing is fetched (not even what a partial clone lacks) or locked. Plumbing
 * commands run no filter and no program that attributes name either.
 */
const safely = [
  '--no-pager',
  '--no-optional-locks',
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'protocol.allow=never'],
];

/** Set by git for its hooks: they would name that repository in place of the file's own. */
const ofAnotherRepository = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_NAMESPACE'],
];

/** Enough for what a commit of a million files lists. */
const maxOutputBytes = 256 * 1024 * 1024;

/** Git ended with an error, of which `said` is what it wrote to stderr; or there is no git. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    readonly said: string,
    readonly isMissing: boolean,
  ) {
    super(isMissing ? 'There is no program called git.' : said);
  }
}

/** Git in one folder, until `signal` aborts. */
export class Git {
  /** @param own variables of the environment that git gets besides. */
  constructor(
    readonly folder: string,
    readonly signal: AbortSignal = new AbortController().signal,
    private readonly own: Readonly<Record<string, string>> = {},
  ) {}

  /** What a command prints. @throws GitError, or the signal's reason. */
  async run(...args: readonly string[]): Promise<string> {
    return (await this.bytes(args)).toString('utf8');
  }

  /** The same, or null where git ends with an error. */
  async tryRun(...args: readonly string[]): Promise<string | null> {
    try {
      return await this.run(...args);
    } catch (error) {
      if (error instanceof GitError && !error.isMissing) return null;
      throw error;
    }
  }

  /** What a command prints that is given `input`. */
  async bytes(args: readonly string[], input = ''): Promise<Buffer> {
    const { folder, signal, own } = this;
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        [...safely, '-C', folder, ...args],
        {
          encoding: 'buffer',
          env: { ...environment(), ...own },
          signal,
          maxBuffer: maxOutputBytes,
        },
        (error, stdout, stderr) => {
          if (!error) resolve(stdout);
          else if (signal.aborted) reject(signal.reason);
          else reject(new GitError(String(stderr), error.code === 'ENOENT'));
        },
      );
      child.stdin?.on('error', () => {}); // Git ended before it read all: its exit code tells.
      child.stdin?.end(input);
    });
  }
}

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !ofAnotherRepository.includes(name),
  );
  return {
    ...Object.fromEntries(inherited),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C', // what git says is looked at
  };
}
