/**
 * Sources that never answer (D29). Sound: what is reported cannot be reached by any request and error, while what
 * depends on more than patterns, keys and single members of conditions may go unnoticed.
 */

import { isCode } from '../../http/syntax.ts';
import { requiredOf } from './required.ts';
import { shadowInward, shadowOutward, type FoundShadow, type Shadow } from './shadows.ts';
import type { Area } from './areas.ts';
import type { Source } from './sources.ts';

/** Why a source never answers, and what to do about it; `undefined` where it may. Pauses often. */
export function* unreachable(source: Source): Generator<undefined, string | undefined> {
  const never = source.kind === 'rule' ? contradiction(source.area, source.rule.when) : undefined;
  if (never !== undefined) return never;
  const shadow = (yield* shadowOutward(source)) ?? (yield* shadowEverywhere(source, source.area));
  return shadow && `never answers: ${shadow.by} ${shadow.why}; remove one of the two`;
}

function contradiction(area: Area, when: Parameters<typeof requiredOf>[0]): string | undefined {
  const codes = requiredOf(when, 'code');
  if (codes !== undefined && !codes.some(isCode)) {
    return `never holds: the code of an error, before any row, is like "NOT_FOUND", never like "${codes[0]!}"; give its own code`;
  }
  return mayHold(area, requiredOf(when, 'api'))
    ? undefined
    : 'never holds: it is for other apis than those here; remove it, or its "api"';
}

function mayHold(area: Area, apis: readonly string[] | undefined): boolean {
  return apis === undefined || apis.some((api) => area.api === api || withApi(area).has(api));
}

const known = new WeakMap<Area, ReadonlyMap<string, Area>>();

/** The id of an api -> what is directly in the area and is that api, or has it. */
function withApi(area: Area): ReadonlyMap<string, Area> {
  const cached = known.get(area);
  if (cached !== undefined) return cached;
  const found = new Map<string, Area>();
  for (const inner of area.inner)
    for (const api of inner.api === undefined ? withApi(inner).keys() : [inner.api]) found.set(api, inner);
  known.set(area, found);
  return found;
}

/** The areas directly in one where some apis may be. */
function innerFor(area: Area, apis: readonly string[] | undefined): Iterable<Area> {
  // Within an api there are routes, and those are of that api.
  if (apis === undefined || area.api !== undefined) return area.inner;
  return new Set(apis.map((api) => withApi(area).get(api)).filter((inner) => inner !== undefined));
}

/** What stands in the way at the first of all places of an area; `undefined` where nothing does at one of them. */
function* shadowEverywhere(source: Source, area: Area): FoundShadow {
  const nearer = area === source.area ? undefined : yield* shadowInward(source, area);
  if (nearer !== undefined) return nearer;
  const apis = source.kind === 'rule' ? requiredOf(source.rule.when, 'api') : undefined;
  // Where no api is, a rule that asks for one does not hold.
  if (area.isPlace && (apis === undefined || area.api !== undefined)) return undefined;
  let shadow: Shadow | undefined;
  for (const inner of innerFor(area, apis)) {
    yield;
    const found = yield* shadowEverywhere(source, inner);
    if (found === undefined) return undefined;
    shadow ??= found;
  }
  return shadow;
}
