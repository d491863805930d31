/** Failures that no request waits for: what nobody caught, and what never became a request (ASVS 16.5.4). */

import { FaultlineError } from '../codes.ts';
import type { LogLevel, Plan, RequestFacts } from '../model.ts';
import { finishTurn } from '../record/after-turn.ts';
import type { Recorded } from '../record/record.ts';
import type { Sink } from '../record/sink.ts';
import { createBudget, MAX_PER_SECOND } from './budget.ts';
import { createClientErrorListener } from './client-error.ts';
import { createExit, type EndingProcess } from './exit.ts';
import { judge, type ProcessCode } from './judge.ts';
import { createMemory } from './memory.ts';
import { noRequest } from './no-request.ts';
import { checkProcessErrorOptions, type ProcessErrorOptions } from './options.ts';
import { comesOfWriting, whileWriting } from './writing.ts';

export interface ProcessErrors {
  /** Adds the listeners that are missing. What later options say replaces what earlier ones said. */
  readonly start: (options?: ProcessErrorOptions) => void;
  /** Removes every listener that `start` added. */
  readonly stop: () => void;
  /** What a request has recorded is not a new failure when it reaches the process too. */
  readonly remember: (thrown: unknown, correlationId: string) => void;
}

export interface Surroundings {
  readonly plan: Plan;
  readonly write: Sink['write'];
  /** Of what is answered: behind the answer. Never throws. */
  readonly recordLater: (recorded: Recorded, facts: RequestFacts) => void;
  /** The facts of the request being served, where the application asked to have them at hand. */
  readonly currentFacts: () => RequestFacts | undefined;
}

interface Emitter {
  prependListener(event: string, listener: (...values: never[]) => void): unknown;
  removeListener(event: string, listener: (...values: never[]) => void): unknown;
}

const DEFAULTS = { exit: true, timeout: 2000, warnings: false };

const AGAIN = 'recorded before under this reference; now it ends the process';

export function createProcessErrors({ plan, write, recordLater, currentFacts }: Surroundings): ProcessErrors {
  /** How to remove what was added, by what it listens to: an event of the process, or a server. */
  const added = new Map<unknown, () => void>();
  let settings = DEFAULTS;
  let memory = createMemory();
  let leave: ReturnType<typeof createExit>;
  /** The first fatal error is recorded, whatever came before it. */
  let leaving = false;
  /** The flag `--unhandled-rejections=strict` tells of a rejection twice, as an exception first. */
  let raised = false;

  const budget = createBudget((omitted) => {
    const said = `${omitted} more failures outside of requests: over ${MAX_PER_SECOND} a second are not recorded`;
    put(said, noRequest(), 'PROCESS_ERRORS_OMITTED', 'error');
  });

  function put(
    thrown: unknown,
    facts: RequestFacts,
    code: ProcessCode,
    level: LogLevel,
    { last = false, notes = [] as string[] } = {},
  ): void {
    const recorded = judge(thrown, facts, plan, { code, level }, notes);
    memory.remember(thrown, recorded.correlationId, last);
    whileWriting(() => {
      // What failed before is told before.
      finishTurn();
      write(recorded, facts, last);
    });
  }

  function tell(thrown: unknown, code: ProcessCode, level: LogLevel): void {
    if (memory.recall(thrown) === undefined && budget.take())
      put(thrown, currentFacts() ?? noRequest(), code, level);
  }

  /** Whether it was recorded. */
  function tellLast(thrown: unknown, code: ProcessCode): boolean {
    const earlier = memory.recall(thrown);
    if (earlier?.fatal === true || !(budget.take() || !leaving)) return false;
    leaving = true;
    const { correlationId } = earlier ?? {};
    const facts = earlier === undefined ? (currentFacts() ?? noRequest()) : { ...noRequest(), correlationId };
    put(thrown, facts, code, 'error', { last: true, notes: earlier === undefined ? [] : [AGAIN] });
    return true;
  }

  function fatal(thrown: unknown, code: ProcessCode): void {
    if (settings.exit) leave(settings.timeout, tellLast(thrown, code));
    else tell(thrown, code, 'error');
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
  const onWarning = (warning: object): void => {
    if (!comesOfWriting(warning)) tell(warning, 'PROCESS_WARNING', 'warn');
  };
  const onClientError = createClientErrorListener(plan, recordLater, {
    recall: (thrown) => memory.recall(thrown),
    remember: (thrown, correlationId) => memory.remember(thrown, correlationId),
  });

  function listen(key: unknown, emitter: Emitter, event: string, listener: (...values: never[]) => void) {
    if (added.has(key)) return;
    // Known first: adding tells listeners of `newListener`, which may throw after it was added, or before.
    added.set(key, () => emitter.removeListener(event, listener));
    // Before the application's own: one that ends the process at once would leave no record.
    emitter.prependListener(event, listener);
  }

  function forget(key: unknown): void {
    added.get(key)?.();
    added.delete(key);
  }

  return {
    start(options = {}) {
      const { server, ...given } = checkProcessErrorOptions(options);
      const process = processOfRuntime();
      const before = new Set(added.keys());
      if (before.size === 0) [leave, leaving] = [createExit(process), false];
      const next = { ...(before.size === 0 ? DEFAULTS : settings), ...given };
      try {
        listen('uncaughtException', process, 'uncaughtException', onException);
        listen('unhandledRejection', process, 'unhandledRejection', onRejection);
        if (next.warnings) listen('warning', process, 'warning', onWarning);
        for (const source of server === undefined ? [] : [server].flat())
          listen(source, source as Emitter, 'clientError', onClientError);
      } catch (error) {
        for (const key of added.keys()) if (!before.has(key)) forget(key);
        throw error;
      }
      if (!next.warnings) forget('warning');
      settings = next;
    },
    stop() {
      for (const key of added.keys()) forget(key);
      memory = createMemory();
      budget.settle();
    },
    remember(thrown, correlationId) {
      if (added.size > 0) memory.remember(thrown, correlationId);
    },
  };
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
