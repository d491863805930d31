import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { rowOf } from '../row-of.ts';

/** opossum's default `resetTimeout`: after it, a breaker lets a request through. Its error does not carry it. */
const RESET_SECONDS = 30;

const CODES: Readonly<Record<string, Recognition>> = {
  EOPENBREAKER: { status: 503, code: 'CIRCUIT_OPEN', retryable: true, retryAfter: RESET_SECONDS },
  ESEMLOCKED: { status: 503, code: 'OVERLOADED', retryable: true },
  ESHUTDOWN: { status: 503, code: 'UNAVAILABLE', retryable: true },
  ETIMEDOUT: { status: 504, code: 'TIMEOUT', retryable: true },
};

/** Errors that a breaker of opossum made, and not the action that it guards: plain errors, with a symbol on them. */
export const opossum: Family = {
  name: 'opossum',
  packages: ['opossum'],
  plain: true,
  answers: CODES,
  marks: { code: Object.keys(CODES) },
  recognize(view): Recognition | undefined {
    return view.isError && isOurError(view) ? rowOf(CODES, view.read('code')) : undefined;
  },
};

/** The symbol is private to each copy of opossum. `ETIMEDOUT` and `ESHUTDOWN` are the system's codes, too. */
function isOurError({ value }: ErrorView): boolean {
  try {
    return Object.getOwnPropertySymbols(value).some(({ description }) => description === 'our-error');
  } catch {
    return false;
  }
}
