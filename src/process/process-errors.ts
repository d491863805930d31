/** Failures that no request waits for: what nobody caught, and what never became a request (ASVS 16.5.4). */

import { FaultlineError } from '../codes.ts';
import type { LogLevel, Plan, RequestFacts } from '../model.ts';
import type { Recorded } from '../record/record.ts';
import { createClientErrorListener } from './client-error.ts';
import { createExit, type EndingProcess } from './exit.ts';
import { judge, type ProcessCode } from './judge.ts';
import { noRequest } from './no-request.ts';
import { checkProcessErrorOptions, type ProcessErrorOptions } from './options.ts';

export interface ProcessErrors {
  /** Adds the listeners that are missing. What later options say replaces what earlier ones said. */
  readonly start: (options?: ProcessErrorOptions) => void;
  /** Removes every listener that `start` added. */
  readonly stop: () => void;
  /** What a request has recorded is not recorded again when it ends the process too. */
  readonly remember: (thrown: unknown) => void;
}

export interface Surroundings {
  readonly plan: Plan;
  readonly write: (recorded: Recorded, facts: RequestFacts) => void;
  /** Must not reject. */
  readonly flush: (timeout: number) => Promise<void>;
  /** The facts of the request being served, where the application asked to have them at hand. */
  readonly currentFacts: () => RequestFacts | undefined;
}

interface Emitter {
  prependListener(event: string, listener: (...values: never[]) => void): unknown;
  removeListener(event: string, listener: (...values: never[]) => void): unknown;
}

const DEFAULTS = { exit: true, timeout: 2000, warnings: false };

export function createProcessErrors({ plan, write, flush, currentFacts }: Surroundings): ProcessErrors {
  /** How to remove what was added, by what it listens to: an event of the process, or a server. */
  const added = new Map<unknown, () => void>();
  let settings = DEFAULTS;
  let recorded = new WeakSet<object>();
  let leave: (timeout: number) => void;
  /** The flag `--unhandled-rejections=strict` tells of a rejection twice, as an exception first. */
  let raised = false;

  function listen(key: unknown, emitter: Emitter, event: string, listener: (...values: never[]) => void) {
    if (added.has(key)) return;
    // Before the application's own: one that ends the process at once would leave no record.
    emitter.prependListener(event, listener);
    added.set(key, () => emitter.removeListener(event, listener));
  }

  function remember(thrown: unknown): boolean {
    if ((typeof thrown !== 'object' && typeof thrown !== 'function') || thrown === null) return false;
    if (recorded.has(thrown)) return true;
    recorded.add(thrown);
    return false;
  }

  function tell(thrown: unknown, code: ProcessCode, level: LogLevel): void {
    if (remember(thrown)) return;
    const facts = currentFacts() ?? noRequest();
    write(judge(thrown, facts, plan, { code, level }), facts);
  }

  function fatal(thrown: unknown, code: ProcessCode): void {
    tell(thrown, code, 'error');
    if (settings.exit) leave(settings.timeout);
  }

  const onException = (thrown: unknown, origin: unknown): void => {
    raised = origin === 'unhandledRejection';
    if (raised) queueMicrotask(() => (raised = false));
    fatal(thrown, raised ? 'UNHANDLED_REJECTION' : 'UNCAUGHT_EXCEPTION');
  };
  const onRejection = (reason: unknown): void => {
    if (!raised) fatal(reason, 'UNHANDLED_REJECTION');
    raised = false;
  };
  const onWarning = (warning: unknown): void => tell(warning, 'PROCESS_WARNING', 'warn');
  const onClientError = createClientErrorListener(plan, write);

  return {
    start(options = {}) {
      const { server, ...given } = checkProcessErrorOptions(options);
      const process = processOfRuntime();
      settings = { ...(added.size === 0 ? DEFAULTS : settings), ...given };
      if (added.size === 0) leave = createExit(process, flush);
      listen('uncaughtException', process, 'uncaughtException', onException);
      listen('unhandledRejection', process, 'unhandledRejection', onRejection);
      if (settings.warnings) listen('warning', process, 'warning', onWarning);
      else forget('warning');
      for (const source of server === undefined ? [] : [server].flat())
        listen(source, source as Emitter, 'clientError', onClientError);
    },
    stop() {
      for (const key of added.keys()) forget(key);
      recorded = new WeakSet();
    },
    remember(thrown) {
      if (added.size > 0) remember(thrown);
    },
  };

  function forget(key: unknown): void {
    added.get(key)?.();
    added.delete(key);
  }
}

/** @throws FaultlineError on edge runtimes, where there is no process to end */
function processOfRuntime(): Emitter & EndingProcess {
  const process = globalThis.process as unknown as Partial<Emitter & EndingProcess> | undefined;
  if (typeof process?.prependListener === 'function' && typeof process.exit === 'function')
    return process as Emitter & EndingProcess;
  throw new FaultlineError(
    'FLT_PROCESS_UNAVAILABLE',
    'This runtime has no process that tells of its errors; leave out captureProcessErrors.',
  );
}
