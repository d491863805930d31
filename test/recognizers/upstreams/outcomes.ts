import { expect } from 'vitest';
import { silently } from '../silent.ts';
import type { Kind } from './servers.ts';

export interface Library {
  readonly name: string;
  readonly family: string;
  call(url: string, kind: Kind): PromiseLike<unknown>;
  /** What differs from `USUAL`: another answer, another family, or that the library does not fail. */
  readonly but?: Partial<Record<Kind, Outcome>>;
}

export type Outcome = keyof typeof OUTCOMES | 'none' | readonly [keyof typeof OUTCOMES, family: string];

export const OUTCOMES = {
  failed: { status: 502, code: 'UPSTREAM_FAILED', retryable: undefined },
  timeout: { status: 504, code: 'UPSTREAM_TIMEOUT', retryable: true },
  unreachable: { status: 502, code: 'UPSTREAM_UNREACHABLE', retryable: true },
  aborted: { status: 503, code: 'OPERATION_ABORTED', retryable: true },
  unexpected: { status: 500, code: 'INTERNAL_ERROR', retryable: undefined },
} as const;

export const USUAL: Readonly<Record<Kind, Outcome>> = {
  404: 'failed',
  429: 'failed',
  500: 'failed',
  redirect: 'failed',
  malformed: 'failed',
  broken: 'unreachable',
  reset: 'unreachable',
  refused: 'unreachable',
  'unknown-host': 'unreachable',
  nonsense: 'failed',
  slow: 'timeout',
  abort: 'aborted',
};

/** That nothing of the error is in the answer, and that the answer is this one. */
export function expectAnswer(thrown: unknown, outcome: keyof typeof OUTCOMES, family: string): void {
  const { status, code, body, family: by } = silently(thrown);
  expect({ by, status, code, retryable: body.retryable }).toEqual({ by: family, ...OUTCOMES[outcome] });
}
