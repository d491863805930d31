/** What clients are to be told about failures of a database, whichever it is. */

import { expect } from 'vitest';
import { silently } from '../silent.ts';

/** In every value, name and text that the failing operations touch. */
export const CANARY = 'canary-4711';

interface Outcome {
  readonly status: number;
  readonly detail: unknown;
  readonly retryable?: boolean;
}

const REFERENCE: unknown = expect.stringContaining('mention this reference: ');

export const OUTCOMES = {
  ALREADY_EXISTS: { status: 409, detail: 'The item exists already.' },
  ITEM_CONFLICT: { status: 409, detail: 'The item conflicts with another one.' },
  REFERENCE_CONFLICT: {
    status: 409,
    detail: 'The item refers to another one that is missing, or another one still refers to it.',
  },
  EDIT_CONFLICT: { status: 409, detail: 'The item was changed in the meantime.' },
  ITEM_NOT_FOUND: { status: 404, detail: 'The item does not exist.' },
  VALUE_REFUSED: { status: 500, detail: 'A value could not be stored.' },
  DATABASE_BUSY: { status: 503, detail: 'The service is busy. Please try again.', retryable: true },
  DATABASE_TIMEOUT: {
    status: 503,
    detail: 'The request took too long. Please try again.',
    retryable: true,
  },
  DATABASE_UNAVAILABLE: { status: 503, detail: REFERENCE, retryable: true },
  SERVICE_UNAVAILABLE: { status: 503, detail: REFERENCE, retryable: true },
  INTERNAL_ERROR: { status: 500, detail: REFERENCE },
} as const satisfies Readonly<Record<string, Outcome>>;

export type Code = keyof typeof OUTCOMES;

/** Answers in every format, looks for canaries, and compares. */
export function expectOutcome(thrown: unknown, family: string, code: Code): void {
  const answer = silently(thrown);
  const { status, detail, retryable }: Outcome = OUTCOMES[code];
  expect({ ...answer.body, family: answer.family }).toMatchObject({ family, status, code, detail });
  expect(answer.status).toBe(status);
  expect(answer.body.retryable).toBe(retryable);
  expect(answer.body).not.toHaveProperty('errors');
  expect(answer.notes).toEqual([]);
}

export function expectUnexpected(thrown: unknown): void {
  expectOutcome(thrown, 'unexpected', 'INTERNAL_ERROR');
}

/** What an operation fails with. */
export async function failureOf(operation: () => unknown): Promise<unknown> {
  try {
    await operation();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
