import type { Recognition } from '../../model.ts';
import { ABORTED, FAILED, TIMEOUT } from './answers.ts';
import { isObject, responseBehind, STATUSES, type UpstreamClient } from './client.ts';
import { CONNECTION_CODES, PASSED_ON, transportAnswer } from './transport.ts';

/** By this gaxios knows its errors across copies of itself; the value is the version. */
const BRAND = Symbol.for('gaxios-gaxios-error');

/**
 * gaxios, and the googleapis and Google Auth libraries on top. A redirect loop has nothing to look it up by but
 * its message, which holds the URL: it stays unexpected.
 */
export const gaxios: UpstreamClient = {
  name: 'gaxios',
  packages: ['gaxios'],
  answers: {
    'a status that is not 2xx': FAILED,
    AbortError: ABORTED,
    TimeoutError: TIMEOUT,
    ...PASSED_ON,
  },
  marks: {
    code: ['AbortError', 'TimeoutError', ...CONNECTION_CODES],
    status: STATUSES,
    message: ['The operation was aborted.'],
  },
  recognize(view): Recognition | undefined {
    if (typeof view.read(BRAND) !== 'string') return undefined;
    if (isObject(view.read('response'))) return FAILED;
    return transportAnswer(view);
  },
  responseOf: responseBehind,
};
