/** The occurrence that stores keep, made of the record that loggers get. */

import type { Decided, LogLevel, Reply, RequestFacts } from '../model.ts';
import { isCode, isFingerprint } from '../http/syntax.ts';
import type { Redaction, Redactor } from '../redact/index.ts';
import { createFingerprint } from './fingerprint.ts';
import { frozenCopy, isPolluted } from './frozen.ts';
import { routeOf, type Occurrence } from './occurrence.ts';
import type { Recorded } from './record.ts';
import type { StoredOccurrence } from './stored-occurrence.ts';
import { toStoredAnswer } from './stored-answer.ts';
import { toStoredRequest } from './stored-request.ts';
import { writeOf, type Write } from './write.ts';

/** What was resolved; what nobody was answered to has neither of the latter. */
export interface Answered extends Recorded {
  readonly reply?: Reply;
  /** It tells the error's own message, to which the author consented. */
  readonly vetted?: boolean;
}

export interface StoredOptions {
  readonly host: string;
  readonly pid: number;
  readonly release?: string | undefined;
  /** Lower-case names of the request headers that are kept. */
  readonly headers: readonly string[];
  readonly redactor: Redactor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @param at milliseconds since 1970 */
  readonly newId: (at: number) => string;
  /** Why the client got what it got, a sentence each. */
  readonly decisionOf?: (decided: Decided, reply: Reply) => readonly string[];
}

/** What an occurrence is known by in stores; see `StoredOccurrence`. */
export interface Key {
  readonly id: string;
  readonly at: number;
}

/**
 * @param key that was announced
 * @param fingerprint of occurrences like it, where its stack was not read
 */
export type ToStored = (
  occurrence: Occurrence,
  answered: Answered,
  facts: RequestFacts,
  key?: Key,
  fingerprint?: string,
) => StoredOccurrence;

const MAX_STEP = 100;
/** Of a trail. */
export const MAX_STEPS = 100;
/** Longer ones are no names. */
const MAX_READ = 1024;
const MAX_DECISIONS = 16;
const MAX_DECISION = 256;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Never throws: of what cannot be read, the part is left out. */
export function createToStored(options: StoredOptions): ToStored {
  const { host, pid, release, headers, redactor, now, newId } = options;
  const fingerprintOf = createFingerprint();

  return (given, answered, facts, key, fingerprint) => {
    // What it inherits is nothing of the failure.
    const occurrence = isPolluted() ? frozenCopy(given) : given;
    const { decided, reply } = answered;
    const at = key?.at ?? Math.floor(now());
    const redaction = redactor.on(routeOf(facts));
    const chosen = chosenFingerprint(decided, redaction);
    const stored = copyOf(occurrence, {
      id: key?.id ?? newId(at),
      at,
      fingerprint: chosen ?? fingerprint ?? fingerprintOf(occurrence, codeOf(decided)),
      vetted: answered.vetted === true,
      host,
      pid,
    });
    if (release !== undefined) stored.release = release;
    if (isExpected(answered)) stored.expected = true;
    const write = writeOf(redaction);
    if (occurrence.request !== undefined)
      stored.request = toStoredRequest(occurrence.request, facts, headers, redaction, write);
    const api = decided?.selection?.api;
    if (api !== undefined) stored.api = { id: api.id, name: api.name };
    const trail = trailOf(facts, write);
    if (trail !== undefined) stored.trail = trail;
    if (reply !== undefined && !reply.abandoned)
      stored.answer = toStoredAnswer(reply, occurrence.correlationId, redaction);
    const decision = decisionsOf(answered, write, options.decisionOf);
    if (decision !== undefined) stored.decision = decision;
    return stored;
  };
}

type Own = Pick<StoredOccurrence, 'at' | 'fingerprint' | 'host' | 'id' | 'pid' | 'vetted'>;

/** Member by member: of an object that grew member by member, a spread takes the engine ten times as long. */
function copyOf(occurrence: Occurrence, own: Own): Mutable<StoredOccurrence> {
  const { correlationId, code, status, fault, family, error } = occurrence;
  const { id, at, fingerprint, vetted, host, pid } = own;
  const stored: Mutable<StoredOccurrence> = {
    correlationId,
    code,
    status,
    fault,
    family,
    error,
    id,
    at,
    fingerprint,
    vetted,
    host,
    pid,
  };
  const { causes, internal, notes, unsampled } = occurrence;
  if (causes !== undefined) stored.causes = causes;
  if (internal !== undefined) stored.internal = internal;
  if (notes !== undefined) stored.notes = notes;
  if (unsampled !== undefined) stored.unsampled = unsampled;
  return stored;
}

/** One that holds a secret is none. `password:reset` does not: what stands behind a name is looked at by itself. */
function chosenFingerprint(decided: Decided | undefined, { text }: Redaction): string | undefined {
  const chosen: unknown = decided?.classified.recognition.fingerprint;
  return isFingerprint(chosen) && chosen.split(':').every((part) => text(part) === part) ? chosen : undefined;
}

/** What the recognizer calls the error, where the error has no code of its own. */
function codeOf(decided: Decided | undefined): string | undefined {
  const code: unknown = decided?.classified.recognition.code;
  return isCode(code) ? code : undefined;
}

/** R35: what the application foresaw, unless it was a failure of ours to tell it, or nobody caught it. */
export function isExpected({ decided, replaced }: Answered): boolean {
  return (
    replaced === undefined &&
    decided?.classified.recognition.expected === true &&
    decided.level !== ('error' satisfies LogLevel)
  );
}

/** Facts and bodies come from the application's own functions, which may fail like anything else. */
function trailOf(facts: RequestFacts, write: Write): readonly string[] | undefined {
  try {
    const steps: unknown = facts.trail;
    if (!Array.isArray(steps)) return undefined;
    const names: string[] = [];
    // Not by the list's own functions, which may give anything.
    for (let index = 0; index < Math.min(steps.length, MAX_STEPS); index++)
      names.push(write(String(steps[index]).slice(0, MAX_READ), MAX_STEP));
    return names.length === 0 ? undefined : names;
  } catch {
    return undefined;
  }
}

function decisionsOf(
  { decided, reply, replaced }: Answered,
  write: Write,
  explain: StoredOptions['decisionOf'],
): readonly string[] | undefined {
  if (decided?.selection === undefined || reply === undefined || explain === undefined) return undefined;
  try {
    const sentences = explain(decided, reply).slice(0, MAX_DECISIONS - 1);
    const all = replaced === undefined ? sentences : [...sentences, `replaced: ${replaced}`];
    return all.length === 0 ? undefined : all.map((sentence) => write(sentence, MAX_DECISION));
  } catch {
    return undefined;
  }
}
