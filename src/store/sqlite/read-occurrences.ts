/** Occurrences, by reference and in lists. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { DEFAULT_LIMIT } from '../check-query.ts';
import type { SearchQuery, Selection } from '../query.ts';
import { hasText } from '../selection.ts';
import type { OccurrenceSummary } from '../store.ts';
import { summaryOf } from '../summary.ts';
import type { Statements } from './statements.ts';
import { needleOf, numberOf } from './text.ts';
import { walkOf, type Order, type Place } from './walk.ts';

/** Of one reference: those that are given, and those that are looked at. */
const MAX_FOUND = 100;
const MAX_SAME = 1000;
/** For a page: a long search is several short ones. */
const MAX_LOOKED_AT = 10_000;
const MAX_SEARCHED = 4000;
/** Searched at a time. */
const SEARCHED = 500;

export interface Texts {
  /** JSON of occurrences. */
  readonly texts: readonly string[];
  /** Where it goes on. */
  readonly next?: Place;
}

/** Those with a reference, as JSON, the newest first. */
export function find(statements: Statements, reference: string): readonly string[] {
  return statements
    .all(FIND, numberOf(reference), MAX_SAME)
    .map(({ json }) => ({ json: String(json), occurrence: parsed(json) }))
    .filter(({ occurrence }) => occurrence.correlationId === reference)
    .toSorted((a, b) => b.occurrence.at - a.occurrence.at)
    .slice(0, MAX_FOUND)
    .map(({ json }) => json);
}

/** Each run is looked into; which there are is found by going from one to the next. */
const FIND = `WITH RECURSIVE runs (run) AS (
    SELECT max(run) FROM ref
    UNION ALL SELECT (SELECT max(run) FROM ref WHERE run < runs.run) FROM runs WHERE runs.run IS NOT NULL
  ), found AS (
    SELECT r.n AS n FROM runs CROSS JOIN ref r ON r.run = runs.run AND r.number = ? ORDER BY r.n DESC LIMIT ?
  )
  SELECT d.json AS json FROM found CROSS JOIN detail d ON d.n = found.n`;

/** A part of all that is selected, as JSON. */
export function list(
  statements: Statements,
  selection: Selection,
  order: Order,
  after: Place | undefined,
  limit: number,
): Texts {
  const { places, end } = walkOf(statements, selection, order)(after, limit);
  const found = detailsOf(statements, places);
  // What is not there any more was removed meanwhile.
  const texts = places.flatMap(({ n }) => found.get(n) ?? []);
  return { texts, ...(end !== undefined && { next: end }) };
}

export interface Summaries {
  readonly items: readonly OccurrenceSummary[];
  readonly next?: Place;
}

export function search(statements: Statements, query: SearchQuery, start: Place | undefined): Summaries {
  const { text, limit = DEFAULT_LIMIT, cursor: _cursor, ...selection } = query;
  const walk = walkOf(statements, selection, 'DESC');
  const items: OccurrenceSummary[] = [];
  let after = start;
  let looked = 0;
  for (;;) {
    // One more than asked for tells whether there are more.
    const part = walk(after, text === undefined ? limit + 1 - items.length : SEARCHED);
    const found = detailsOf(statements, part.places, text);
    for (const place of part.places) {
      const json = found.get(place.n);
      const summary = json === undefined ? undefined : summaryOf(parsed(json));
      if (summary !== undefined && (text === undefined || hasText(summary, text))) {
        if (items.length === limit) return { items, next: after! };
        items.push(summary);
      }
      after = place;
    }
    looked += part.looked;
    if (part.end === undefined) return { items };
    after = part.end;
    if (looked >= (text === undefined ? MAX_LOOKED_AT : MAX_SEARCHED)) return { items, next: after };
  }
}

/** JSON by `n`; of those with a text in their hay, where one is given. */
function detailsOf(
  statements: Statements,
  places: readonly Place[],
  text?: string,
): ReadonlyMap<number, string> {
  if (places.length === 0) return new Map();
  const numbers = JSON.stringify(places.map(({ n }) => n));
  const rows =
    text === undefined
      ? statements.all(DETAILS, numbers)
      : statements.all(`${DETAILS} AND instr(hay, ?) > 0`, numbers, needleOf(text));
  return new Map(rows.map(({ n, json }) => [Number(n), String(json)]));
}

const DETAILS = 'SELECT n, json FROM detail WHERE n IN (SELECT value FROM json_each(?))';

function parsed(json: unknown): StoredOccurrence {
  return JSON.parse(String(json)) as StoredOccurrence;
}
