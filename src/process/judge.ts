/** What the record says of a failure that no request can answer for. */

import { decide } from '../pipeline/decide.ts';
import { capture } from '../pipeline/capture.ts';
import { classify } from '../pipeline/classify.ts';
import { lastResortId } from '../prebuilt.ts';
import type { Recorded } from '../record/record.ts';
import type { Classified, LogLevel, Plan, Recognition, RequestFacts } from '../model.ts';

export type ProcessCode =
  | 'UNCAUGHT_EXCEPTION'
  | 'UNHANDLED_REJECTION'
  | 'PROCESS_WARNING'
  | 'PROCESS_ERRORS_OMITTED';

/**
 * The families are asked, for what they know helps whoever reads the record. Only they may say what kind of
 * error it is; that it is the server's fault, and how grave, follows from where it turned up.
 */
export function judge(
  thrown: unknown,
  facts: RequestFacts,
  plan: Plan,
  as: { readonly code: ProcessCode; readonly level: LogLevel },
  notes: readonly string[] = [],
): Recorded {
  return guarded(facts, () => {
    const classified = classify(capture({ thrown, facts }, plan), plan);
    const family = classified.family === 'unexpected' ? 'process' : classified.family;
    const decided = decide({ ...classified, family, notes: [...classified.notes, ...notes] }, plan);
    return { ...decided, status: 500, fault: 'server', retryable: undefined, headers: undefined, ...as };
  });
}

/** A failure of which the status tells all: bytes that never became a request, or a socket that was given an error. */
export function judgeClient(
  thrown: unknown,
  facts: RequestFacts,
  plan: Plan,
  said: Pick<Recognition, 'status' | 'fault' | 'internal'>,
): Recorded {
  return guarded(facts, () => {
    const captured = capture({ thrown, facts }, plan);
    // Without a prototype: whatever pollutes `Object.prototype` must say nothing about an error.
    const recognition = Object.assign(Object.create(null) as Recognition, said);
    const family = said.fault === 'server' ? 'process' : 'client-error';
    const classified: Classified = { captured, family, recognition, notes: [] };
    return decide(classified, plan);
  });
}

function guarded(facts: RequestFacts, decided: () => Recorded['decided']): Recorded {
  try {
    const found = decided();
    return { decided: found, correlationId: lastResortId(facts.correlationId), replaced: undefined };
  } catch {
    const correlationId = lastResortId(facts.correlationId);
    return {
      decided: undefined,
      correlationId,
      replaced: 'a failure outside of requests could not be judged',
    };
  }
}
