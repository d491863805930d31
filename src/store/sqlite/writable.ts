/** The file while it is written to: opened when it is needed, and anew when something happened to it. */

import { FaultlineError, show } from '../../codes.ts';
import type { Driver } from './driver.ts';
import { failureOf } from './failure.ts';
import { messageOf } from './losses.ts';
import type { ThreadOptions } from './messages.ts';
import { createNames, type Names } from './names.ts';
import type { createNotices } from './notices.ts';
import { identityOf, openToWrite, setAside, type OpenFile } from './open-file.ts';
import { createRecognition } from './recognize.ts';
import type { Statements } from './statements.ts';
import { HOUR } from './time.ts';

export interface Writable {
  /** @throws what `openToWrite` throws, and FaultlineError where what is damaged is none of this library's files */
  readonly open: () => Ready;
  /** Once it is open. */
  readonly current: () => Ready;
  /**
   * After anything that was thrown by what is done with it. Never throws.
   * @returns whether the cause is out of the way, so that it can be tried again at once
   */
  readonly failed: (error: unknown) => boolean;
  /** Something was stored in it. */
  readonly proven: () => void;
  /** Looks at the whole file, which takes as long as reading it. @throws what `open` throws */
  readonly check: () => void;
  readonly close: () => void;
}

export interface Ready {
  readonly statements: Statements;
  readonly names: Names;
}

/** Milliseconds for another process that writes. */
const WAIT = 1000;

/** @param isNew told of each file that was opened */
export function createWritable(
  driver: Driver,
  { file, mustExist }: Pick<ThreadOptions, 'file' | 'mustExist'>,
  notice: ReturnType<typeof createNotices>,
  isNew: (ready: Ready) => void,
): Writable {
  const isRecognized = createRecognition(file);
  let opened: OpenFile | undefined;
  let ready: Ready | undefined;
  /** Which file was opened last, though that failed. */
  let seen = 'none';
  /** The last one that could be opened, or was made. */
  let own: string | undefined;
  /** When a damaged one was moved, and nothing was stored since. */
  let movedAt = -Infinity;

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
      // A disk that damages each new one would fill up with them.
      if (performance.now() - movedAt < HOUR) {
        notice(
          'damaged',
          'error',
          `The file ${show(file)} was damaged again before anything was stored in it, and stays where it is for an hour. Look after its disk.`,
        );
        return false;
      }
      const aside = setAside(file, Date.now());
      movedAt = performance.now();
      notice(
        'moved',
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

  function openNow(): OpenFile {
    seen = identityOf(file);
    try {
      return openToWrite(driver, file, WAIT, mustExist);
    } catch (error) {
      // It was made just now.
      if (seen === 'none') own = seen = identityOf(file);
      const isForeign = failureOf(error) === 'damaged' && seen !== own && !isRecognized();
      throw isForeign ? foreign(file, error) : error;
    }
  }

  const writable: Writable = {
    close,
    current: () => ready!,
    proven: () => (movedAt = -Infinity),
    open() {
      if (opened?.isGone() === true) {
        close();
        if (!mustExist)
          notice(
            'gone',
            'error',
            `The file ${show(file)} was moved or deleted while it was in use; a new one is begun. Stop the processes that use it before.`,
          );
      }
      if (ready !== undefined) return ready;
      opened = openNow();
      seen = identityOf(file);
      own = seen;
      const { statements } = opened;
      ready = { statements, names: createNames(statements) };
      isNew(ready);
      return ready;
    },
    failed(error) {
      const failure = failureOf(error);
      if (failure === 'damaged' && !mustExist) return moveAside();
      // A lock goes by; what else there is may be cured by opening it again.
      if (failure !== 'locked') close();
      return false;
    },
    check() {
      if (opened === undefined) return openOrMove();
      if (mustExist) return;
      try {
        const result = opened.statements.get('PRAGMA quick_check(1)')!.quick_check;
        if (result !== 'ok') moveAside();
      } catch (error) {
        writable.failed(error);
      }
    },
  };

  function openOrMove(): void {
    try {
      writable.open();
    } catch (error) {
      if (!writable.failed(error)) throw error;
    }
  }

  return writable;
}

function foreign(file: string, error: unknown): FaultlineError {
  return new FaultlineError(
    'FLT_STORE_UNAVAILABLE',
    `The file ${show(file)} is none that this library wrote, or it is damaged from its beginning on (${messageOf(error)}); name another file, or move this one away.`,
  );
}
