/** The end of the process after a fatal error: not before the record has left, and not later than agreed. */

export interface EndingProcess {
  exitCode?: number | string | null | undefined;
  exit(code: number): unknown;
}

/**
 * Who still flushes. The last one to finish ends the process, so that no instance of the library cuts off the
 * records of another.
 */
const leaving = new Set<object>();

/**
 * Makes what each fatal error calls. Those that follow the first are flushed too, but do not put off the end,
 * which is `timeout` after the first.
 */
export function createExit(
  process: EndingProcess,
  flush: (timeout: number) => Promise<void>,
): (timeout: number) => void {
  const self = {};
  let flushing = 0;
  let begun = false;
  let late = false;
  const leave = (): void => {
    leaving.delete(self);
    if (leaving.size === 0) exit(process);
  };
  return (timeout) => {
    // Even if nothing is left that keeps the process: it must not look like a success.
    process.exitCode = 1;
    if (late) return;
    leaving.add(self);
    flushing += 1;
    if (!begun) {
      begun = true;
      // Not unref'ed: a logger may do its work in a thread that does not keep the process either.
      setTimeout(() => {
        late = true;
        leave();
      }, timeout);
    }
    void flush(timeout).finally(() => {
      flushing -= 1;
      if (flushing === 0) leave();
    });
  };
}

/** Listeners for `exit` are the application's. Where one of them throws, the second call ends the process without them. */
function exit(process: EndingProcess): void {
  for (let attempts = 0; attempts < 2; attempts++) {
    try {
      process.exit(1);
      return;
    } catch {
      // It must not come back here as the next fatal error.
    }
  }
}
