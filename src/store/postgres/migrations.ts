/** The schema, step by step: what was published is never changed, and what follows is a step of its own. */

export interface Migration {
  /** What it makes, in a few words. */
  readonly name: string;
  /** @param schema quoted */
  readonly statements: (schema: string) => readonly string[];
}

export const migrations: readonly Migration[] = [
  {
    name: 'occurrences by day, their counts, and groups',
    statements: (schema) => [
      // Thin rows, which searches look through, and apart from them all that is known.
      `CREATE TABLE ${schema}.occurrences (
        at bigint NOT NULL,
        id text COLLATE "C" NOT NULL,
        dimension bigint NOT NULL,
        reference text COLLATE "C" NOT NULL,
        stored date NOT NULL DEFAULT current_date,
        words text COLLATE "C" NOT NULL,
        PRIMARY KEY (at, id)
      ) PARTITION BY RANGE (at)`,
      `CREATE INDEX occurrences_reference ON ${schema}.occurrences (reference)`,
      `CREATE INDEX occurrences_dimension ON ${schema}.occurrences (dimension, at, id)`,
      `CREATE TABLE ${schema}.details (
        at bigint NOT NULL,
        id text COLLATE "C" NOT NULL,
        data text COLLATE "C" NOT NULL,
        PRIMARY KEY (at, id)
      ) PARTITION BY RANGE (at)`,
      // Of times that no day is made for: of clocks that are wrong, and of what waited for long.
      `CREATE TABLE ${schema}.occurrences_other PARTITION OF ${schema}.occurrences DEFAULT`,
      `CREATE TABLE ${schema}.details_other PARTITION OF ${schema}.details DEFAULT`,
      // One row for all that can be asked for in counts, so that rows and counts name it by a number.
      `CREATE TABLE ${schema}.dimensions (
        dimension bigint PRIMARY KEY,
        fingerprint text COLLATE "C" NOT NULL,
        status integer NOT NULL,
        code text COLLATE "C" NOT NULL,
        fault text COLLATE "C" NOT NULL,
        api text COLLATE "C" NOT NULL,
        route text COLLATE "C" NOT NULL,
        seen timestamptz NOT NULL DEFAULT now()
      )`,
      `CREATE INDEX dimensions_fingerprint ON ${schema}.dimensions (fingerprint)`,
      // Minutes, hours and days, in milliseconds, and negative those of rough dimensions; each process that writes counts
      // in rows of its own, so that none waits for another.
      `CREATE TABLE ${schema}.counts (
        span integer NOT NULL,
        start bigint NOT NULL,
        dimension bigint NOT NULL,
        shard smallint NOT NULL,
        count bigint NOT NULL,
        PRIMARY KEY (span, start, dimension, shard)
      ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)`,
      `CREATE INDEX counts_dimension ON ${schema}.counts (dimension, start) WHERE span = 3600000`,
      // Notes and history stand apart: they are long, and seldom change.
      `CREATE TABLE ${schema}.groups (
        fingerprint text COLLATE "C" PRIMARY KEY,
        record text NOT NULL,
        notes text NOT NULL DEFAULT '[]',
        history text NOT NULL DEFAULT '[]',
        has_notes boolean NOT NULL DEFAULT false,
        state text COLLATE "C" NOT NULL,
        status integer NOT NULL,
        code text COLLATE "C" NOT NULL,
        fault text COLLATE "C" NOT NULL,
        api text COLLATE "C" NOT NULL,
        count bigint NOT NULL,
        first_at bigint NOT NULL,
        last_at bigint NOT NULL,
        words text COLLATE "C" NOT NULL
      ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)`,
      `CREATE INDEX groups_count ON ${schema}.groups (count DESC, fingerprint)`,
      `CREATE INDEX groups_recent ON ${schema}.groups (last_at DESC, fingerprint)`,
      `CREATE INDEX groups_new ON ${schema}.groups (first_at DESC, fingerprint)`,
    ],
  },
];
