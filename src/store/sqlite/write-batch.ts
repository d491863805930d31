/** Stores what a spool has, and how far it was read, together: each line once, whatever ends in between. */

import { changing } from './changing.ts';
import { HOUR, MINUTE } from './time.ts';
import type { GroupChange } from '../group.ts';
import type { SpoolBatch, SpoolPosition } from '../spool/index.ts';
import { entriesOf, type Entry } from './entries.ts';
import type { Names } from './names.ts';
import { RUN_BITS } from './schema.ts';
import type { Statements } from './statements.ts';
import { hayOfSummary, numberOf } from './text.ts';
import { addToGroup } from './write-groups.ts';

export interface Written {
  readonly stored: number;
  /** Lines that are no occurrences. */
  readonly refused: number;
  readonly changes: readonly GroupChange[];
}

/** A row of the tables that have three numbers each; `value->>` takes them from JSON, one call for all rows of a batch. */
type Thin = readonly [at: number, n: number, kind: number, number: number];

/** @throws what the library throws: then nothing of it is stored */
export function writeBatch(
  statements: Statements,
  names: Names,
  { lines, end }: SpoolBatch,
  now: number,
): Written {
  const entries = entriesOf(lines);
  const changes: GroupChange[] = [];
  try {
    changing(statements, () => {
      const fresh = withoutStored(statements, entries);
      if (fresh.length > 0) addAll(statements, names, fresh, changes);
      statements.run(SET_POSITION, end.spool, end.segment, end.offset, now);
    });
  } catch (error) {
    names.forget();
    throw error;
  }
  return { stored: entries.length, refused: lines.length - entries.length, changes };
}

/**
 * A process whose spool is taken from it finds out with its next line, and hands that over once more: it is the last one
 * of that spool and the first one of the next. What was only announced may be stored, or stand before it.
 */
function withoutStored(statements: Statements, entries: readonly Entry[]): readonly Entry[] {
  const isStored = ({ occurrence: { id, at } }: Entry): boolean =>
    statements.get(IS_STORED, at, `"id":${JSON.stringify(id)}`) !== undefined;
  const last = entries.length - 1;
  const seen = new Set<string>();
  return entries.filter((entry, index) => {
    const { id, unrecorded } = entry.occurrence;
    const isDoubtful = index === 0 || index === last || unrecorded === true;
    if (isDoubtful && (seen.has(id) || isStored(entry))) return false;
    seen.add(id);
    return true;
  });
}

const IS_STORED = `SELECT 1 FROM occurrence o CROSS JOIN detail d ON d.n = o.n
  WHERE o.at = ? AND instr(d.json, ?) > 0 LIMIT 1`;

/** Goes on behind lines that the file will never take. */
export function skipBatch(statements: Statements, end: SpoolPosition, now: number): void {
  statements.run(SET_POSITION, end.spool, end.segment, end.offset, now);
}

const SET_POSITION = 'INSERT OR REPLACE INTO spool VALUES (?, ?, ?, ?)';

/** How far a spool was stored; `undefined`: nothing of it. */
export function positionOf(statements: Statements, spool: string): SpoolPosition | undefined {
  const row = statements.get('SELECT segment, position FROM spool WHERE id = ?', spool);
  if (row === undefined) return undefined;
  return { spool, segment: Number(row.segment), offset: Number(row.position) };
}

function addAll(
  statements: Statements,
  names: Names,
  entries: readonly Entry[],
  changes: GroupChange[],
): void {
  names.begin();
  const groups = new Map<string, number>();
  for (const [fingerprint, same] of byGroup(entries)) {
    const { id, change } = addToGroup(statements, same);
    groups.set(fingerprint, id);
    changes.push(change);
  }
  const dims: Counts = new Map();
  const kinds: Counts = new Map();
  const rows: Thin[] = [];
  let n = Number(statements.get('SELECT max(n) AS n FROM detail')!.n);
  for (const { line, summary } of entries) {
    n += 1;
    const dim = names.dimOf(summary);
    const kind = names.kindOf(groups.get(summary.fingerprint)!, dim);
    const { at } = summary;
    const minute = Math.floor(at / MINUTE);
    add(dims, minute, dim, 1);
    add(kinds, minute, kind, 1);
    rows.push([at, n, kind, numberOf(summary.correlationId)]);
    statements.run('INSERT INTO detail VALUES (?, ?, ?)', n, hayOfSummary(summary), line);
  }
  const thin = JSON.stringify(rows);
  statements.run(ADD_OCCURRENCES, thin);
  statements.run(ADD_REFERENCES, thin);
  for (const [by, minutes] of [
    ['dim', dims],
    ['kind', kinds],
  ] as const) {
    statements.run(addCounts(`minute_${by}`), rowsOf(minutes));
    statements.run(addCounts(`hour_${by}`), rowsOf(hoursOf(minutes)));
  }
}

const ADD_OCCURRENCES = `INSERT INTO occurrence (at, n, kind)
  SELECT value->>0, value->>1, value->>2 FROM json_each(?)`;
const ADD_REFERENCES = `INSERT OR IGNORE INTO ref (run, number, n)
  SELECT (value->>1) >> ${RUN_BITS}, value->>3, value->>1 FROM json_each(?)`;

/** `WHERE true`: without it, ON would belong to the SELECT. */
function addCounts(table: string): string {
  return `INSERT INTO ${table} SELECT value->>0, value->>1, value->>2 FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET count = count + excluded.count`;
}

/** By time, and by name within it. */
type Counts = Map<number, Map<number, number>>;

function add(counts: Counts, time: number, name: number, count: number): void {
  let names = counts.get(time);
  if (names === undefined) {
    names = new Map();
    counts.set(time, names);
  }
  names.set(name, (names.get(name) ?? 0) + count);
}

function hoursOf(minutes: Counts): Counts {
  const hours: Counts = new Map();
  for (const [minute, names] of minutes)
    for (const [name, count] of names) add(hours, Math.floor((minute * MINUTE) / HOUR), name, count);
  return hours;
}

function rowsOf(counts: Counts): string {
  const rows: (readonly [time: number, name: number, count: number])[] = [];
  for (const [time, names] of counts) for (const [name, count] of names) rows.push([time, name, count]);
  return JSON.stringify(rows);
}

function byGroup(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const same = groups.get(entry.summary.fingerprint);
    if (same === undefined) groups.set(entry.summary.fingerprint, [entry]);
    else same.push(entry);
  }
  return groups;
}
