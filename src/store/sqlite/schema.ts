/**
 * How occurrences lie in the file. Texts that are compared for equality are JSON strings: every text has one, and it is
 * free of what SQLite's text is not made for (NUL, halves of characters).
 */

/** `PRAGMA application_id`: "FLTL". */
export const APPLICATION = 0x46_4c_54_4c;

/**
 * - `dim`: what is reported by; `grp`: groups; `kind`: a group within a `dim`. So a row that is scanned is three numbers.
 * - `occurrence`: the thin rows, by time; `n` counts them in the order in which they came.
 * - `detail`: what is looked at one by one. `hay` is what texts are searched in, in lower case.
 * - `ref`: from a number made of the reference to `n`, in runs of 16,384: numbers at random are spread over few pages then,
 *   which is what writing them costs. It may lead to an `n` that is gone.
 * - `minute_…`, `hour_…`: how many there were. They outlive the occurrences.
 * - `spool`: what of each spool is stored, committed together with it.
 */
const FIRST = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0);

CREATE TABLE dim (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
  status INTEGER NOT NULL, code TEXT NOT NULL, fault TEXT NOT NULL, api TEXT NOT NULL, route TEXT NOT NULL
);
CREATE TABLE grp (
  id INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL UNIQUE,
  count INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, state TEXT NOT NULL,
  is_kept INTEGER NOT NULL, status INTEGER NOT NULL, code TEXT NOT NULL, fault TEXT NOT NULL, api TEXT NOT NULL,
  hay TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX grp_by_count ON grp (count DESC, fingerprint);
CREATE INDEX grp_by_last ON grp (last_at DESC, fingerprint);
CREATE INDEX grp_by_first ON grp (first_at DESC, fingerprint);
CREATE TABLE kind (
  id INTEGER PRIMARY KEY AUTOINCREMENT, grp INTEGER NOT NULL, dim INTEGER NOT NULL, UNIQUE (grp, dim)
);
CREATE INDEX kind_by_dim ON kind (dim);

CREATE TABLE occurrence (
  at INTEGER NOT NULL, n INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (at, n)
) WITHOUT ROWID;
CREATE INDEX occurrence_by_kind ON occurrence (kind, at, n);
CREATE TABLE detail (n INTEGER PRIMARY KEY, hay TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE ref (
  run INTEGER NOT NULL, number INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (run, number, n)
) WITHOUT ROWID;

CREATE TABLE minute_dim (
  time INTEGER NOT NULL, dim INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (time, dim)
) WITHOUT ROWID;
CREATE TABLE minute_kind (
  time INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (time, kind)
) WITHOUT ROWID;
CREATE TABLE hour_dim (
  time INTEGER NOT NULL, dim INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (time, dim)
) WITHOUT ROWID;
CREATE TABLE hour_kind (
  time INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (time, kind)
) WITHOUT ROWID;

CREATE TABLE spool (
  id TEXT PRIMARY KEY, segment INTEGER NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
`;

/** What makes each version out of the one before it. What was published is never changed: a step is added. */
export const STEPS: readonly string[] = [FIRST];

/** Of `n`, those that are one run of `ref`: as a power of two. */
export const RUN_BITS = 14;
