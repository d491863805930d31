/** Compiles the options into the frozen plan that every answer follows. */

import { compileDetail } from './detail/plan.ts';
import { environmentMode } from './exceptions/strictness.ts';
import { createNegotiator } from './http/negotiation.ts';
import { once } from './once.ts';
import { checkFaultlineOptions } from './check-options.ts';
import type { CorrelationOptions, FaultlineOptions } from './options.ts';
import { chooseFamilies, chooseStatuses } from './recognizers/choose.ts';
import { compileRecognizers } from './recognizers/compile.ts';
import { families } from './recognizers/families.ts';
import { guarded } from './recognizers/guard.ts';
import { jsonLines } from './record/json-lines.ts';
import { createRedactor } from './redact/index.ts';
import { ignoreRejection } from './rejection.ts';
import { compileRenderers } from './renderers/compile.ts';
import type { Format, Plan, Problem, RequestFacts } from './model.ts';
import type { Policy } from './policy.ts';

const FORMATS: readonly Format[] = ['json', 'xml', 'text', 'html'];

/** The part of a plan that a reload replaces. */
export interface Live {
  policy?: { readonly policy: Policy | undefined };
}

/** @throws FaultlineError on a wrong option */
export function compilePlan(given: FaultlineOptions, live: Live = {}): Plan {
  checkFaultlineOptions(given);
  const options = ownMembers(given);
  const mode = options.mode ?? environmentMode();
  const formats = options.formats ?? FORMATS;
  const correlation = ownMembers(options.correlation ?? {});
  const chosen = chooseFamilies(families, options.families ?? {});
  const vary = formats.length > 1 ? 'Accept' : undefined;
  const translated = vary === undefined ? 'Accept-Language' : `${vary}, Accept-Language`;
  const index = once(() => compileRecognizers(chosen.map(guarded)));
  return Object.freeze({
    mode,
    correlation: Object.freeze({
      header: (correlation.header ?? 'x-request-id').toLowerCase(),
      trusts: compileTrust(correlation.trust),
      onSuccess: correlation.onSuccess ?? false,
      async: correlation.async ?? false,
    }),
    negotiate: createNegotiator([...formats]),
    get vary() {
      return live.policy?.policy?.translates === true ? translated : vary;
    },
    ...renderersOf(options),
    defaultStatus: options.defaultStatus ?? 500,
    trustStatus: options.trustStatus ?? 'application',
    users: compileRecognizers(options.recognizers ?? []),
    // At the first error: what most processes never need should not be made at their start.
    get families() {
      return index();
    },
    get policy() {
      return live.policy?.policy;
    },
    now: clockOf(options.now),
    // What clients are shown is freed of secrets even where records are not.
    redactor: createRedactor(options.redact === false ? {} : options.redact),
    detail: compileDetail(options.detail ?? {}, mode),
    statuses: options.statuses && chooseStatuses(families, options.statuses),
    // `console` has the shape of a logger, but prints objects over many lines.
    logger: (options.logger as unknown) === globalThis.console ? jsonLines : options.logger,
  });
}

function renderersOf(options: FaultlineOptions): Pick<Plan, 'failureOf' | 'own' | 'renderers'> {
  const failures = new WeakMap<Problem, string>();
  const compiled = compileRenderers(options, (reason, problem) => failures.set(problem, reason));
  const isOwn = compiled.renderers === compiled.own;
  return { ...compiled, failureOf: isOwn ? () => undefined : (problem) => failures.get(problem) };
}

/** A clock that fails, or tells no time, is not asked again for this answer. */
function clockOf(now: FaultlineOptions['now']): () => number {
  if (now === undefined) return Date.now;
  return () => {
    try {
      const time: unknown = now();
      return Number.isFinite(time) && Math.abs(time as number) <= MAX_TIME ? (time as number) : Date.now();
    } catch {
      return Date.now();
    }
  };
}

/** The farthest moment that a `Date` can be. */
const MAX_TIME = 8.64e15;

/** What was checked, and no more: `Object.prototype.mode` must not become an option. */
export function ownMembers<T extends object>(value: T): T {
  return Object.assign(Object.create(null) as T, value);
}

function compileTrust(trust: CorrelationOptions['trust']): ((facts: RequestFacts) => boolean) | undefined {
  if (trust === undefined || trust === false) return undefined;
  if (typeof trust === 'function') return (facts) => isTrusted(trust, facts);
  const addresses = new Set(trust.map(toPlainAddress));
  return ({ remoteAddress }) => remoteAddress !== undefined && addresses.has(toPlainAddress(remoteAddress));
}

/** A predicate that throws trusts nobody: asking for an ID must not fail. */
function isTrusted(trust: (facts: RequestFacts) => boolean, facts: RequestFacts): boolean {
  try {
    // A JavaScript predicate may return anything.
    const answer: unknown = trust(facts);
    return !ignoreRejection(answer) && answer === true;
  } catch {
    return false;
  }
}

/** IPv4 addresses arrive as `::ffff:10.0.0.1` on dual-stack sockets. */
function toPlainAddress(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}
