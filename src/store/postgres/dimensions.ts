/** All that can be asked for in counts, named by a number: the same on every host, without asking anybody. */

import type { OccurrenceSummary } from '../store.ts';
import { hash64 } from './driver.ts';
import type { Connections } from './session.ts';
import { toColumn } from './text.ts';

export type Dimension = Pick<
  OccurrenceSummary,
  'api' | 'code' | 'fault' | 'fingerprint' | 'route' | 'status'
>;

export interface Numbers {
  readonly dimension: string;
  /** Of what is asked for most, and there are few of, so that counts of long times are sums of few. */
  readonly rough: string;
}

export interface Dimensions {
  /** The numbers of each, all of which the database knows from then on. */
  numbersOf(dimensions: readonly Dimension[]): Promise<readonly Numbers[]>;
  /** Which of them the database knows is asked again. */
  forget(): void;
}

function roughOf({ status, fault, api }: Dimension): Dimension {
  return { fingerprint: '', code: '', status, fault, ...(api !== undefined && { api }) };
}

/** JSON writes halves of characters apart. */
function keyOf({ fingerprint, status, code, fault, api = '', route = '' }: Dimension): string {
  return JSON.stringify([fingerprint, status, code, fault, api, route]);
}

/** Of those known to be there: a flood of different ones must not fill the memory. */
const MOST = 10_000;
/** Unused ones are removed after a day, so that what was seen an hour ago is there. */
const TRUSTED = 3_600_000;

interface Known {
  readonly numbers: Numbers;
  readonly until: number;
}

export function createDimensions(connections: Connections, schema: string, now: () => number): Dimensions {
  const known = new Map<string, Known>();

  async function store(fresh: ReadonlyMap<string, Dimension>): Promise<void> {
    // In one order on every host, so that none waits for another in a circle.
    const rows = [...fresh].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const column = <Value>(of: (dimension: Dimension) => Value): Value[] =>
      rows.map(([, dimension]) => of(dimension));
    await connections.write((session) =>
      session.query(
        `INSERT INTO ${schema}.dimensions AS d (dimension, fingerprint, status, code, fault, api, route)
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[])
         ON CONFLICT (dimension) DO UPDATE SET seen = now() WHERE d.seen < now() - interval '6 hours'`,
        [
          rows.map(([number]) => number),
          column(({ fingerprint }) => fingerprint),
          column(({ status }) => status),
          column(({ code }) => toColumn(code)),
          column(({ fault }) => fault),
          column(({ api = '' }) => toColumn(api)),
          column(({ route = '' }) => toColumn(route)),
        ],
      ),
    );
  }

  return {
    forget: () => known.clear(),
    async numbersOf(dimensions) {
      const time = now();
      const fresh = new Map<string, Numbers>();
      /** By number. */
      const unknown = new Map<string, Dimension>();
      const all = dimensions.map((dimension) => {
        const key = keyOf(dimension);
        const found = known.get(key);
        // A clock that was set back must not make it trusted for longer.
        if (found !== undefined && found.until > time && found.until <= time + TRUSTED) return found.numbers;
        const again = fresh.get(key);
        if (again !== undefined) return again;
        const rough = roughOf(dimension);
        const numbers = { dimension: hash64(key), rough: hash64(keyOf(rough)) };
        fresh.set(key, numbers);
        unknown.set(numbers.dimension, dimension).set(numbers.rough, rough);
        return numbers;
      });
      if (fresh.size > 0) await store(unknown);
      for (const [key, numbers] of fresh) {
        if (known.size >= MOST) known.clear();
        known.set(key, { numbers, until: time + TRUSTED });
      }
      return all;
    },
  };
}
