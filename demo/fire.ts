/** One failure, fired at every framework, and what came of it. */

import { setTimeout as wait } from 'node:timers/promises';
import { send, type Answer } from './client.ts';
import type { Failure } from './failures.ts';
import type { Entry, Log } from './log.ts';

export interface Shop {
  readonly framework: string;
  readonly url: string;
  readonly port: number;
}

export interface Shot {
  readonly framework: string;
  readonly answer: Answer;
  /** What the log has under the answer's reference: one entry, if all is well. */
  readonly entries: readonly Entry[];
}

export interface Outcome {
  readonly failure: Failure;
  readonly shots: readonly Shot[];
  /**
   * Head and body alike on every framework, but for reference, date and connection; `undefined` for an
   * answer that broke off, because what came before was the application's own.
   */
  readonly sameBytes: boolean | undefined;
}

export async function fire(failure: Failure, shops: readonly Shop[], log: Log): Promise<Outcome> {
  const shots: Shot[] = [];
  for (const { framework, port } of shops) {
    const answer = await send(port, failure);
    shots.push({ framework, answer, entries: await lookUp(log, referenceOf(answer)) });
  }
  const whole = shots.some(({ answer }) => !answer.broken);
  const distinct = new Set(shots.map(({ answer }) => mask(answer)));
  return { failure, shots, sameBytes: whole ? distinct.size === 1 : undefined };
}

export function referenceOf({ headers }: Answer): string | undefined {
  return headers['x-request-id'];
}

/** The record is made after the answer was handed over, so it may come a moment later. */
async function lookUp(log: Log, reference: string | undefined): Promise<readonly Entry[]> {
  for (let tries = 0; tries < 50 && log.find(reference).length === 0; tries++) await wait(20);
  return log.find(reference);
}

/** Without the reference, and without what Node's server says about the moment and the connection. */
function mask(answer: Answer): string {
  const reference = referenceOf(answer) ?? '';
  const bytes = reference === '' ? answer.bytes : answer.bytes.replaceAll(reference, 'K7QF-2MXD-9TRP');
  return bytes.replace(/^(?:date|connection): .*\r\n/gim, '');
}
