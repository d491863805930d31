/** The file while it is written to: opened when it is needed, and anew when something happened to it. */

import { show } from '../../codes.ts';
import type { Driver } from './driver.ts';
import { failureOf } from './failure.ts';
import { createNames, type Names } from './names.ts';
import type { createNotices } from './notices.ts';
import { identityOf, openToWrite, setAside, type OpenFile } from './open-file.ts';
import type { Statements } from './statements.ts';

export interface Writable {
  /** @throws what `openToWrite` throws */
  readonly open: (isNew: () => void) => Ready;
  /** Once it is open. */
  readonly current: () => Ready;
  /**
   * After anything that was thrown by what is done with it. Never throws.
   * @returns whether the cause is out of the way, so that it can be tried again at once
   */
  readonly failed: (error: unknown) => boolean;
  /** Looks at the whole file, which takes as long as reading it. */
  readonly check: () => void;
  readonly close: () => void;
}

export interface Ready {
  readonly statements: Statements;
  readonly names: Names;
}

/** Milliseconds for another process that writes. */
const WAIT = 1000;

export function createWritable(
  driver: Driver,
  file: string,
  notice: ReturnType<typeof createNotices>,
): Writable {
  let opened: OpenFile | undefined;
  let ready: Ready | undefined;
  /** Which file was opened last, though that failed. */
  let seen = 'none';

  function close(): void {
    opened?.close();
    opened = undefined;
    ready = undefined;
  }

  /** @returns whether it is gone */
  function moveAside(): boolean {
    close();
    try {
      // It may be another one by now, that another process made when it found the same.
      if (identityOf(file) !== seen) return true;
      const aside = setAside(file, Date.now());
      notice(
        'damaged',
        'error',
        `The file ${show(file)} was damaged: it is now ${show(aside)}, and a new one is begun. What it held is in there; the sqlite3 command's .recover may read it.`,
      );
      return true;
    } catch (error) {
      notice(
        'damaged',
        'error',
        `The file ${show(file)} is damaged and cannot be moved (${String(error)}). Move it.`,
      );
      return false;
    }
  }

  const writable: Writable = {
    close,
    current: () => ready!,
    open(isNew) {
      if (opened?.isGone() === true) {
        close();
        notice(
          'gone',
          'error',
          `The file ${show(file)} was moved or deleted while it was in use; a new one is begun. Stop the processes that use it before.`,
        );
      }
      if (ready !== undefined) return ready;
      seen = identityOf(file);
      opened = openToWrite(driver, file, WAIT);
      seen = identityOf(file);
      const { statements } = opened;
      ready = { statements, names: createNames(statements) };
      isNew();
      return ready;
    },
    failed(error) {
      const failure = failureOf(error);
      if (failure === 'damaged') return moveAside();
      // A lock goes by; what else there is may be cured by opening it again.
      if (failure !== 'locked') close();
      return false;
    },
    check() {
      if (opened === undefined) return;
      try {
        const result = opened.statements.get('PRAGMA quick_check(1)')!.quick_check;
        if (result !== 'ok') moveAside();
      } catch (error) {
        writable.failed(error);
      }
    },
  };
  return writable;
}
