/** Occurrences by their reference, on every day there is. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { detailsOf } from './details.ts';
import { hash64 } from './driver.ts';
import { referenceColumn } from './rows.ts';
import type { Connections } from './session.ts';
import { codeOf } from './trouble.ts';

const MOST = 100;
/** The statement is gone, is there already or is of a schema that changed: a pooler hands connections on. */
const UNPREPARED = new Set(['26000', '42P05', '0A000']);

export type Find = (correlationId: string) => Promise<readonly StoredOccurrence[]>;

export function createFind(connections: Connections, schema: string): Find {
  let isPrepared = true;
  // PostgreSQL takes 63 characters, and stores of several schemas may share a pool.
  const name = `faultline_find_${hash64(schema)}`;
  const text = `SELECT at, id FROM ${schema}.occurrences WHERE reference = $1 ORDER BY at DESC, id DESC LIMIT ${MOST}`;

  function read(correlationId: string): Promise<readonly StoredOccurrence[]> {
    return connections.read(async (session) => {
      const values = [referenceColumn(correlationId)];
      // Most of the time would go into a plan over all days.
      const rows = isPrepared
        ? await session.prepared(name, text, values)
        : await session.query(text, values);
      const keys = rows.map(([at, id]) => ({ at: Number(at), id: id! }));
      const found = await detailsOf(session, schema, keys);
      return found.filter((occurrence) => occurrence.correlationId === correlationId);
    });
  }

  return async (correlationId) => {
    try {
      return await read(correlationId);
    } catch (error) {
      if (!isPrepared || !UNPREPARED.has(codeOf(error))) throw error;
      isPrepared = false;
      return read(correlationId);
    }
  };
}
