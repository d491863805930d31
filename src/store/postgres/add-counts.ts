/** Counts by minute, hour and day, kept as occurrences come in. */

import { MINUTE } from '../check-query.ts';
import type { Numbers } from './dimensions.ts';
import type { NumberedRow } from './rows.ts';
import type { Session } from './session.ts';
import { SPANS } from './spans.ts';

interface Count {
  /** Negative: of rough dimensions. */
  readonly span: number;
  readonly start: number;
  readonly dimension: string;
  count: number;
}

/** @param shard rows of its own for each process, so that none waits for another */
export async function addCounts(
  session: Session,
  schema: string,
  rows: readonly NumberedRow[],
  shard: number,
): Promise<void> {
  const counts = countsOf(rows);
  await session.query(
    `INSERT INTO ${schema}.counts AS c (span, start, dimension, shard, count)
     SELECT span, start, dimension, $5::smallint, count
       FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[]) AS u (span, start, dimension, count)
     ON CONFLICT (span, start, dimension, shard) DO UPDATE SET count = c.count + excluded.count`,
    [
      counts.map(({ span }) => span),
      counts.map(({ start }) => start),
      counts.map(({ dimension }) => dimension),
      counts.map(({ count }) => count),
      shard,
    ],
  );
}

/** In one order on every host, so that none waits for another in a circle. */
function countsOf(rows: readonly NumberedRow[]): readonly Count[] {
  const counts = new Map<string, Count>();
  const add = (span: number, start: number, dimension: string, count: number): void => {
    const key = `${span} ${start} ${dimension}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { span, start, dimension, count });
    else known.count += count;
  };
  for (const { minute, dimension, rough, count } of minutesOf(rows)) {
    for (const span of SPANS) {
      const start = Math.floor(minute / span) * span;
      add(span, start, dimension, count);
      add(-span, start, rough, count);
    }
  }
  return [...counts.values()].toSorted(
    (a, b) => a.span - b.span || a.start - b.start || (a.dimension < b.dimension ? -1 : 1),
  );
}

interface Minute extends Numbers {
  readonly minute: number;
  count: number;
}

/** First, as most of a batch are of few kinds. */
function minutesOf(rows: readonly NumberedRow[]): Iterable<Minute> {
  const minutes = new Map<string, Minute>();
  for (const { summary, dimension, rough } of rows) {
    const minute = Math.floor(summary.at / MINUTE) * MINUTE;
    const key = `${minute} ${dimension}`;
    const known = minutes.get(key);
    if (known === undefined) minutes.set(key, { minute, dimension, rough, count: 1 });
    else known.count += 1;
  }
  return minutes.values();
}
