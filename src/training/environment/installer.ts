import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type StartOptions, startProcess } from '../../common/childProcess.ts';
import { messageOf, RoundtripError } from '../../common/errors.ts';
import { ownPackagesAlone } from '../trainerVariables.ts';
import { findPython } from './findPython.ts';
import { hasGraphicsCard, succeeds } from './graphicsCard.ts';
import { installFailure } from './installFailure.ts';
import { installProgress } from './installProgress.ts';
import { suitsMachine } from './torchBuild.ts';
import type { SetUpProgress } from './types.ts';

export interface InstallOptions {
  /** The folder of the environment; empty. */
  readonly directory: string;
  /** The pinned requirements, torch among them. */
  readonly lock: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SetUpProgress) => void) | undefined;
}

/** The end of a program's output that is kept, characters. */
const keptOutput = 8_192;

/** Where a virtual environment has its Python. */
export function pythonIn(directory: string): string {
  return programIn(directory, 'python');
}

function programIn(directory: string, name: string): string {
  const isWindows = process.platform === 'win32';
  return join(directory, 'venv', isWindows ? 'Scripts' : 'bin', isWindows ? `${name}.exe` : name);
}

/** Makes a virtual environment and installs packages into it, step by step. */
export class Installer {
  private readonly python: string;
  private readonly start: StartOptions;

  constructor(private readonly options: InstallOptions) {
    const { directory, signal } = options;
    this.python = pythonIn(directory);
    // Wheels are unpacked in the temporary folder, and the system's is often a small one in memory.
    const temporary = this.temporary;
    const environment = { ...ownPackagesAlone, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    this.start = { directory, environment, signal };
  }

  /** @throws RoundtripError that says what is missing or failed; the signal's reason on an abort. */
  async install(): Promise<void> {
    await mkdir(this.temporary, { recursive: true });
    const hasUv = await succeeds('uv', ['--version'], this.start);
    await this.makeEnvironment(hasUv);
    await this.installTorch(hasUv);
    await this.pip('Installing the packages', '--requirement', this.options.lock);
    await rm(this.temporary, { recursive: true, force: true });
  }

  /** uv also gets a Python where there is none, and makes do with one that lacks venv. */
  private async makeEnvironment(hasUv: boolean): Promise<void> {
    const phase = 'Making a Python environment';
    const found = findPython(this.start, hasUv);
    if (hasUv) {
      const { path } = await found.catch((error) => {
        this.start.signal?.throwIfAborted();
        if (error instanceof RoundtripError) return { path: '3.12' };
        throw error;
      });
      await this.run(phase, 'uv', ['venv', '--seed', '--python', path, 'venv']);
    } else {
      await this.run(phase, (await found).path, ['-m', 'venv', 'venv']);
    }
    // The pip that Python brings may be too old to tell what it would install.
    await this.pip('Updating pip', '--upgrade', 'pip');
  }

  /**
   * Installs torch, unless what pip will bring is right: the person's settings come first. uv knows
   * where the other builds of torch are, and which CUDA the card's driver can do.
   */
  private async installTorch(hasUv: boolean): Promise<void> {
    const torch = await torchIn(this.options.lock);
    const hasCard = await hasGraphicsCard(this.start);
    const phase = 'Looking for the build of PyTorch for this machine';
    const report = await this.pip(
      phase,
      '--quiet',
      '--dry-run',
      '--no-deps',
      '--report',
      '-',
      torch,
    );
    if (suitsMachine(report, hasCard)) return;

    const uv = hasUv ? 'uv' : programIn(this.options.directory, 'uv');
    const into = ['--python', this.python, '--torch-backend', hasCard ? 'auto' : 'cpu'];
    try {
      if (!hasUv) await this.pip('Getting uv', 'uv');
      await this.run('Installing PyTorch', uv, ['pip', 'install', ...into, torch]);
    } catch (error) {
      if (!(error instanceof RoundtripError && error.code === 'environment-failed')) throw error;
      // PyPI's build is for cards, so pip may try it.
      if (!hasCard) throw noBuildForProcessors(torch, error);
    }
  }

  private pip(phase: string, ...args: readonly string[]): Promise<string> {
    const quietly = ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
    return this.run(phase, this.python, ['-m', 'pip', 'install', ...quietly, ...args]);
  }

  /** @returns what the program wrote. @throws RoundtripError what its complaint means. */
  private async run(phase: string, program: string, args: readonly string[]): Promise<string> {
    this.options.onProgress?.({ phase, package: null, bytes: null });
    const onErrors = (text: string) => {
      for (const line of text.split('\n')) this.tell(line);
    };
    const { output, ended } = startProcess(program, args, { ...this.start, onErrors });
    const lines: string[] = [];
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line);
      this.tell(line);
    });
    const { code, errors } = await ended.catch((error) => {
      this.start.signal?.throwIfAborted();
      throw installFailure(phase, messageOf(error));
    });
    const written = lines.join('\n');
    if (code !== 0) throw installFailure(phase, `${written.slice(-keptOutput)}\n${errors}`);
    return written;
  }

  private tell(line: string): void {
    const progress = installProgress(line);
    if (progress) this.options.onProgress?.(progress);
  }

  private get temporary(): string {
    return join(this.options.directory, 'temporary');
  }
}

/** The pin of torch: `torch==2.13.0`. */
async function torchIn(lock: string): Promise<string> {
  const [pin] = /^torch==[^\s;]+/m.exec(await readFile(lock, 'utf8')) ?? [];
  if (!pin) throw new Error(`${lock} does not pin torch.`);
  return pin;
}

function noBuildForProcessors(torch: string, cause: RoundtripError): RoundtripError {
  return new RoundtripError(
    'environment-failed',
    `This machine has no graphics card, pip's package index offers only the build of ${torch} for those, and PyTorch's own index could not be used: ${cause.message} Or add an index or a folder with its +cpu build to pip's settings (pip config set global.extra-index-url ADDRESS, or global.find-links FOLDER).`,
    { torch },
    { cause },
  );
}
