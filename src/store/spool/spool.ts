/** The spool: lines appended to files by one process, which this process, or after its end another, reads in order. */

/** Behind a line, or before the first one of a segment. */
export interface SpoolPosition {
  /** `id` of the spool. */
  readonly spool: string;
  /** From 1, in the order in which they were written; numbers may be left out. */
  readonly segment: number;
  /** In bytes. */
  readonly offset: number;
}

export interface SpoolBatch {
  /** At least one, in the order in which they were appended. */
  readonly lines: readonly string[];
  /** Behind the last of them. */
  readonly end: SpoolPosition;
}

export interface SpoolOptions {
  /** Of a file, before the next one is begun. Default: 16 MiB; at most a quarter of `maxBytes`. */
  readonly segmentBytes?: number;
  /** Of all spools in the directory together, those of other processes included. Default: 1 GiB. */
  readonly maxBytes?: number;
}

/**
 * The end that is written to, of one process; it belongs on a disk of the host, or on a volume whose names every host
 * sees at once. What was appended survives the end of the process, however it ends: it is in the hands of the operating
 * system. It does not survive the loss of power, as nothing waits for the disk.
 */
export interface Spool {
  /** Unique; sorted as text, older spools come first. Stays the same when another process adopts it. */
  readonly id: string;
  /** Of its directory, for `readSpool`. */
  readonly path: string;
  /**
   * Writes one line, before it returns. What is not well-formed Unicode comes back as U+FFFD.
   * @throws Error with a `code`, and the line was not kept, or must not be relied on: what the operating system says
   * (`ENOSPC`, `EROFS`, `EIO`, …), `SPOOL_FULL` beyond `maxBytes`, `SPOOL_LINE` where there is a line feed in it,
   * `SPOOL_CLOSED` after `close`, and `SPOOL_GONE` once the directory was adopted by another process, which then took this
   * one for dead, or was removed: from then on every line is refused, and another spool must be opened. After each of
   * the others the next line may succeed.
   */
  append(line: string): void;
  /**
   * Says which line will be appended within this turn of the event loop. Should the process be killed before, who adopts
   * the spool finds what was announced in its place; and behind it, where it was appended after all: tell them apart by a
   * key. Lines of more than 980 bytes are left out. Never throws.
   */
  announce(line: string): void;
  /** Behind the last line that was appended; `undefined`: there is none. */
  readonly end: SpoolPosition | undefined;
  /** Of its files that are still there. */
  readonly bytes: number;
  /**
   * Removes the directory if all that it has was released. Else any process may adopt it from now on; readers of `path`
   * find nothing more. Never throws.
   */
  close(): void;
}

/**
 * The end that is read from, in any thread, while the owner appends. At least once: what was read and not released is
 * read again after a restart.
 */
export interface SpoolReader {
  /**
   * Lines that follow, without waiting for any; `undefined` while there is none. A line that was cut off by the end of
   * its process, or by a full disk, is no line.
   * @param after `undefined`: from the first that is still there
   * @param maxBytes to read at a time; a longer line comes alone
   * @param maxLines Default: as many as there are
   * @throws the operating system's error where files cannot be read
   */
  next(after: SpoolPosition | undefined, maxBytes: number, maxLines?: number): SpoolBatch | undefined;
  /**
   * Says that all before it is stored: deletes the files of which nothing is left to be read, but for the one that may
   * still be appended to, and of an adopted spool whose last line that was, everything. A full disk does not hinder it.
   * What was announced and had no room when the spool was adopted follows now. Never throws: what could not be deleted is
   * deleted the next time.
   */
  release(upTo: SpoolPosition): void;
  /** What was released last, by whatever process; `undefined` where nothing was, or nobody can tell. */
  released(): SpoolPosition | undefined;
  /** No line follows, now. Always true once the directory is gone. */
  isDone(position: SpoolPosition | undefined): boolean;
  /** Of an adopted spool: any process may adopt what is left. Of another: its owner closes it, behind this. Never throws. */
  close(): void;
}

/** For `readSpool`. */
export interface AdoptedSpool {
  readonly id: string;
  readonly path: string;
}
