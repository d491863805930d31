/** `createFaultline`: plan, resolve and record in one object. */

import { createAsyncContext } from './async-context.ts';
import { declareMode } from './exceptions/strictness.ts';
import { byteLength } from './http/bytes.ts';
import { correlationIdOf } from './pipeline/capture.ts';
import { compilePlan } from './plan.ts';
import { createProcessErrors } from './process/process-errors.ts';
import { createDefaultStatusWarning } from './record/default-status.ts';
import { FLUSH_TIMEOUT } from './record/flush.ts';
import { createSink } from './record/sink.ts';
import { createRedactor } from './redact/index.ts';
import { renderYouch } from './renderers/youch.ts';
import { resolve, type Resolution } from './resolve.ts';
import type { FaultlineOptions } from './options.ts';
import type { Mode, Reply, RequestFacts } from './model.ts';
import type { ProcessErrorOptions } from './process/options.ts';

export interface Faultline {
  readonly mode: Mode;
  /** Header that carries the correlation ID, lower case. */
  readonly header: string;
  /** Whether adapters send that header on successful answers too. */
  readonly onSuccess: boolean;
  /** Whether adapters must `run` requests, so that `currentId()` works below them. */
  readonly isAsync: boolean;
  /** What to answer to a thrown value. Pure: nothing is recorded. Never throws. */
  resolve(thrown: unknown, facts: RequestFacts): Resolution;
  /** `resolve`, then the record, once the caller had its turn to send the answer. Never throws. */
  handle(thrown: unknown, facts: RequestFacts): Resolution;
  /**
   * In debug mode, for a browser, when `youch` is installed: the developer's page in place of the reply.
   * `undefined` in every other case. Never rejects; falls back to the reply.
   */
  debugPage(resolution: Resolution): Promise<Reply> | undefined;
  /** The request's correlation ID, made at the first read. */
  correlationId(facts: RequestFacts): string;
  /** Runs `callback` so that `currentId()` works below it; a plain call unless `correlation.async` is on. */
  run<T>(facts: RequestFacts, callback: () => T): T;
  /** The correlation ID of the request being served; `undefined` outside one, or without `correlation.async`. */
  currentId(): string | undefined;
  /**
   * Records what nobody caught - exceptions, rejections, and the client errors of a `server` - and ends the
   * process with code 1 once the record is flushed; see `ProcessErrorOptions`. Other listeners run as before.
   * Calling it again changes the options and adds servers. What a request has recorded is
   * told again, under the same reference, only when it ends the process.
   * @throws FaultlineError on a wrong option, and where the runtime has no such process
   */
  captureProcessErrors(options?: ProcessErrorOptions): void;
  /**
   * Resolves once every record made so far was handed to the logger, and has left it where the logger has a
   * `flush`; after two seconds at the latest. Never rejects.
   */
  flush(): Promise<void>;
  /** Removes what `captureProcessErrors` added, then flushes. Failures are still answered and recorded after it. */
  close(): Promise<void>;
}

/**
 * Creates the one stateful object: checks and compiles the options.
 * @throws FaultlineError on a wrong option, with its name, the received value and the cure
 */
export function createFaultline(options: FaultlineOptions = {}): Faultline {
  const plan = compilePlan(options);
  declareMode(plan.mode);
  const context = plan.correlation.async ? createAsyncContext() : undefined;
  const warnOnce = createDefaultStatusWarning(plan, options.defaultStatus !== undefined);
  const correlationId = (facts: RequestFacts): string => correlationIdOf(facts, plan);
  const { write, flush, close } = createSink({
    logger: plan.logger,
    redactor: createRedactor(options.redact),
  });
  const processErrors = createProcessErrors({ plan, write, currentFacts: () => context?.getStore() });
  return Object.freeze({
    mode: plan.mode,
    header: plan.correlation.header,
    onSuccess: plan.correlation.onSuccess,
    isAsync: plan.correlation.async,
    resolve: (thrown: unknown, facts: RequestFacts) => resolve(thrown, facts, plan),
    handle(thrown: unknown, facts: RequestFacts): Resolution {
      const resolution = resolve(thrown, facts, plan);
      processErrors.remember(thrown, resolution.correlationId);
      if (plan.logger !== false) {
        queueMicrotask(() => {
          write(resolution, facts);
          warnOnce(resolution.decided, facts);
        });
      }
      return resolution;
    },
    debugPage(resolution: Resolution): Promise<Reply> | undefined {
      const wanted =
        plan.mode === 'debug' && resolution.reply.format === 'html' && !resolution.reply.abandoned;
      return wanted ? debugPageOf(resolution) : undefined;
    },
    correlationId,
    run: <T>(facts: RequestFacts, callback: () => T): T =>
      context === undefined ? callback() : context.run(facts, callback),
    currentId(): string | undefined {
      const facts = context?.getStore();
      return facts === undefined ? undefined : correlationId(facts);
    },
    captureProcessErrors: processErrors.start,
    flush: () => flush(FLUSH_TIMEOUT),
    async close(): Promise<void> {
      processErrors.stop();
      await close(FLUSH_TIMEOUT);
    },
  });
}

async function debugPageOf({ reply, decided, correlationId }: Resolution): Promise<Reply> {
  const page = await renderYouch(decided?.classified.captured.view.value, correlationId);
  if (page === undefined) return reply;
  const { body, contentSecurityPolicy } = page;
  const length = String(byteLength(body));
  return {
    ...reply,
    body,
    headers: { ...reply.headers, 'content-length': length, 'content-security-policy': contentSecurityPolicy },
  };
}

/** What adapters accept: an instance, or the options for one. */
export function toFaultline(fl: Faultline | FaultlineOptions | undefined): Faultline {
  return typeof fl === 'object' && fl !== null && 'handle' in fl ? fl : createFaultline(fl);
}
