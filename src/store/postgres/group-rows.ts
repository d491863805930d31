/** Groups as rows: what is asked for in columns, the record as JSON, and apart from it what is long. */

import type { GroupRecord } from '../group-record.ts';
import type { Row, Session } from './session.ts';
import { toColumn, toWords } from './text.ts';

/** Columns that `recordOf` reads, in its order. */
export const RECORD = 'record, notes, history';

export function recordOf([record, notes, history]: Row): GroupRecord {
  return { ...JSON.parse(record!), notes: JSON.parse(notes!), history: JSON.parse(history!) } as GroupRecord;
}

/** Without what is long, as occurrences leave it as it is: only of resolved ones the history, as they may be opened. */
export const BRIEF = `record, '[]', CASE state WHEN 'resolved' THEN history ELSE '[]' END`;

export function parametersOf(records: readonly GroupRecord[]): readonly unknown[] {
  const column = <Value>(of: (record: GroupRecord) => Value): Value[] => records.map(of);
  return [
    column(({ fingerprint }) => fingerprint),
    column(({ notes: _notes, history: _history, ...record }) => JSON.stringify(record)),
    column(({ state }) => state),
    column(({ status }) => status),
    column(({ code }) => toColumn(code)),
    column(({ fault }) => fault),
    column(({ api = '' }) => toColumn(api)),
    column(({ count }) => count),
    column(({ firstAt }) => firstAt),
    column(({ lastAt }) => lastAt),
    column(({ name, message, code, route }) => toWords([name, message, code, route])),
  ];
}

const COLUMNS = 'fingerprint, record, state, status, code, fault, api, count, first_at, last_at, words';
const UNNESTED = `unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[],
  $8::bigint[], $9::bigint[], $10::bigint[], $11::text[]`;

/** @returns fingerprints of those that were not there */
export async function insertGroups(
  session: Session,
  schema: string,
  records: readonly GroupRecord[],
): Promise<ReadonlySet<string>> {
  const inserted = await session.query(
    `INSERT INTO ${schema}.groups (${COLUMNS}) SELECT * FROM ${UNNESTED})
     ON CONFLICT (fingerprint) DO NOTHING RETURNING fingerprint`,
    parametersOf(records),
  );
  return new Set(inserted.map(([fingerprint]) => fingerprint!));
}

/** @param histories of those whose history changed, by fingerprint */
export async function updateGroups(
  session: Session,
  schema: string,
  records: readonly GroupRecord[],
  histories: ReadonlyMap<string, string>,
): Promise<void> {
  await session.query(
    `UPDATE ${schema}.groups g
        SET record = u.record, state = u.state, status = u.status, code = u.code, fault = u.fault, api = u.api,
            count = u.count, first_at = u.first_at, last_at = u.last_at, words = u.words,
            history = coalesce(u.history, g.history)
       FROM ${UNNESTED}, $12::text[]) AS u (${COLUMNS}, history)
      WHERE g.fingerprint = u.fingerprint`,
    [...parametersOf(records), records.map(({ fingerprint }) => histories.get(fingerprint) ?? null)],
  );
}
