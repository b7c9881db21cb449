import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull, RoundtripError } from '../../common/errors.ts';
import { bytesAt } from '../../common/folderBytes.ts';
import { lockOwner, withLock } from '../../common/lock.ts';
import { writeWhole } from '../../common/writeWhole.ts';
import { environmentFacts } from './environmentFacts.ts';
import { findPython } from './findPython.ts';
import { hasGraphicsCard, succeeds } from './graphicsCard.ts';
import { Installer, pythonIn } from './installer.ts';
import type { EnvironmentFacts, EnvironmentStatus, SetUpProgress } from './types.ts';

/** The pinned packages, in the trainer's source. */
const lockFile = 'requirements.lock';
/** What is written last: an environment without it is not finished. */
const markerFile = 'environment.json';

/** What the packages take with torch for processors, and with CUDA, while they are installed. */
const neededBytes = { processor: 3e9, card: 12e9 };

/** A disk with less free is full: no package fits any more. */
const fullBelow = 50e6;

interface Marker {
  readonly facts: EnvironmentFacts;
  readonly bytes: number;
}

export interface SetUpOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SetUpProgress) => void) | undefined;
}

/**
 * The Python environment of the trainer: `trainer/HASH` in the data folder, HASH being that of the
 * pinned packages. It is made in its place, since virtual environments can't be moved.
 */
export class TrainerEnvironment {
  private readonly environments: string;
  private readonly lock: string;

  /** @param source the folder of the trainer as it was shipped. */
  constructor(
    dataDirectory: string,
    readonly source: string,
  ) {
    this.environments = join(dataDirectory, 'trainer');
    this.lock = join(source, lockFile);
  }

  /** Quick: nothing is started. @throws RoundtripError `environment-failed` if Roundtrip is damaged. */
  async status(): Promise<EnvironmentStatus> {
    const directory = await this.directory();
    const marker = await readMarker(directory);
    const none = { python: null, bytes: null };
    if (marker) {
      const python = pythonIn(directory);
      const { bytes } = marker;
      if (await exists(python)) return { state: 'ready', detail: words(marker), python, bytes };
      return { state: 'broken', detail: 'its Python is gone', python: null, bytes };
    }
    const owner = await lockOwner(this.setUpLock);
    if (owner !== null) {
      return { state: 'missing', detail: `being set up by process ${owner}`, ...none };
    }
    if (await exists(directory)) return { state: 'broken', detail: 'unfinished', ...none };
    if ((await this.others(directory)).length > 0) {
      return { state: 'outdated', detail: 'made for another version of Roundtrip', ...none };
    }
    return { state: 'missing', detail: 'not set up yet', ...none };
  }

  /**
   * Makes the environment ready, unless it is; an abort ends all at once. A set-up that fails leaves
   * nothing behind but what pip keeps of its downloads, and an older environment.
   * @returns the Python that trains.
   * @throws RoundtripError `environment-missing`, `environment-failed`, `disk-full`; the signal's
   * reason once it aborts.
   */
  async setUp(options: SetUpOptions = {}): Promise<string> {
    options.signal?.throwIfAborted();
    const path = this.setUpLock;
    const busy = (owner: number) =>
      new RoundtripError(
        'environment-failed',
        `The trainer's environment is being set up already, by process ${owner}. Wait for it; if no such set-up runs, delete ${path}.`,
        { path, owner },
      );
    try {
      await mkdir(this.environments, { recursive: true });
      return await withLock(path, busy, async () => {
        const { python } = await this.status();
        return python ?? (await this.make(options));
      });
    } catch (error) {
      throw isDiskFull(error) ? noSpace(this.environments, error) : error;
    }
  }

  /**
   * What is there, tried out: all is imported, which takes seconds.
   * @throws RoundtripError `environment-missing`, `environment-failed` that says what is missing.
   */
  async check(signal?: AbortSignal): Promise<string> {
    const { state, detail, python, bytes } = await this.status();
    if (python) {
      const facts = await environmentFacts(python, this.source, signal);
      return words({ facts, bytes: bytes ?? 0 });
    }
    const options = { directory: this.source, signal };
    const { path, version } = await findPython(
      options,
      await succeeds('uv', ['--version'], options),
    );
    throw new RoundtripError(
      'environment-missing',
      `${detail}; Python ${version.join('.')} is there for it (${path})`,
      { state },
    );
  }

  private async make({ signal, onProgress }: SetUpOptions): Promise<string> {
    const directory = await this.directory();
    await rm(directory, { recursive: true, force: true });
    await this.requireSpace(signal);
    await mkdir(directory);
    try {
      await new Installer({ directory, lock: this.lock, signal, onProgress }).install();
      onProgress?.({ phase: 'Checking', package: null, bytes: null });
      const python = pythonIn(directory);
      const facts = await environmentFacts(python, this.source, signal);
      const marker: Marker = { facts, bytes: await bytesAt(directory) };
      signal?.throwIfAborted();
      await writeWhole(join(directory, markerFile), JSON.stringify(marker));
      for (const other of await this.others(directory)) await rm(other, { recursive: true });
      return python;
    } catch (error) {
      signal?.throwIfAborted();
      // venv fails on a full disk without saying so.
      throw (await this.freeBytes()) < fullBelow ? noSpace(this.environments, error) : error;
    } finally {
      if (!(await readMarker(directory))) await rm(directory, { recursive: true, force: true });
    }
  }

  /** @throws RoundtripError `disk-full` before anything is downloaded that could not be kept. */
  private async requireSpace(signal: AbortSignal | undefined): Promise<void> {
    const hasCard = await hasGraphicsCard({ directory: this.environments, signal });
    const needed = hasCard ? neededBytes.card : neededBytes.processor;
    if ((await this.freeBytes()) < needed) throw noSpace(this.environments, undefined, needed);
  }

  private async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.environments);
    return bavail * bsize;
  }

  private async directory(): Promise<string> {
    const lock = await readFile(this.lock).catch((cause) => {
      throw new RoundtripError(
        'environment-failed',
        `${this.lock} can't be read. Install Roundtrip again.`,
        { path: this.lock },
        { cause },
      );
    });
    const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
    return join(this.environments, hash);
  }

  private get setUpLock(): string {
    return join(this.environments, 'lock');
  }

  /** Environments of other versions. */
  private async others(directory: string): Promise<string[]> {
    const names = await readdir(this.environments).catch(() => []);
    return names
      .filter((name) => /^[0-9a-f]{12}$/.test(name))
      .map((name) => join(this.environments, name))
      .filter((path) => path !== directory);
  }
}

async function readMarker(directory: string): Promise<Marker | null> {
  try {
    return JSON.parse(await readFile(join(directory, markerFile), 'utf8'));
  } catch {
    return null;
  }
}

function words({ facts: { torch, toolkit, device, deviceName, python }, bytes }: Marker): string {
  const where = device === 'cpu' ? 'the processor' : (deviceName ?? device);
  const built = device === 'cpu' && toolkit !== null ? ' (built for graphics cards)' : '';
  return `torch ${torch}${built} on ${where}, Python ${python}, ${gigabytes(bytes)}`;
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

function noSpace(directory: string, cause: unknown, bytes?: number): RoundtripError {
  const need = bytes === undefined ? '' : ` (${gigabytes(bytes)})`;
  return new RoundtripError(
    'disk-full',
    `There is not enough space in ${directory} for the trainer's packages${need}. Free some space and try again, or choose another data folder.`,
    { directory },
    { cause },
  );
}

/** True also for a link only if what it points to is there. */
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
