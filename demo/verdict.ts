/** What the answers prove, counted. */

import type { Found } from './errors.ts';
import { referenceOf, type Outcome, type Shot } from './fire.ts';
import type { Failure } from './failures.ts';
import { SECRETS, UNLOGGED } from './secrets.ts';

export interface Verdict {
  readonly failures: number;
  readonly frameworks: number;
  /** Fired in all. */
  readonly shots: number;
  readonly answered: number;
  /** Failures answered with the same bytes everywhere, of those that can be compared. */
  readonly sameBytes: number;
  readonly comparable: number;
  readonly resolved: number;
  /** References that lead to one occurrence in the store. */
  readonly stored: number;
  readonly bytes: number;
  /** `what: framework, request` for each secret found in an answer. */
  readonly leaks: readonly string[];
  /** Secrets that the log or the store has, where they belong. */
  readonly logged: number;
  /** Those that must not even be there, and are. */
  readonly unsafe: readonly string[];
  readonly kept: boolean;
}

export function judge(outcomes: readonly Outcome[], found: Found): Verdict {
  const fired = outcomes.flatMap(({ failure, shots }) => shots.map((shot) => ({ failure, shot })));
  const records = JSON.stringify([fired.map(({ shot }) => shot.entries), ...found.values()]);
  const counts = {
    failures: outcomes.length,
    frameworks: new Set(fired.map(({ shot }) => shot.framework)).size,
    shots: fired.length,
    answered: fired.filter(({ failure, shot }) => isAnswered(failure, shot)).length,
    sameBytes: outcomes.filter(({ sameBytes }) => sameBytes === true).length,
    comparable: outcomes.filter(({ sameBytes }) => sameBytes !== undefined).length,
    resolved: fired.filter(({ failure, shot }) => isResolved(failure, shot)).length,
    stored: fired.filter(({ shot }) => found.get(referenceOf(shot.answer) ?? '')?.length === 1).length,
    bytes: fired.reduce((sum, { shot }) => sum + Buffer.byteLength(shot.answer.bytes), 0),
    leaks: fired.flatMap(({ failure, shot }) => leaksOf(failure, shot)),
    logged: Object.values(SECRETS).filter((secret) => records.includes(secret)).length,
    unsafe: Object.entries(UNLOGGED)
      .filter(([, secret]) => records.includes(secret))
      .map(([what]) => what),
  };
  const kept =
    counts.shots > 0 &&
    counts.answered === counts.shots &&
    counts.resolved === counts.shots &&
    counts.stored === counts.shots &&
    counts.sameBytes === counts.comparable &&
    counts.leaks.length === 0 &&
    counts.unsafe.length === 0;
  return { ...counts, kept };
}

export function isAnswered({ expected }: Failure, { answer }: Shot): boolean {
  return expected === 'broken' ? answer.broken : !answer.broken && answer.status === expected;
}

/** The reference leads to one record, of this framework; a whole answer repeats it in its body. */
function isResolved({ expected }: Failure, { framework, answer, entries }: Shot): boolean {
  const reference = referenceOf(answer);
  if (reference === undefined || entries.length !== 1 || entries[0]?.framework !== framework) return false;
  return expected === 'broken' || answer.body.includes(`"correlationId":"${reference}"`);
}

function leaksOf({ method, path }: Failure, { framework, answer }: Shot): string[] {
  return Object.entries(SECRETS)
    .filter(([, secret]) => answer.bytes.includes(secret))
    .map(([what]) => `${what}: ${framework}, ${method} ${path}`);
}
