import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Disposable } from '../common/disposable.ts';
import { type Check, fileId, inTransaction, type OpenDatabase, openDatabase } from './database.ts';
import type { RecordedGroup } from './export/recordedGroup.ts';
import { selectCodes, selectGroup, selectGroupKeys } from './export/selectGroups.ts';
import {
  deleteRepositories,
  giveSpaceBack,
  type RepositoryRecords,
  selectRepositoryRecords,
} from './forget.ts';
import {
  selectCounts,
  selectDocumentation,
  selectDrawnDocumentation,
  selectGroups,
  selectLastRoundTrip,
  selectReconstructions,
  selectRepositories,
  selectWasRebuilt,
} from './reads.ts';
import { selectVisits } from './selectVisits.ts';
import { isDamage, storeError } from './storeError.ts';
import type {
  DocumentationRecord,
  DocumentationSource,
  DrawFilter,
  FunctionVisit,
  ReconstructionFilter,
  ReconstructionRecord,
  ReconstructionSource,
  RolloutFilter,
  RolloutGroup,
  RolloutSink,
  StoredDocumentation,
  StoredReconstruction,
  StoreSummary,
  Verdict,
} from './types.ts';
import { insertDocumentation, insertReconstruction, insertVerdict } from './writes.ts';

/**
 * All rollouts of this user in `roundtrip.db`, which every window, the command line and the trainer
 * use at once. The database is opened by the first call and let go by `dispose`.
 *
 * Any call may throw RoundtripError `store-locked` (after waiting 2.5 s for other writers),
 * `store-newer`, `disk-full`, `file-read-only` or `file-unreadable`. A damaged database does not
 * make a call fail: it is moved aside, and the call goes to a fresh one.
 */
export class RolloutStore
  implements RolloutSink, ReconstructionSource, DocumentationSource, Disposable
{
  readonly path: string;
  private database: OpenDatabase | null = null;

  /**
   * @param directory the data folder, see `dataDirectory`; made where missing.
   * @param onMovedAside is told where a damaged database was moved, so that the person can be told.
   */
  constructor(
    directory: string,
    private readonly onMovedAside: (movedTo: string) => void,
  ) {
    this.path = join(directory, 'roundtrip.db');
  }

  recordDocumentation(record: DocumentationRecord): number {
    return this.write((connection) => insertDocumentation(connection, record));
  }

  recordReconstruction(record: ReconstructionRecord): number {
    return this.write((connection) => insertReconstruction(connection, record));
  }

  recordVerdict(documentationId: number, verdict: Verdict, editedDoc?: string): void {
    this.write((connection) => insertVerdict(connection, documentationId, verdict, editedDoc));
  }

  /** The documentation of this id with its verdicts, or null. */
  documentation(id: number): StoredDocumentation | null {
    return this.use((connection) => selectDocumentation(connection, id));
  }

  drawnDocumentation(filter: DrawFilter): StoredDocumentation | null {
    return this.use((connection) => selectDrawnDocumentation(connection, filter));
  }

  /** The latest reconstruction of a function, with the code it was compared with, or null. */
  lastRoundTrip(
    repository: string,
    path: string,
    qualifiedName: string,
  ): StoredReconstruction | null {
    return this.use((connection) =>
      selectLastRoundTrip(connection, { repository, path, qualifiedName }),
    );
  }

  wasRebuilt(code: string): boolean {
    return this.use((connection) => selectWasRebuilt(connection, code));
  }

  reconstructionsOf(filter: ReconstructionFilter): StoredReconstruction[] {
    return this.use((connection) => selectReconstructions(connection, filter));
  }

  /** The rollouts of one policy, grouped as training compares them, oldest function first. */
  groups(filter: RolloutFilter): RolloutGroup[] {
    return this.use((connection) => selectGroups(connection, filter));
  }

  /** What one policy drew for a repository, the functions that waited longest first. */
  visits(repository: string, filter: RolloutFilter): FunctionVisit[] {
    return this.use((connection) => selectVisits(connection, repository, filter));
  }

  /**
   * Every documentation with its reconstructions, a group at a time, so that the store need not fit
   * in memory. @param repository null for all.
   */
  *recordedGroups(repository: string | null): Generator<RecordedGroup, void> {
    for (const key of this.use((connection) => selectGroupKeys(connection, repository))) {
      yield this.use((connection) => selectGroup(connection, key));
    }
  }

  /** The code of every function, each once, oldest first. */
  codes(): string[] {
    return this.use(selectCodes);
  }

  /** Runs one of this folder's selects, as those of figures/. */
  read<T>(select: (connection: DatabaseSync) => T): T {
    return this.use(select);
  }

  summary(): StoreSummary {
    const counts = this.use(selectCounts);
    const sizes = [this.path, `${this.path}-wal`].map(
      (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    );
    return { path: this.path, ...counts, bytes: sizes.reduce((sum, size) => sum + size) };
  }

  /** Every repository of which there are records. */
  repositories(): string[] {
    return this.use(selectRepositories);
  }

  /** How much there is of these repositories. */
  recordsOf(repositories: readonly string[]): RepositoryRecords {
    return this.use((connection) => selectRepositoryRecords(connection, repositories));
  }

  /**
   * Removes all records of these repositories, all or none, so that nothing of them can be read in the
   * file any more. @returns what was there.
   */
  forget(repositories: readonly string[]): RepositoryRecords {
    return this.use((connection) => {
      connection.exec('PRAGMA secure_delete = ON');
      const removed = inTransaction(connection, () => deleteRepositories(connection, repositories));
      giveSpaceBack(connection);
      return removed;
    });
  }

  dispose(): void {
    this.database?.connection.close();
    this.database = null;
  }

  private write<T>(work: (connection: DatabaseSync) => T): T {
    return this.use((connection) => inTransaction(connection, () => work(connection)));
  }

  private use<T>(work: (connection: DatabaseSync) => T): T {
    try {
      return work(this.connection());
    } catch (error) {
      if (!isDamage(error)) throw storeError(error, this.path);
    }
    try {
      return work(this.connection('verify'));
    } catch (error) {
      throw storeError(error, this.path);
    }
  }

  /** The open database; opened again where another process has moved a damaged one aside. */
  private connection(check: Check = 'header'): DatabaseSync {
    const open = check === 'header' ? this.database : null;
    if (open && open.fileId === fileId(this.path)) return open.connection;
    this.dispose();
    this.database = openDatabase(this.path, this.onMovedAside, check);
    return this.database.connection;
  }
}
