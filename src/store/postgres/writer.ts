/** Batches into the database: whole or not at all, and each occurrence once, however often it is handed over. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { runInSlices } from '../../slices.ts';
import type { GroupChange } from '../group.ts';
import { addCounts } from './add-counts.ts';
import type { Days } from './days.ts';
import type { Dimensions } from './dimensions.ts';
import { copyRows, insertRows } from './insert.ts';
import { mergeGroups } from './merge-groups.ts';
import { byKey, preparedAll, type NumberedRow, type Prepared } from './rows.ts';
import type { Connections, Session } from './session.ts';
import { codeOf, isConflict } from './trouble.ts';

interface Parts {
  readonly connections: Connections;
  /** Quoted. */
  readonly schema: string;
  /** Resolves once the schema is as this release knows it. */
  readonly ready: () => Promise<void>;
  /** Throws where another host brought the schema to a newer release since. */
  readonly check: (session: Session) => Promise<void>;
  readonly days: Days;
  readonly dimensions: Dimensions;
  readonly shard: number;
}

/** Nothing of a batch can be stored as long as this one is in it. */
export class UnfitError extends Error {
  override readonly name: string = 'UnfitError';
}

const MAX_CONFLICTS = 5;
const THERE_ALREADY = '23505';

export async function writeBatch(
  parts: Parts,
  batch: readonly StoredOccurrence[],
): Promise<readonly GroupChange[]> {
  const rows = await runInSlices(preparedAll(batch));
  if (!rows.every((row) => row !== undefined))
    throw new UnfitError('an occurrence that breaks the rules of its type');
  if (rows.length === 0) return [];
  await parts.ready();
  await parts.days.ensure(rows.map(({ summary }) => summary.at));
  const numbered = await withNumbers(parts, rows);
  let isCopied = true;
  for (let conflicts = 0; ;) {
    try {
      return await attempt(parts, numbered, isCopied);
    } catch (error) {
      // An attempt before succeeded, as far as it got unheard, or another process had the same spool.
      if (isCopied && codeOf(error) === THERE_ALREADY) isCopied = false;
      else if (isConflict(error) && conflicts < MAX_CONFLICTS) conflicts += 1;
      else throw error;
    }
  }
}

async function withNumbers(
  { dimensions }: Parts,
  rows: readonly Prepared[],
): Promise<readonly NumberedRow[]> {
  const numbers = await dimensions.numbersOf(rows.map(({ summary }) => summary));
  return rows.map((row, index) => Object.assign(row, numbers[index]!));
}

function attempt(
  { connections, schema, check, shard }: Parts,
  rows: readonly NumberedRow[],
  isCopied: boolean,
): Promise<readonly GroupChange[]> {
  return connections.write(async (session) => {
    await check(session);
    const added = await insert(session, schema, rows, isCopied);
    if (added.length === 0) return [];
    await addCounts(session, schema, added, shard);
    return mergeGroups(
      session,
      schema,
      added.map(({ occurrence }) => occurrence),
    );
  });
}

/** @returns those that were not there, in the order in which they came */
async function insert(
  session: Session,
  schema: string,
  rows: readonly NumberedRow[],
  isCopied: boolean,
): Promise<readonly NumberedRow[]> {
  const sorted = rows.toSorted(byKey);
  if (isCopied && session.copy !== undefined) {
    await copyRows(session.copy, schema, sorted);
    return rows;
  }
  const inserted = await insertRows(session, schema, sorted);
  // The same may be in a batch twice.
  const left = new Set(inserted);
  return rows.filter(({ summary }) => left.delete(summary.id));
}
