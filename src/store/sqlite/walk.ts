/** The occurrences that are selected, in the order of their time, a part at a time. */

import type { Selection } from '../query.ts';
import { conditionsOf, kindsOf, type Conditions } from './conditions.ts';
import type { Row, Value } from './driver.ts';
import type { Statements } from './statements.ts';

export interface Place {
  readonly at: number;
  readonly n: number;
}

export type Order = 'ASC' | 'DESC';

export interface Part {
  readonly places: readonly Place[];
  /** All up to here was looked at; `undefined`: nothing follows. */
  readonly end: Place | undefined;
  /** How many were looked at. */
  readonly looked: number;
}

/** @param most places that a part may have */
export type Walk = (after: Place | undefined, most: number) => Part;

/** Of more kinds than that, what is between them is cheaper to look at. */
const MAX_MERGED = 200;
/** Of those between, for a part. */
const MAX_BETWEEN = 5000;

export function walkOf(statements: Statements, selection: Selection, order: Order): Walk {
  const conditions = conditionsOf(statements, selection);
  const rangeAfter = (after: Place | undefined): Range => rangeOf(selection, order, after);
  if (conditions.isEmpty) return (after, most) => all(statements, rangeAfter(after), order, most);
  const kinds = conditions.group === null ? [] : kindsOf(statements, conditions, MAX_MERGED + 1);
  if (kinds.length <= MAX_MERGED)
    return (after, most) => merged(statements, kinds, rangeAfter(after), order, most);
  return (after, most) => between(statements, conditions, rangeAfter(after), order, most);
}

interface Range {
  /** On rows of `occurrence`. */
  readonly sql: string;
  readonly values: readonly Value[];
}

function rangeOf({ from, to }: Selection, order: Order, after: Place | undefined): Range {
  const parts: string[] = [];
  const values: Value[] = [];
  // Where the walk has begun, the bound that it began at is behind it.
  if (from !== undefined && (after === undefined || order === 'DESC')) {
    parts.push('at >= ?');
    values.push(from);
  }
  if (to !== undefined && (after === undefined || order === 'ASC')) {
    parts.push('at < ?');
    values.push(to);
  }
  if (after !== undefined) {
    parts.push(`(at, n) ${order === 'ASC' ? '>' : '<'} (?, ?)`);
    values.push(after.at, after.n);
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}

function all(statements: Statements, { sql, values }: Range, order: Order, most: number): Part {
  const places = statements
    .all(
      `SELECT at, n FROM occurrence WHERE ${sql} ORDER BY at ${order}, n ${order} LIMIT ?`,
      ...values,
      most,
    )
    .map(placeOf);
  return { places, end: places.length < most ? undefined : places.at(-1), looked: places.length };
}

/** The next of each kind, in one order. */
function merged(
  statements: Statements,
  kinds: readonly number[],
  { sql, values }: Range,
  order: Order,
  most: number,
): Part {
  const each = Math.min(most, Math.ceil((2 * most) / Math.max(1, kinds.length)) + 4);
  const compare = order === 'ASC' ? earlier : (a: Place, b: Place): number => earlier(b, a);
  const found: Place[] = [];
  /** Beyond the first end of a list that goes on, others may be missing. */
  let horizon: Place | undefined;
  for (const kind of kinds) {
    const rows = statements.all(
      `SELECT at, n FROM occurrence INDEXED BY occurrence_by_kind
        WHERE kind = ? AND ${sql} ORDER BY at ${order}, n ${order} LIMIT ?`,
      kind,
      ...values,
      each,
    );
    for (const row of rows) found.push(placeOf(row));
    const last = found.at(-1)!;
    if (rows.length === each && (horizon === undefined || compare(last, horizon) < 0)) horizon = last;
  }
  const sorted = found.toSorted(compare);
  const end = horizon;
  const sure = end === undefined ? sorted : sorted.filter((place) => compare(place, end) <= 0);
  const places = sure.slice(0, most);
  const isAll = end === undefined && places.length === sorted.length;
  return { places, end: isAll ? undefined : places.at(-1), looked: found.length };
}

/** Those among the next that are selected. */
function between(
  statements: Statements,
  conditions: Conditions,
  { sql, values }: Range,
  order: Order,
  most: number,
): Part {
  const sorted = `SELECT at, n, kind FROM occurrence WHERE ${sql} ORDER BY at ${order}, n ${order}`;
  const { group } = conditions;
  const places = statements
    .all(
      `SELECT o.at AS at, o.n AS n FROM (${sorted} LIMIT ${MAX_BETWEEN}) o
        CROSS JOIN kind k ON k.id = o.kind CROSS JOIN dim d ON d.id = k.dim
        WHERE ${conditions.sql}${group === undefined ? '' : ' AND k.grp = ?'}
        ORDER BY o.at ${order}, o.n ${order} LIMIT ?`,
      ...values,
      ...conditions.values,
      ...(typeof group === 'number' ? [group] : []),
      most,
    )
    .map(placeOf);
  if (places.length === most) return { places, end: places.at(-1), looked: MAX_BETWEEN };
  const last = statements.get(`${sorted} LIMIT 1 OFFSET ${MAX_BETWEEN - 1}`, ...values);
  return { places, end: last === undefined ? undefined : placeOf(last), looked: MAX_BETWEEN };
}

function placeOf({ at, n }: Row): Place {
  return { at: Number(at), n: Number(n) };
}

function earlier(a: Place, b: Place): number {
  return a.at - b.at || a.n - b.n;
}
