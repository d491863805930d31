/** Occurrences into their groups, which other hosts write to at the same time. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { GroupChange } from '../group.ts';
import { withOccurrences } from '../group-record.ts';
import { BRIEF, insertGroups, recordOf, updateGroups } from './group-rows.ts';
import type { Session } from './session.ts';

/** Last in its transaction: groups are what hosts wait for each other at. */
export async function mergeGroups(
  session: Session,
  schema: string,
  occurrences: readonly StoredOccurrence[],
): Promise<readonly GroupChange[]> {
  const left = byFingerprint(occurrences);
  const changes: GroupChange[] = [];
  // Again for those that another host made meanwhile.
  while (left.size > 0) {
    changes.push(...(await updateKnown(session, schema, left)));
    changes.push(...(await insertNew(session, schema, left)));
  }
  return changes;
}

type Groups = Map<string, readonly StoredOccurrence[]>;

/** In one order on every host, so that none waits for another in a circle. */
function byFingerprint(occurrences: readonly StoredOccurrence[]): Groups {
  const groups = new Map<string, StoredOccurrence[]>();
  for (const occurrence of occurrences) {
    const same = groups.get(occurrence.fingerprint);
    if (same === undefined) groups.set(occurrence.fingerprint, [occurrence]);
    else same.push(occurrence);
  }
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function updateKnown(session: Session, schema: string, left: Groups): Promise<readonly GroupChange[]> {
  const rows = await session.query(
    `SELECT ${BRIEF}, fingerprint FROM ${schema}.groups WHERE fingerprint = ANY($1::text[])
      ORDER BY fingerprint FOR UPDATE`,
    [[...left.keys()]],
  );
  if (rows.length === 0) return [];
  const merged = rows.map((row) => {
    const record = recordOf(row);
    const added = left.get(record.fingerprint)!;
    left.delete(record.fingerprint);
    return withOccurrences(record, added);
  });
  const histories = new Map<string, string>();
  for (const { record, change } of merged)
    if (change.isReopened) histories.set(record.fingerprint, JSON.stringify(record.history));
  await updateGroups(
    session,
    schema,
    merged.map(({ record }) => record),
    histories,
  );
  return merged.map(({ change }) => change);
}

async function insertNew(session: Session, schema: string, left: Groups): Promise<readonly GroupChange[]> {
  if (left.size === 0) return [];
  const made = [...left.values()].map((added) => withOccurrences(undefined, added));
  const inserted = await insertGroups(
    session,
    schema,
    made.map(({ record }) => record),
  );
  for (const fingerprint of inserted) left.delete(fingerprint);
  return made.filter(({ record }) => inserted.has(record.fingerprint)).map(({ change }) => change);
}
