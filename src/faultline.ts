/** `createFaultline`: plan, resolve and record in one object. */

import { createAsyncContext } from './async-context.ts';
import { createLivePolicy, type ConfigStatus } from './config/live.ts';
import type { Config } from './config/shapes.ts';
import { decisionOf, explain, type Explanation } from './explanation.ts';
import { declareMode } from './exceptions/strictness.ts';
import { byteLength } from './http/bytes.ts';
import { recordStep } from './http/trail.ts';
import { correlationIdOf } from './pipeline/capture.ts';
import { compilePlan, ownMembers, type Live } from './plan.ts';
import { createProcessErrors } from './process/process-errors.ts';
import { createKeepers } from './keepers.ts';
import { createAnnounce } from './record/announce.ts';
import { afterTurn, isTurnFull } from './record/after-turn.ts';
import { createBuild } from './record/build.ts';
import { createDefaultStatusWarning } from './record/default-status.ts';
import { factsThen } from './record/facts-then.ts';
import { FLUSH_TIMEOUT } from './record/flush.ts';
import { processName } from './record/host.ts';
import { createMissingTrailWarning } from './record/missing-trail.ts';
import { createOccurrenceIds } from './record/occurrence-id.ts';
import { createSink } from './record/sink.ts';
import type { Answered } from './record/stored.ts';
import { RECORDED_HEADERS } from './record/stored-request.ts';
import { DEFAULT_SAMPLE } from './record/storm.ts';
import { tell } from './record/tell.ts';
import { createRedactor } from './redact/index.ts';
import { renderYouch } from './renderers/youch.ts';
import { resolve, type Resolution } from './resolve.ts';
import type { FaultlineOptions } from './options.ts';
import type { Mode, Reply, RequestFacts } from './model.ts';
import type { ProcessErrorOptions } from './process/options.ts';
import type { Store, StoreStatus } from './store/store.ts';

export interface Faultline {
  readonly mode: Mode;
  /** Header that carries the correlation ID, lower case. */
  readonly header: string;
  /** Whether adapters send that header on successful answers too. */
  readonly onSuccess: boolean;
  /** Whether adapters record the trails of requests; see `detail.path`. */
  readonly traces: boolean;
  /** Whether adapters must `run` requests, so that `currentId()` works below them. */
  readonly isAsync: boolean;
  /** Where failures are kept; `undefined`: nowhere. */
  readonly store: Store | undefined;
  /** What to answer to a thrown value. Pure: nothing is recorded. Never throws. */
  resolve(thrown: unknown, facts: RequestFacts): Resolution;
  /** `resolve`, then the record, at the end of the turn of the event loop that answers. Never throws. */
  handle(thrown: unknown, facts: RequestFacts): Resolution;
  /** Why the answer to a thrown value looks as it does, source by source. Nothing is recorded. Never throws. */
  explain(thrown: unknown, facts: RequestFacts): Explanation;
  /**
   * Loads the configuration again - or another one in its place - beside the requests that are served. Answers follow
   * the new one as soon as all of it was checked and compiled. An object of more than 2,000 values is read in slices:
   * leave it as it is until the promise settles.
   * @throws ConfigError (as a rejection) naming everything that is wrong; what was in force stays so
   */
  reload(config?: string | Config): Promise<void>;
  /** What is in force at the moment. */
  status(): FaultlineStatus;
  /**
   * Names a step of the application's own in the trail of a request; see `detail.path`. Without `facts` it is the
   * request that is being served, which `correlation.async` makes known. Never throws.
   */
  step(name: string, facts?: RequestFacts): void;
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
   * `flush`, and the store has stored it; after two seconds at the latest. Never rejects.
   */
  flush(): Promise<void>;
  /**
   * Removes what `captureProcessErrors` added, stops watching, flushes, and closes the store. Failures are still answered
   * and logged after it. Never rejects.
   */
  close(): Promise<void>;
}

