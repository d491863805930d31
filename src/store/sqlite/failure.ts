/** What a library for SQLite says when it fails, in one word whichever it is. */

import { FaultlineError, show } from '../../codes.ts';

export type Failure =
  | 'damaged'
  | 'disk full'
  | 'locked'
  | 'not writable'
  | 'other'
  | 'refused'
  | 'unreadable';

/** Primary result codes of SQLite, https://sqlite.org/rescode.html */
const CODES: Readonly<Record<string, readonly [number: number, failure: Failure]>> = {
  PERM: [3, 'not writable'],
  BUSY: [5, 'locked'],
  LOCKED: [6, 'locked'],
  NOMEM: [7, 'unreadable'],
  READONLY: [8, 'not writable'],
  IOERR: [10, 'unreadable'],
  CORRUPT: [11, 'damaged'],
  FULL: [13, 'disk full'],
  CANTOPEN: [14, 'not writable'],
  PROTOCOL: [15, 'locked'],
  TOOBIG: [18, 'refused'],
  CONSTRAINT: [19, 'refused'],
  MISMATCH: [20, 'refused'],
  AUTH: [23, 'not writable'],
  RANGE: [25, 'refused'],
  NOTADB: [26, 'damaged'],
};

/** What the file system says, where a file is made, moved or looked at. */
const SYSTEM: ReadonlyMap<string, Failure> = new Map([
  ['ENOSPC', 'disk full'],
  ['EDQUOT', 'disk full'],
  ['EROFS', 'not writable'],
  ['EACCES', 'not writable'],
  ['EPERM', 'not writable'],
  ['ENOENT', 'not writable'],
  ['ENOTDIR', 'not writable'],
  ['EISDIR', 'not writable'],
  ['EIO', 'unreadable'],
]);

/** `refused`: it is not the file's fault, but that of what is written. */
export function failureOf(error: unknown): Failure {
  // What no library takes as a value.
  if (error instanceof TypeError || error instanceof RangeError) return 'refused';
  const number = numberOf(error);
  // Extended codes have the primary one in their lowest byte.
  if (number !== undefined) return byNumber(number & 255);
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  if (typeof code !== 'string') return 'other';
  const [, primary = ''] = /^SQLITE_([A-Z]+)/.exec(code) ?? [];
  if (Object.hasOwn(CODES, primary)) return CODES[primary]![1];
  return SYSTEM.get(code) ?? 'other';
}

/** Of node:sqlite, and of libsql, which has names for some codes only. */
function numberOf(error: unknown): number | undefined {
  const { errcode, rawCode, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof errcode === 'number') return errcode;
  if (typeof rawCode === 'number') return rawCode;
  // libsql again, of a file that it cannot open.
  const [, number] = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(String(message)) ?? [];
  return number === undefined ? undefined : Number(number);
}

function byNumber(primary: number): Failure {
  return Object.values(CODES).find(([number]) => number === primary)?.[1] ?? 'other';
}

interface Explanation {
  readonly words: string;
  /** What operators can do about it. */
  readonly cure: string;
}

const EXPLANATIONS: Readonly<Record<Failure, Explanation>> = {
  damaged: { words: 'is damaged', cure: 'Restore it from a backup if its content is needed.' },
  'disk full': {
    words: 'has no room to grow',
    cure: 'Make room on its disk, or lower the limits of its retention.',
  },
  locked: { words: 'is locked', cure: 'End the process that holds it for long.' },
  'not writable': {
    words: 'cannot be opened or written',
    cure: 'Let the user of this process write the file and its directory.',
  },
  unreadable: { words: 'cannot be read or written', cure: 'Look after its disk.' },
  refused: { words: 'does not take what is written', cure: 'Report it with what stands before.' },
  other: { words: 'was not to be used', cure: 'Report it with what stands before.' },
};

/** What went wrong with a file, and what can be done. */
export function reasonOf(file: string, error: unknown): string {
  if (error instanceof FaultlineError) return error.message;
  const { words, cure } = EXPLANATIONS[failureOf(error)];
  return `The file ${show(file)} ${words} (${error instanceof Error ? error.message : String(error)}). ${cure}`;
}
