/** Retention in small steps, between what is stored. */

import type { Pruned, RetentionLimits } from '../store.ts';
import type { Clock, Times } from './clock.ts';
import { bytesUsed, pruning } from './prune.ts';
import type { Statements } from './statements.ts';

export interface Pruner {
  /** The store's own retention is to run the next time. */
  readonly isDue: () => void;
  /** What somebody asks for. @param isNew told that there is something to do */
  readonly prune: (limits: RetentionLimits, isNew: () => void) => Promise<Pruned>;
  /** @param stored lines meanwhile; @returns whether there is more to do; @throws what the library throws */
  readonly step: (statements: Statements, stored: number) => boolean;
  /** The file cannot be used: who asked is told. */
  readonly failed: (error: unknown) => void;
  /** That the file takes, as far as it is known. Never throws: what was stored is to be acknowledged. */
  readonly bytes: (statements: Statements) => number;
}

interface Job {
  readonly limits: RetentionLimits;
  readonly times: () => Times;
  readonly done: (pruned: Pruned) => void;
  readonly failed: (error: unknown) => void;
  steps?: Generator<Pruned, void>;
  sum: Pruned;
}

/** Of the limit: so much is free after it was reached. */
const SPARE = 0.05;
/** Steps at a time. */
const MAX_STEPS = 50;

/** @param now for what somebody asks for, who knows the time */
export function createPruner(
  retention: RetentionLimits,
  clock: Pick<Clock, 'read'>,
  now: () => number,
): Pruner {
  const jobs: Job[] = [];
  const own: Omit<Job, 'limits' | 'sum'> = { times: clock.read, done: () => {}, failed: () => {} };
  const { bytes: most = Infinity } = retention;
  let isDue = false;
  let isFull = false;
  let known = 0;

  function add(limits: RetentionLimits, job: Omit<Job, 'limits' | 'sum'>): void {
    jobs.push({ ...job, limits, sum: { occurrences: 0, groups: 0 } });
  }

  /** @returns how many occurrences went; `undefined`: it is done */
  function advance(job: Job, statements: Statements): number | undefined {
    job.steps ??= pruning(statements, job.limits, job.times());
    const { value, done } = job.steps.next();
    if (done === true) return undefined;
    const { occurrences, groups } = job.sum;
    job.sum = { occurrences: occurrences + value.occurrences, groups: groups + value.groups };
    return value.occurrences;
  }

  return {
    isDue: () => (isDue = true),
    failed(error) {
      for (const { failed } of jobs.splice(0)) failed(error);
    },
    prune: (limits, isNew) =>
      new Promise((done, failed) => {
        add(limits, { times: () => ({ earliest: now(), latest: now() }), done, failed });
        isNew();
      }),
    bytes(statements) {
      try {
        known = bytesUsed(statements);
      } catch {
        // Whatever it is, it shows again with what is done next.
      }
      isFull ||= known > most;
      return known;
    },
    step(statements, stored) {
      if (isDue && jobs.length === 0) add(retention, own);
      isDue = false;
      if (isFull && jobs.length === 0) add({ bytes: most * (1 - SPARE) }, own);
      isFull = false;
      const job = jobs[0];
      if (job === undefined) return false;
      // More goes than comes in, or it would never end.
      let removed = 0;
      for (let steps = 0; steps < MAX_STEPS && removed <= 2 * stored; steps++) {
        const occurrences = advance(job, statements);
        if (occurrences === undefined) {
          jobs.shift();
          job.done(job.sum);
          break;
        }
        removed += occurrences;
      }
      return jobs.length > 0;
    },
  };
}