export interface FaultlineStatus {
  readonly config: ConfigStatus;
  readonly store: StoreStatus | undefined;
}

/**
 * Creates the one stateful object: checks and compiles the options.
 * @throws FaultlineError on a wrong option, with its name, the received value and the cure
 */
export function createFaultline(given: FaultlineOptions = {}): Faultline {
  const live: Live = {};
  const plan = compilePlan(given, live);
  const options = ownMembers(given);
  const { detail } = plan;
  const recorded = ownMembers(options.record ?? {});
  const redactor = options.redact === false ? createRedactor(false) : plan.redactor;
  const loaded = createLivePolicy(Object.assign(options, { now: () => plan.now() }), (level, message) =>
    tell(plan.logger, level, message),
  );
  live.policy = loaded;
  declareMode(plan.mode);
  for (const warning of detail.warnings) tell(plan.logger, 'warn', warning);
  const context = plan.correlation.async ? createAsyncContext() : undefined;
  const warnOfStatus = createDefaultStatusWarning(plan, options.defaultStatus !== undefined);
  const warnOfTrail = createMissingTrailWarning(plan);
  const correlationId = (facts: RequestFacts): string => correlationIdOf(facts, plan);
  const keepers = createKeepers(options, plan.logger);
  const { keep, store, held, answering, announce: told, close: closeKeepers } = keepers;
  const stored = {
    ...processName(),
    release: options.release,
    headers: recorded.headers?.map((name) => name.toLowerCase()) ?? RECORDED_HEADERS,
    redactor,
    now: () => plan.now(),
    newId: createOccurrenceIds(),
    decisionOf,
  };
  const perSecond = recorded.stacksPerSecond ?? DEFAULT_SAMPLE;
  const build = createBuild({ ...stored, perSecond, stores: keep !== undefined });
  const announce = createAnnounce(stored, told);
  const { write, flush, close } = createSink({ logger: plan.logger, build, keep }, held);
  /** Behind the answers of this turn; the store knows of it before. Never throws. */
  function recordLater(answered: Answered, facts: RequestFacts): void {
    if (plan.logger === false && keep === undefined) return;
    answering?.(answered);
    const isAtOnce = isTurnFull();
    const key = isAtOnce ? undefined : announce(answered);
    const then = factsThen(facts);
    const tellAll = (): void => {
      write(answered, then, false, key);
      warnOfStatus(answered.decided, then);
      warnOfTrail(answered.decided, facts);
    };
    if (isAtOnce) tellAll();
    else afterTurn(tellAll);
  }
  const currentFacts = (): RequestFacts | undefined => context?.getStore();
  const processErrors = createProcessErrors({ plan, write, recordLater, currentFacts });
  return Object.freeze({
    mode: plan.mode,
    header: plan.correlation.header,
    onSuccess: plan.correlation.onSuccess,
    isAsync: plan.correlation.async,
    traces: detail.traces,
    store,
    resolve: (thrown: unknown, facts: RequestFacts) => resolve(thrown, facts, plan),
    handle(thrown: unknown, facts: RequestFacts): Resolution {
      const resolution = resolve(thrown, facts, plan);
      processErrors.remember(thrown, resolution.correlationId);
      recordLater(resolution, facts);
      return resolution;
    },
    explain: (thrown: unknown, facts: RequestFacts) => explain(thrown, facts, plan, loaded.policy),
    reload: (config?: string | Config) => loaded.reload(config),
    status: () => ({ config: loaded.status, store: store?.status() }),
    step(name: string, facts = context?.getStore()): void {
      if (detail.traces) recordStep(facts, name);
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
      loaded.close();
      await close(FLUSH_TIMEOUT);
      await closeKeepers(FLUSH_TIMEOUT);
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
  return typeof fl === 'object' && fl !== null && Object.hasOwn(fl, 'handle')
    ? (fl as Faultline)
    : createFaultline(fl as FaultlineOptions | undefined);
}
