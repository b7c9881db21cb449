import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeServerCommand } from './tools.ts';

/** What a workbench must not do in a test: greet, update itself, ask, or call anybody. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

export interface CodeServerOptions {
  /** Settings of the user and the machine on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables that the extension host sees. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Holds the installed extensions; empty and thrown away unless named. */
  readonly extensionsFolder?: string;
  /**
   * Lets the page load an extension and its tests from a folder, which a built VS Code does in no
   * other mode. In this mode no notification pops up.
   */
  readonly development?: boolean;
}

/** A running code-server on 127.0.0.1, with a home folder of its own that goes when it stops. */
export interface CodeServer extends AsyncDisposable {
  /** The temporary home folder of the server. */
  readonly home: string;
  /** What the server printed so far. */
  log(): string;
  /** The address of a workbench on `folder`. `payload` are the keys that VS Code's web page takes. */
  address(folder: string, payload?: Readonly<Record<string, string>>): string;
  stop(): Promise<void>;
}

/** @throws Error with the server's log if it does not answer within a minute. */
export async function startCodeServer({
  settings = {},
  environment = {},
  extensionsFolder,
  development = false,
}: CodeServerOptions = {}): Promise<CodeServer> {
  const home = await mkdtemp(join(tmpdir(), 'code-server-'));
  const userData = join(home, 'user-data');
  const config = join(home, 'config.yaml');
  await writeFile(config, '');
  // A window takes settings of machine scope from the server's own settings alone.
  for (const scope of ['User', 'Machine']) {
    await mkdir(join(userData, scope), { recursive: true });
    await writeFile(
      join(userData, scope, 'settings.json'),
      JSON.stringify({ ...quietSettings, ...settings }),
    );
  }
  const origin = `http://127.0.0.1:${await freePort()}`;
  const { node, entry } = codeServerCommand();
  const args = [
    entry,
    ...['--config', config],
    ...['--bind-addr', new URL(origin).host],
    ...['--auth', 'none'],
    ...['--user-data-dir', userData],
    ...['--extensions-dir', extensionsFolder ?? join(home, 'extensions')],
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
    ...(development ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const child = spawn(node, args, {
    env: { ...isolatedEnvironment(home), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const stop = async () => {
    await end(child);
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    await answering(origin, child);
  } catch (error) {
    await stop();
    throw new Error(`code-server did not start.\n${log}`, { cause: error });
  }
  return {
    home,
    log: () => log,
    address(folder, payload = {}) {
      const url = new URL(origin);
      url.searchParams.set('folder', resolve(folder));
      url.searchParams.set('payload', JSON.stringify(Object.entries(payload)));
      return url.href;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The caller's environment with every folder for data, configuration and sockets inside `home`. */
export function isolatedEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    TMPDIR: home,
    XDG_RUNTIME_DIR: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    EXTENSIONS_GALLERY: '{}',
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function answering(origin: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
    const healthy = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (healthy?.ok) return;
    await sleep(50);
  }
  throw new Error('It does not answer.');
}

/** Ends the server; its extension hosts and terminals end by themselves when it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  if ((await Promise.race([exited, sleep(5000, 'late', { ref: false })])) === 'late') {
    child.kill('SIGKILL');
    await exited;
  }
}
