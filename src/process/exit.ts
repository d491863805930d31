/** The end of the process after a fatal error: not before the record has left, and not later than agreed. */

import { flushAll, rescueAll } from '../record/sink.ts';

export interface EndingProcess {
  exitCode?: number | string | null | undefined;
  exit(code: number): unknown;
}

/** The end that is under way: one, whatever number of instances wait for it. */
interface Ending {
  /** By `performance.now()`: the latest that an instance has agreed to. */
  deadline: number;
  readonly agreed: Set<object>;
  /** How many of them still have time. */
  waiting: number;
  flushing: boolean;
  again: boolean;
  over: boolean;
}

const endings = new WeakMap<EndingProcess, Ending>();

/** Makes what one instance calls at each fatal error, and tells whether it has recorded that. */
export function createExit(process: EndingProcess): (timeout: number, recorded: boolean) => void {
  const self = {};
  return (timeout, recorded) => {
    // Even if nothing is left that keeps the process: it must not look like a success.
    process.exitCode = 1;
    const ending = endingOf(process);
    if (!ending.agreed.has(self)) agree(ending, self, timeout, process);
    // Errors that logging itself causes may come so close that no timer has its turn between them.
    else if (performance.now() >= ending.deadline) return leave(ending, process);
    ending.again ||= recorded;
    if (!ending.flushing) void flush(ending, process);
    return undefined;
  };
}

function endingOf(process: EndingProcess): Ending {
  const known = endings.get(process);
  if (known !== undefined) return known;
  const ending = {
    deadline: 0,
    agreed: new Set<object>(),
    waiting: 0,
    flushing: false,
    again: false,
    over: false,
  };
  endings.set(process, ending);
  return ending;
}

/** Later errors of the same instance do not put off the end. */
function agree(ending: Ending, instance: object, timeout: number, process: EndingProcess): void {
  ending.agreed.add(instance);
  ending.deadline = Math.max(ending.deadline, performance.now() + timeout);
  // Not unref'ed: a logger may do its work in a thread that does not keep the process either.
  ending.waiting += 1;
  setTimeout(() => {
    ending.waiting -= 1;
    if (ending.waiting === 0) leave(ending, process);
  }, timeout);
}

/** What was recorded meanwhile is flushed as well, of other instances too, whether they capture or not. */
async function flush(ending: Ending, process: EndingProcess): Promise<void> {
  ending.flushing = true;
  do {
    ending.again = false;
    await flushAll(Math.max(0, ending.deadline - performance.now()));
  } while (ending.again && !ending.over);
  leave(ending, process);
}

function leave(ending: Ending, process: EndingProcess): void {
  if (ending.over) return;
  ending.over = true;
  endings.delete(process);
  rescueAll();
  exit(process);
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
