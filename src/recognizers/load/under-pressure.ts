import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { isFastifyError } from '../fastify-error.ts';
import { rowOf } from '../row-of.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  FST_UNDER_PRESSURE: { status: 503, code: 'OVERLOADED', retryable: true },
};

/** @fastify/under-pressure. It puts `Retry-After` on the reply itself, where the answer keeps it. */
export const underPressure: Family = {
  name: 'under-pressure',
  packages: ['@fastify/under-pressure'],
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    return isFastifyError(view) ? rowOf(CODES, view.read('code')) : undefined;
  },
};
