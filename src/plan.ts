/** Compiles the options into the frozen plan that every answer follows. */

import { environmentMode } from './exceptions/strictness.ts';
import { createNegotiator } from './http/negotiation.ts';
import { once } from './once.ts';
import { checkFaultlineOptions, type CorrelationOptions, type FaultlineOptions } from './options.ts';
import { chooseFamilies, chooseStatuses } from './recognizers/choose.ts';
import { compileRecognizers } from './recognizers/compile.ts';
import { families } from './recognizers/families.ts';
import { guarded } from './recognizers/guard.ts';
import { jsonLines } from './record/json-lines.ts';
import { ignoreRejection } from './rejection.ts';
import { renderers } from './renderers/index.ts';
import type { Format, Plan, RequestFacts } from './model.ts';

const FORMATS: readonly Format[] = ['json', 'xml', 'text', 'html'];

/** @throws FaultlineError on a wrong option */
export function compilePlan(given: FaultlineOptions): Plan {
  checkFaultlineOptions(given);
  const options = ownMembers(given);
  const mode = options.mode ?? environmentMode();
  const formats = options.formats ?? FORMATS;
  const correlation = ownMembers(options.correlation ?? {});
  const detail = ownMembers(options.detail ?? {});
  const chosen = chooseFamilies(families, options.families ?? {});
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
    vary: formats.length > 1 ? 'Accept' : undefined,
    renderers,
    defaultStatus: options.defaultStatus ?? 500,
    trustStatus: options.trustStatus ?? 'application',
    stackInBody: mode === 'debug' && detail.stack !== false,
    users: compileRecognizers(options.recognizers ?? []),
    // At the first error: what most processes never need should not be made at their start.
    get families() {
      return index();
    },
    statuses: options.statuses && chooseStatuses(families, options.statuses),
    // `console` has the shape of a logger, but prints objects over many lines.
    logger: (options.logger as unknown) === globalThis.console ? jsonLines : options.logger,
  });
}

/** What was checked, and no more: `Object.prototype.mode` must not become an option. */
function ownMembers<T extends object>(value: T): T {
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
