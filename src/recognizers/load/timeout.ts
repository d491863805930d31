import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';

const TIMEOUT: Recognition = { status: 504, code: 'TIMEOUT', retryable: true };

/**
 * Time that ran out: `AbortSignal.timeout`, what Node aborts by such a signal, and p-timeout. HTTP clients have
 * errors of the same name with more on them, and families of their own.
 */
export const timeout: Family = {
  name: 'timeout',
  packages: ['node', 'p-timeout'],
  answers: {
    'AbortSignal.timeout: DOMException TimeoutError': TIMEOUT,
    'ABORT_ERR caused by AbortSignal.timeout': TIMEOUT,
    'p-timeout: TimeoutError': TIMEOUT,
  },
  marks: { name: ['TimeoutError'], code: ['ABORT_ERR'] },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    if (view.read('code') === 'ABORT_ERR') return isSignal(viewOf(view.read('cause'))) ? TIMEOUT : undefined;
    return isSignal(view) || isBare(view) ? TIMEOUT : undefined;
  },
};

/** The legacy code of the `DOMException` (WebIDL, section 2.8.1). */
function isSignal(view: ErrorView): boolean {
  return view.isError && view.read('name') === 'TimeoutError' && view.read('code') === 23;
}

/**
 * What clients and databases put on errors of this name. It is not asked for all keys: an error may have so many
 * that counting them takes long.
 */
const FOREIGN = ['code', 'request', 'response', 'options', 'config', '$metadata', 'parent', 'original'];

/** A name and nothing else of note, as p-timeout leaves it. */
function isBare(view: ErrorView): boolean {
  return FOREIGN.every((key) => view.read(key) === undefined);
}
