/** `fl.explain`: the decision about one failure, source by source. */

import type { Considered } from './config/explain.ts';
import { considerSources } from './config/policy-code.ts';
import { exceptionNameOf } from './error-view.ts';
import { resolve, type Resolution } from './resolve.ts';
import type { Place } from './config/place.ts';
import type { CompiledPolicy } from './config/compile.ts';
import type { Plan, Reply, RequestFacts } from './model.ts';
import type { ErrorFacts, Named } from './policy.ts';

export interface Explanation {
  /** What the error is before any overlay, and who knew it. */
  readonly error: ErrorFacts & { readonly family: string };
  /** The api that has the request. */
  readonly api: Named | undefined;
  /** Every source there is for this error at this place, in the order in which they are considered. */
  readonly considered: readonly Considered[];
  /** Of the texts, when a translation was chosen. */
  readonly language: string | undefined;
  /** What is sent. */
  readonly reply: Reply;
  readonly correlationId: string;
  /** Why the answer is not the one that was decided, and whatever else was found on the way. */
  readonly notes: readonly string[];
}

/** Nothing is recorded. Never throws, as `resolve` does not. */
export function explain(
  thrown: unknown,
  facts: RequestFacts,
  plan: Plan,
  policy: CompiledPolicy | undefined,
): Explanation {
  const resolution = resolve(thrown, facts, plan);
  const { decided, reply, correlationId, replaced } = resolution;
  const error = errorOf(resolution);
  const place = policy?.placeOf(facts) ?? NOWHERE;
  return {
    error,
    api: place.api,
    considered: considerSources(place, error, facts, reply.format),
    language: decided?.selection?.translation?.language,
    reply,
    correlationId,
    notes: [...(decided?.notes ?? []), ...(replaced === undefined ? [] : [replaced])],
  };
}

const NOWHERE: Place = { api: undefined, scopes: [], formats: undefined, settled: new Map() };

function errorOf({ decided, reply }: Resolution): Explanation['error'] {
  if (decided === undefined) return { code: '', name: '', status: reply.status, family: '' };
  const { captured, family } = decided.classified;
  return { ...decided.own, name: exceptionNameOf(captured.view), family };
}
