/** Which values and which body an error gets where it happened: levels and priorities (R64, R65, D26-D30). */

import type { RequestFacts } from '../model.ts';
import type { ErrorFacts, Source, Values } from '../policy.ts';
import type { CompiledRow, CompiledScope, Place, PlacedSelection, RuleList, Settled } from './place.ts';

/**
 * Makes the selector of a policy. What an error gets at a place but for the rules, whose conditions look at the
 * request, is worked out once and kept.
 */
export function createSelector(): (place: Place, error: ErrorFacts, facts: RequestFacts) => PlacedSelection {
  let places: Place[] = [];
  let size = 0;
  const settledAt = (place: Place, error: ErrorFacts): Settled => {
    const { settled } = place;
    const found = settled.get(error.code);
    if (found !== undefined && found.name === error.name && found.status === error.status) return found;
    // Applications have few codes; where they make them up, it costs cleared maps, never memory.
    if (size >= MAX_SETTLED) {
      for (const known of places) known.settled.clear();
      places = [];
      size = 0;
    }
    if (settled.size === 0) places.push(place);
    size += 1;
    const made = settle(place, error);
    settled.set(error.code, made);
    return made;
  };
  return (place, error, facts) => {
    const { api, scopes, formats } = place;
    if (scopes.length === 0)
      return { api, values: NO_VALUES, source: undefined, translation: undefined, formats, place };
    const { values, template, rules } = settledAt(place, error);
    const source = template ?? firstOf(rules, error, facts, place);
    return { api, values, source, translation: undefined, formats, place };
  };
}

const MAX_SETTLED = 10_000;

function settle({ scopes }: Place, error: ErrorFacts): Settled {
  const rows = scopes.map((scope) => rowOf(scope, error));
  const ofRow = rows.find((row) => row?.template !== undefined)?.template;
  const ofScope = scopes.find(({ template }) => template !== undefined)?.template;
  const rules = scopes.flatMap((scope, index) => [rows[index]?.rules, scope.rules]);
  return {
    name: error.name,
    status: error.status,
    values: valuesOf(rows),
    template: ofRow ?? ofScope,
    rules: rules.filter((list) => list !== undefined),
  };
}

/** Never throws: tests of rules do not. */
function firstOf(
  lists: readonly RuleList[],
  error: ErrorFacts,
  facts: RequestFacts,
  { api }: Place,
): Source | undefined {
  for (const list of lists) {
    const rule = list.first(error, facts, api);
    if (rule !== undefined) return rule.source;
  }
  return undefined;
}

const NO_VALUES: Values = Object.freeze({
  status: undefined,
  code: undefined,
  retryable: undefined,
  title: undefined,
  message: undefined,
  headers: undefined,
  phrase: undefined,
});

/** By exact code, else by the name of the exception, else by status, else by class of status. */
export function rowOf({ rows }: CompiledScope, error: ErrorFacts): CompiledRow | undefined {
  if (rows.size === 0) return undefined;
  return (
    rows.get(error.code) ??
    rows.get(error.name) ??
    rows.get(String(error.status)) ??
    rows.get(error.status < 500 ? '4xx' : '5xx')
  );
}

type Rows = readonly (CompiledRow | undefined)[];

/** Field by field, the nearest scope that sets it; headers by name (priorities 4 and 5). */
export function valuesOf(rows: Rows): Values {
  let merged: Values | undefined;
  for (const row of rows) {
    if (row === undefined) continue;
    merged = merged === undefined ? row : overlay(merged, row);
  }
  return merged ?? NO_VALUES;
}

function overlay(near: Values, far: Values): Values {
  return {
    status: near.status ?? far.status,
    code: near.code ?? far.code,
    retryable: near.retryable ?? far.retryable,
    title: near.title ?? far.title,
    message: near.message ?? far.message,
    headers: near.headers === undefined ? far.headers : { ...far.headers, ...near.headers },
    phrase: near.phrase ?? far.phrase,
  };
}
