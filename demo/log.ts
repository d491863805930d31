/** The shop's log: any pino-like logger does; this one keeps the records to look references up. */

import type { Logger, LogLevel, Occurrence } from 'faultline';

export interface Entry {
  readonly framework: string;
  readonly level: LogLevel;
  readonly occurrence: Occurrence;
}

export interface Log {
  /** The logger for one framework's faultline. */
  of(framework: string): Logger;
  entries(): readonly Entry[];
  /** Entries with this reference. */
  find(correlationId: string | undefined): readonly Entry[];
  /** Called with every entry from now on. */
  onEntry(listener: (entry: Entry) => void): void;
}

export function createLog(): Log {
  const kept: Entry[] = [];
  let listener: ((entry: Entry) => void) | undefined;
  const keep = (framework: string, level: LogLevel, record: object): void => {
    // What else is logged, such as advice on a missing status, is no failure.
    if (!('correlationId' in record && 'error' in record)) return;
    const entry = { framework, level, occurrence: record as Occurrence };
    kept.push(entry);
    listener?.(entry);
  };
  return {
    of: (framework) => ({
      error: (record) => keep(framework, 'error', record),
      warn: (record) => keep(framework, 'warn', record),
      info: (record) => keep(framework, 'info', record),
      debug: (record) => keep(framework, 'debug', record),
    }),
    entries: () => kept,
    find: (correlationId) => kept.filter(({ occurrence }) => occurrence.correlationId === correlationId),
    onEntry(callback) {
      listener = callback;
    },
  };
}
