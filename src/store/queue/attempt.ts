/** One write, which ends in time. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { GroupChange } from '../group.ts';
import { later } from './later.ts';
import { isRefused } from './refused-error.ts';
import { messageOf } from './said.ts';

/** Where occurrences are written to. */
export interface Writer {
  /**
   * Stores the batch wholly, or rejects: with a `RefusedError` where the data is at fault, with anything else where a
   * later attempt may succeed. The same occurrence may come again, when it is not known whether it was stored, and is
   * told apart by its `id`: it is neither stored nor counted twice.
   * @returns what became of the groups, at most one change of each
   */
  write(batch: readonly StoredOccurrence[]): Promise<readonly GroupChange[]>;
}

export type Outcome =
  | { readonly kind: 'stored'; readonly changes: readonly GroupChange[] }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface AttemptOptions {
  readonly writer: Writer;
  /** In milliseconds. */
  readonly timeLimit: number;
  /** Changes of a write that was given up, and succeeded after all: no later attempt tells them. */
  readonly onLate: (changes: readonly GroupChange[]) => void;
}

/** Never rejects, whatever the writer does. */
export async function attemptWrite(
  batch: readonly StoredOccurrence[],
  { writer, timeLimit, onLate }: AttemptOptions,
): Promise<Outcome> {
  const writing = outcomeOf(writer, batch);
  let cancel = nothing;
  const limit = new Promise<undefined>((done) => {
    cancel = later(() => done(undefined), timeLimit);
  });
  const outcome = await Promise.race([writing, limit]);
  cancel();
  if (outcome !== undefined) return outcome;
  void hear(writing, onLate);
  return { kind: 'failed', message: `no answer within ${timeLimit} ms` };
}

async function hear(writing: Promise<Outcome>, onLate: AttemptOptions['onLate']): Promise<void> {
  const outcome = await writing;
  if (outcome.kind === 'stored') onLate(outcome.changes);
}

/** What is thrown at once is a rejection here, too. */
async function outcomeOf(writer: Writer, batch: readonly StoredOccurrence[]): Promise<Outcome> {
  try {
    const changes: unknown = await writer.write(batch);
    // Without them it is stored all the same.
    return { kind: 'stored', changes: Array.isArray(changes) ? (changes as readonly GroupChange[]) : [] };
  } catch (error) {
    return { kind: isRefused(error) ? 'refused' : 'failed', message: messageOf(error) };
  }
}

function nothing(): void {}
