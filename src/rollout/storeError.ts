import { RoundtripError } from '../common/errors.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html) that get a sentence of their own. */
const code = {
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** The primary result code of an error of node:sqlite, or null for any other error. */
function resultCode(error: unknown): number | null {
  const extended = (error as { errcode?: unknown } | null)?.errcode;
  return typeof extended === 'number' ? extended & 0xff : null;
}

/** True when the file is damaged or is no database at all. */
export function isDamage(error: unknown): boolean {
  const result = resultCode(error);
  return result === code.corrupt || result === code.notADatabase;
}

/** What a failed access to the database at `path` means to a person; other errors pass unchanged. */
export function storeError(error: unknown, path: string): unknown {
  const say = (...[name, message]: [RoundtripError['code'], string]) =>
    new RoundtripError(name, message, { path }, { cause: error });
  switch (resultCode(error)) {
    case code.busy:
    case code.locked:
      return say(
        'store-locked',
        `Another program holds the records in ${path} locked. Close it, or try again in a moment.`,
      );
    case code.full:
      return say(
        'disk-full',
        `There is no space left to record into ${path}. Free some space and try again; earlier records are safe.`,
      );
    case code.permission:
    case code.readOnly:
    case code.cannotOpen:
      return unwritable(path, error);
    case code.inputOutput:
      return say(
        'file-unreadable',
        `The disk reports an error at ${path}. Check the disk, or choose another folder (setting roundtrip.dataDirectory, --data or ROUNDTRIP_DATA).`,
      );
    case code.corrupt:
    case code.notADatabase:
      return say(
        'file-unreadable',
        `The records in ${path} are damaged and could not be replaced. Move the file away by hand and try again.`,
      );
    default:
      return error;
  }
}

/** The database can't be created or written where it should lie. */
export function unwritable(path: string, cause: unknown): RoundtripError {
  return new RoundtripError(
    'file-read-only',
    `The records in ${path} can't be written. Make the folder writable, or choose another one (setting roundtrip.dataDirectory, --data or ROUNDTRIP_DATA).`,
    { path },
    { cause },
  );
}
