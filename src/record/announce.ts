/** What a store is told of a failure before its answer leaves. */

import { createFingerprint } from './fingerprint.ts';
import { outcomeOf } from './outcome.ts';
import { isExpected, type Answered, type Key, type StoredOptions } from './stored.ts';
import type { StoredOccurrence } from './stored-occurrence.ts';

/** @returns what the record is to be known by; `undefined`: nothing is announced. Never throws. */
export type Announce = (answered: Answered) => Key | undefined;

/** All but what is different each time. */
type Rest = Omit<StoredOccurrence, 'at' | 'correlationId' | 'id'>;

const ERROR = { name: 'unknown', message: 'the process was killed before this failure was recorded' };
/** Codes come from the application, which may make new ones without end. */
const MAX_KNOWN = 500;

/**
 * Made so that next to nothing is done for each: it is done between two requests, where each line of code costs most.
 * @param tell never throws; `undefined`: nobody wants to know
 */
export function createAnnounce(
  { host, pid, release, now, newId }: StoredOptions,
  tell: ((json: string) => void) | undefined,
): Announce {
  if (tell === undefined) return () => undefined;
  const fingerprintOf = createFingerprint();
  const known = new Map<string, string>();

  function restOf(answered: Answered): string {
    const outcome = outcomeOf(answered);
    const { code, status, fault, family } = outcome;
    const vetted = answered.vetted === true;
    const expected = isExpected(answered);
    const name = `${status} ${fault} ${vetted} ${expected} ${family} ${code}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const rest: Rest = {
      ...outcome,
      error: ERROR,
      fingerprint: fingerprintOf({ error: ERROR }, code),
      vetted,
      ...(expected && { expected }),
      host,
      pid,
      ...(release !== undefined && { release }),
      unrecorded: true,
    };
    const json = JSON.stringify(rest).slice(1);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(name, json);
    return json;
  }

  return (answered) => {
    try {
      // A client that went away saw no answer.
      if (answered.decided?.fault === 'abort') return undefined;
      const at = Math.floor(now());
      const id = newId(at);
      const reference = JSON.stringify(answered.correlationId);
      tell(`{"id":"${id}","at":${at},"correlationId":${reference},${restOf(answered)}`);
      return { id, at };
    } catch {
      // What a polluted prototype does to JSON is no reason to answer less.
      return undefined;
    }
  };
}
