/**
 * Sources that never answer (D29). Sound: what is reported cannot be reached by any request and error, while what
 * depends on more than patterns, keys and single members of conditions may go unnoticed.
 */

import { isCode } from '../../http/syntax.ts';
import { requiredOf } from './required.ts';
import { shadowInward, shadowOutward, type Shadow } from './shadows.ts';
import type { Area } from './areas.ts';
import type { Source } from './sources.ts';

/** Why a source never answers; `undefined` where it may. */
export function unreachable(source: Source): string | undefined {
  const never = source.kind === 'rule' ? contradiction(source.area, source.rule.when) : undefined;
  if (never !== undefined) return never;
  const shadow = shadowOutward(source) ?? shadowEverywhere(source, source.area);
  return shadow && `never answers: ${shadow.by} ${shadow.why}`;
}

function contradiction(area: Area, when: Parameters<typeof requiredOf>[0]): string | undefined {
  const codes = requiredOf(when, 'code');
  if (codes !== undefined && !codes.some(isCode)) {
    return `never holds: the code of an error, before any row, is like "NOT_FOUND", never like "${codes[0]!}"`;
  }
  return mayHold(area, requiredOf(when, 'api')) ? undefined : 'never holds: none of its apis is here';
}

function mayHold(area: Area, apis: readonly string[] | undefined): boolean {
  return apis === undefined || apis.some((api) => apisOf(area).has(api));
}

const known = new WeakMap<Area, ReadonlySet<string>>();

/** The ids of the apis in an area, or that of the one that the area is in. */
function apisOf(area: Area): ReadonlySet<string> {
  const cached = known.get(area);
  if (cached !== undefined) return cached;
  const found = area.api === undefined ? area.inner.flatMap((inner) => [...apisOf(inner)]) : [area.api];
  const apis = new Set(found);
  known.set(area, apis);
  return apis;
}

/** What stands in the way at the first of all places of an area; `undefined` where nothing does at one of them. */
function shadowEverywhere(source: Source, area: Area): Shadow | undefined {
  const nearer = area === source.area ? undefined : shadowInward(source, area);
  if (nearer !== undefined) return nearer;
  const apis = source.kind === 'rule' ? requiredOf(source.rule.when, 'api') : undefined;
  // Where no api is, a rule that asks for one does not hold.
  if (area.isPlace && (apis === undefined || area.api !== undefined)) return undefined;
  let shadow: Shadow | undefined;
  for (const inner of area.inner) {
    if (!mayHold(inner, apis)) continue;
    const found = shadowEverywhere(source, inner);
    if (found === undefined) return undefined;
    shadow ??= found;
  }
  return shadow;
}
