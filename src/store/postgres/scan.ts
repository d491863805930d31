/** Keys of occurrences, in the order of time, of those that are asked for. */

import type { Selection } from '../query.ts';
import { dimensionsOf, matching, type Values } from './conditions.ts';
import type { Session } from './session.ts';
import { toWanted } from './text.ts';

export interface Key {
  readonly at: number;
  readonly id: string;
}

export interface Question {
  readonly selection: Selection;
  readonly text?: string | undefined;
  /** The key to go on behind. */
  readonly after?: Key | undefined;
  readonly most: number;
  readonly isOldestFirst?: boolean;
}

export interface Scanned {
  readonly keys: readonly Key[];
  /** Where to go on; absent: that was all. */
  readonly next?: Key;
}

/** Rows that are looked at for one page: a long search is several short ones. */
const MAX_LOOKED_AT = 10_000;

export async function scan(session: Session, schema: string, question: Question): Promise<Scanned> {
  const { selection, most } = question;
  const dimensions = await dimensionsOf(session, schema, selection);
  if (dimensions?.length === 0) return { keys: [] };
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const text = textOf(schema, question, dimensions, add);
  const rows = await session.query(text, values);
  const keys: Key[] = [];
  for (const [at, id, isMatch, isEnd] of rows) {
    const key = { at: Number(at), id: id! };
    if (isMatch === 't') keys.push(key);
    if (keys.length > most) return { keys: keys.slice(0, most), next: keys[most - 1]! };
    // What would follow may be behind something that was not looked at.
    if (isEnd === 't') return { keys, next: key };
  }
  return { keys };
}

function textOf(
  schema: string,
  { selection, text, after, most, isOldestFirst = false }: Question,
  dimensions: readonly string[] | undefined | 'many',
  add: Values,
): string {
  const { from, to } = selection;
  const order = isOldestFirst ? 'at, id' : 'at DESC, id DESC';
  const conditions: string[] = [];
  if (from !== undefined) conditions.push(`at >= ${add(from)}::bigint`);
  if (to !== undefined) conditions.push(`at < ${add(to)}::bigint`);
  if (after !== undefined) {
    const [at, id] = [add(after.at), add(after.id)];
    // The first says what the second implies: days are left out by it.
    conditions.push(
      isOldestFirst
        ? `at >= ${at}::bigint AND (at, id) > (${at}, ${id}::text COLLATE "C")`
        : `at <= ${at}::bigint AND (at, id) < (${at}, ${id}::text COLLATE "C")`,
    );
  }
  const matches: string[] = [];
  if (text !== undefined) matches.push(`strpos(s.words, ${add(toWanted(text))}) > 0`);
  if (dimensions === 'many')
    matches.push(`(SELECT ${matching(selection, add)} FROM ${schema}.dimensions d
                    WHERE d.dimension = s.dimension)`);
  const isOfSome = Array.isArray(dimensions);
  if (isOfSome) conditions.push('dimension = x.dimension');
  const sources = isOfSome ? dimensions.length : 1;
  const looked = matches.length === 0 ? most + 1 : Math.max(most + 1, Math.ceil(MAX_LOOKED_AT / sources));
  const window = `
    SELECT at, id, ${matches.join(' AND ') || 'true'} AS is_match, row_number() OVER (ORDER BY ${order}) = ${looked} AS is_end
      FROM (SELECT at, id, dimension, words FROM ${schema}.occurrences
             WHERE ${conditions.join(' AND ') || 'true'} ORDER BY ${order} LIMIT ${looked}) s`;
  const from_ = isOfSome
    ? `unnest(${add(dimensions)}::bigint[]) AS x (dimension) CROSS JOIN LATERAL (${window}) w`
    : `(${window}) w`;
  return `SELECT w.at, w.id, w.is_match, w.is_end FROM ${from_} WHERE w.is_match OR w.is_end
           ORDER BY ${order} LIMIT ${most + 1 + sources}`;
}
