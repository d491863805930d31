/** Groups, read, changed and written. */

import type { Group, GroupChange, GroupUpdate } from '../group.ts';
import { groupOf, withOccurrences, withUpdate, type GroupRecord } from '../group-record.ts';
import { changing } from './changing.ts';
import type { Entry } from './entries.ts';
import { trendsOf } from './read-groups.ts';
import type { Statements } from './statements.ts';
import { hayOf, keyOf } from './text.ts';

export interface WrittenGroup {
  readonly id: number;
  readonly change: GroupChange;
}

interface Known {
  readonly id: number;
  readonly record: GroupRecord;
}

/** Adds occurrences to their group, of which all are. Within a transaction. */
export function addToGroup(statements: Statements, entries: readonly Entry[]): WrittenGroup {
  const { fingerprint } = entries[0]!.summary;
  const known = findGroup(statements, fingerprint);
  const { record, change } = withOccurrences(
    known?.record,
    entries.map(({ occurrence }) => occurrence),
  );
  if (known !== undefined) {
    update(statements, known.id, record);
    return { id: known.id, change };
  }
  statements.run(
    `INSERT INTO grp (fingerprint, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})`,
    keyOf(fingerprint),
    ...valuesOf(record),
  );
  const id = Number(statements.get('SELECT last_insert_rowid() AS id')!.id);
  return { id, change };
}

/** What a person says about a group; `undefined` where there is none. */
export function updateGroup(
  statements: Statements,
  fingerprint: string,
  change: GroupUpdate,
  now: number,
): Group | undefined {
  return changing(statements, () => {
    const known = findGroup(statements, fingerprint);
    if (known === undefined) return undefined;
    const record = withUpdate(known.record, change);
    update(statements, known.id, record);
    return groupOf(record, trendsOf(statements, [known.id], now).get(known.id)!);
  });
}

export function findGroup(statements: Statements, fingerprint: string): Known | undefined {
  const row = statements.get('SELECT id, record FROM grp WHERE fingerprint = ?', keyOf(fingerprint));
  if (row === undefined) return undefined;
  return { id: Number(row.id), record: JSON.parse(String(row.record)) as GroupRecord };
}

const COLUMNS = [
  'count',
  'first_at',
  'last_at',
  'state',
  'is_kept',
  'status',
  'code',
  'fault',
  'api',
  'hay',
  'record',
] as const;

function update(statements: Statements, id: number, record: GroupRecord): void {
  const assignments = COLUMNS.map((column) => `${column} = ?`).join(', ');
  statements.run(`UPDATE grp SET ${assignments} WHERE id = ?`, ...valuesOf(record), id);
}

/** In the order of `COLUMNS`. */
function valuesOf(record: GroupRecord): readonly (number | string)[] {
  const { count, firstAt, lastAt, state, notes, status, code, fault, api, name, message, route } = record;
  const isKept = state === 'muted' || state === 'ignored' || notes.length > 0;
  return [
    count,
    firstAt,
    lastAt,
    state,
    isKept ? 1 : 0,
    status,
    keyOf(code),
    fault,
    keyOf(api),
    hayOf([name, message, code, route]),
    JSON.stringify(record),
  ];
}
