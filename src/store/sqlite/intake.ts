/** The side of the store that takes occurrences: into the spool, or where that fails into memory for a while. */

import { existsSync } from 'node:fs';
import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { openSpool, type AdoptedSpool, type Spool, type SpoolPosition } from '../spool/index.ts';
import { segmentPath } from '../spool/segments.ts';
import { codeOf } from '../spool/spool-error.ts';
import type { StoreEvent } from '../store.ts';
import { fits, lineOf } from './line.ts';
import { messageOf, reasonOf, REFUSALS, type Refusal } from './losses.ts';
import { createNotices } from './notices.ts';

export interface Intake {
  /** Never throws. */
  readonly take: (occurrence: StoredOccurrence) => void;
  /** What will be taken in a moment. Never throws. */
  readonly announce: (line: string) => void;
  /** What is not taken. */
  readonly refuse: (reason: Refusal) => void;
  /** Of a spool, so many lines are stored, and so many can never be. */
  readonly settle: (spool: string, stored: number, refused: number) => void;
  /**
   * Nothing is left to be read. @param read all before it is stored, though nobody may have said so: a thread may end
   * between the two. What is not read then, and not there any more, was taken away.
   */
  readonly verify: (read?: SpoolPosition) => void;
  /** Tries what waits in memory once more, a part in each turn. */
  readonly retry: () => void;
  /** What is open; `undefined` until something was taken. */
  readonly spool: () => AdoptedSpool | undefined;
  readonly counts: () => Counts;
  /** Leaves the spool to whoever opens the store next, if anything is left in it. What is in memory then is lost. */
  readonly close: () => void;
}

export interface Counts {
  /** All that were taken, and of these those that are stored, or lost since. */
  readonly taken: number;
  readonly settled: number;
  readonly stored: number;
  readonly spooled: number;
  readonly bytes: number;
  readonly lost: Readonly<Record<string, number>>;
}

interface Parts {
  readonly directory: string;
  readonly maxBytes: number;
  readonly tell: (event: Extract<StoreEvent, { readonly type: 'trouble' }>) => void;
  /** There is another spool. */
  readonly opened: (spool: AdoptedSpool) => void;
  /** There is more in the spool. */
  readonly appended: () => void;
}

/** In memory: lines, and characters of them. */
const MAX_LINES = 10_000;
const MAX_CHARACTERS = 16 * 2 ** 20;
/** Milliseconds until the next attempt: the first, and at most. */
const RETRY = 200;
const MAX_RETRY = 5000;
/** Lines that are written from memory in one turn: some milliseconds. */
const AT_ONCE = 500;

