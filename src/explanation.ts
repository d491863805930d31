/** `fl.explain`: the decision about one failure, source by source. */

import type { Considered } from './config/explain.ts';
import { considerSources, usedSources } from './config/policy-code.ts';
import { exceptionNameOf } from './error-view.ts';
import { resolve, type Resolution } from './resolve.ts';
import type { Place, PlacedSelection } from './config/place.ts';
import type { CompiledPolicy } from './config/compile.ts';
import type { Decided, Plan, Reply, RequestFacts } from './model.ts';
import type { ConsideredLanguage, ErrorFacts, Named } from './policy.ts';

export interface Explanation {
  /** What the error is before any overlay, and who knew it. */
  readonly error: ErrorFacts & { readonly family: string };
  /** The api that has the request. */
  readonly api: Named | undefined;
  /** Every source there is for this error at this place, in the order in which they are considered. */
  readonly considered: readonly Considered[];
  /** Of the texts, when a translation was chosen. */
  readonly language: string | undefined;
  /** Every language that the configuration has: first those that the client wants, the most wanted first. */
  readonly languages: readonly ConsideredLanguage[];
  /** What is sent. */
  readonly reply: Reply;
  readonly correlationId: string;
  /** Why the generic answer of the status is sent in place of what was decided; `undefined`: it is not. */
  readonly replaced: string | undefined;
  /** The same, and whatever else was found on the way. */
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
  const { decided, reply, correlationId, isGeneric } = resolution;
  const { status, format } = reply;
  const error = errorOf(resolution);
  const place = policy?.placeOf(facts) ?? NOWHERE;
  const replaced = isGeneric ? resolution.replaced : undefined;
  const translation = decided?.selection?.translation;
  return {
    error,
    api: place.api,
    considered: considerSources(place, { error, facts, status, format, replaced }),
    language: replaced === undefined ? translation?.language : undefined,
    languages: languagesOf(resolution, facts, replaced),
    reply,
    correlationId,
    replaced,
    notes: [...(decided?.notes ?? []), ...(resolution.replaced === undefined ? [] : [resolution.replaced])],
  };
}

function languagesOf(
  { decided }: Resolution,
  facts: RequestFacts,
  replaced: string | undefined,
): readonly ConsideredLanguage[] {
  const languages = decided?.selection?.translation?.consider(decided.code, facts) ?? [];
  if (replaced === undefined) return languages;
  return languages.map((considered) => {
    const { language, pointer, verdict } = considered;
    if (verdict === 'not used') return considered;
    return { language, pointer, verdict: 'not used', why: `replaced: ${replaced}` };
  });
}

const NOWHERE: Place = { api: undefined, scopes: [], formats: undefined, settled: new Map() };

function errorOf({ decided, reply }: Resolution): Explanation['error'] {
  if (decided === undefined) return { code: '', name: '', status: reply.status, family: '' };
  const { captured, family } = decided.classified;
  return { ...decided.own, name: exceptionNameOf(captured.view), family };
}

/** The sources that an answer was made of, a sentence each, for records. Cheap enough for every failure. */
export function decisionOf({ selection, own, classified }: Decided, { format }: Reply): readonly string[] {
  if (selection === undefined) return BY_DEFAULT;
  const error = { ...own, name: exceptionNameOf(classified.captured.view) };
  // The only policies that are ever in force are compiled ones.
  const used = usedSources({ error, selection: selection as PlacedSelection, format });
  return used.length === 0 ? BY_DEFAULT : used;
}

const BY_DEFAULT: readonly string[] = ['the default: no configuration has anything for it'];