export function createIntake({ directory, maxBytes, tell, opened, appended }: Parts): Intake {
  const notice = createNotices(tell, Date.now);
  const lost = new Map<string, number>();
  /** What could not be appended, in order. */
  let memory: string[] = [];
  let characters = 0;
  let spool: Spool | undefined;
  let spooled = 0;
  let taken = 0;
  let settled = 0;
  let stored = 0;
  let timer: NodeJS.Timeout | undefined;
  let delay = RETRY;
  /** Why there is something in memory. */
  let failure: unknown;

  function lose(reason: string, count = 1): void {
    lost.set(reason, (lost.get(reason) ?? 0) + count);
  }

  function refuse(reason: Refusal): void {
    lose(reason);
    notice(reason, 'error', REFUSALS[reason]);
  }

  function open(): Spool {
    const made = openSpool(directory, { maxBytes });
    opened(made);
    return made;
  }

  function append(line: string): void {
    spool ??= open();
    try {
      spool.append(line);
    } catch (error) {
      if (codeOf(error) !== 'SPOOL_GONE') throw error;
      abandon();
      spool = open();
      spool.append(line);
    }
    spooled += 1;
  }

  /** Whoever took it stores what is in it; where it was deleted, nobody does. */
  function abandon(): void {
    const waiting = spooled;
    spool?.close();
    spool = undefined;
    spooled = 0;
    if (waiting === 0) return;
    settled += waiting;
    lose('spool taken away', waiting);
    notice(
      'gone',
      'error',
      `The spool in ${directory} was adopted by another process, which stores the ${waiting} occurrences that waited in it, or it was deleted and they are lost. Leave that directory to this library.`,
    );
  }

  function keep(line: string): void {
    const reason = reasonOf(failure);
    if (memory.length >= MAX_LINES || characters + line.length > MAX_CHARACTERS) {
      lose(reason);
      notice(
        'lost',
        'error',
        `Occurrences are being lost, ${lost.get(reason)} until now (${reason}): ${messageOf(failure)} Make room in ${directory}, or let this process write there.`,
      );
      return;
    }
    taken += 1;
    memory.push(line);
    characters += line.length;
    if (timer !== undefined) return;
    notice(
      'memory',
      'warn',
      `Occurrences cannot be written to ${directory} (${reason}): ${messageOf(failure)} They wait in memory, at most ${MAX_LINES} of them.`,
    );
    rest();
  }

  function rest(): void {
    timer = setTimeout(retry, delay);
    timer.unref();
    delay = Math.min(MAX_RETRY, delay * 2);
  }

  /** Writes what waits in memory, from the first on. @returns whether nothing stood in the way */
  function drain(most: number): boolean {
    let count = 0;
    try {
      for (; count < memory.length && count < most; count++) {
        append(memory[count]!);
        characters -= memory[count]!.length;
      }
      return true;
    } catch (error) {
      failure = error;
      return false;
    } finally {
      memory = memory.slice(count);
      if (count > 0) appended();
    }
  }

  function retry(): void {
    clearTimeout(timer);
    timer = undefined;
    if (memory.length === 0) return;
    if (!drain(AT_ONCE)) return rest();
    delay = RETRY;
    if (memory.length > 0) timer = setTimeout(retry, 0).unref();
    else
      notice('written', 'info', `Occurrences are written to ${directory} again, and none waits in memory.`);
  }

  return {
    refuse,
    retry,
    take(occurrence) {
      const line = lineOf(occurrence);
      if (line === undefined) return refuse('not an occurrence');
      // It would hold up all that follows.
      if (!fits(line, maxBytes)) return refuse('too large');
      try {
        // Those that wait come first.
        if (memory.length > 0) return keep(line);
        append(line);
      } catch (error) {
        failure = error;
        return keep(line);
      }
      taken += 1;
      appended();
    },
    announce(line) {
      try {
        if (memory.length === 0) (spool ??= open()).announce(line);
      } catch {
        // What is wrong is told when it is taken.
      }
    },
    settle(id, more, refused) {
      // Whoever took it: nobody else will say that it is lost.
      if (refused > 0) lose('refused by the store', refused);
      if (id !== spool?.id) return;
      // What is still in the spool is stored once more in a file that is new.
      const known = Math.min(more, spooled);
      const gone = Math.min(refused, spooled - known);
      spooled -= known + gone;
      stored += known;
      settled += known + gone;
    },
    verify(read) {
      const end = spool?.end;
      if (spooled === 0 || end === undefined) return;
      if (read?.spool === end.spool && read.segment === end.segment && read.offset === end.offset) {
        stored += spooled;
        settled += spooled;
        spooled = 0;
      } else if (!existsSync(segmentPath(spool!.path, end.segment))) abandon();
    },
    spool: () => spool,
    counts: () => ({
      taken,
      settled,
      stored,
      spooled,
      bytes: spool?.bytes ?? 0,
      lost: Object.fromEntries(lost),
    }),
    close() {
      clearTimeout(timer);
      drain(Infinity);
      if (memory.length > 0) {
        lose('closed', memory.length);
        settled += memory.length;
        memory = [];
      }
      spool?.close();
    },
  };
}
