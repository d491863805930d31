import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import { hasOwnClass } from '../guard.ts';
import { ABORTED, FAILED, rowOf, TIMEOUT } from './answers.ts';
import { hasOwn, isObject, responseBehind, STATUSES, toResponse, type UpstreamClient } from './client.ts';
import { CONNECTION, CONNECTION_CODES, PASSED_ON } from './transport.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  ABORTED,
  ECONNABORTED: TIMEOUT,
  EINVALIDREDIRECT: FAILED,
  ETOOLARGE: FAILED,
  EUNSUPPORTEDREDIRECT: FAILED,
};

/**
 * superagent: plain errors, Node's own among them, on which it sets `response` before it rejects: its response,
 * or undefined. A body that cannot be parsed is a `SyntaxError` with `rawResponse`.
 */
export const superagent: UpstreamClient = {
  name: 'superagent',
  packages: ['superagent'],
  plain: true,
  answers: { 'a status that is not 2xx': FAILED, SyntaxError: FAILED, ...CODES, ...PASSED_ON },
  marks: {
    code: [...Object.keys(CODES), ...CONNECTION_CODES],
    name: ['SyntaxError'],
    status: STATUSES,
  },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const code = view.read('code');
    if (code === 'ABORTED') return hasOwn(view, 'method', 'url') ? ABORTED : undefined;
    const name = view.read('name');
    if (name === 'SyntaxError') return isParseFailure(view) ? FAILED : undefined;
    // axios and gaxios, whose errors may be named so too, have a `config`.
    if (name !== 'Error' || !hasOwn(view, 'response') || hasOwn(view, 'config')) return undefined;
    if (code === 'ECONNABORTED') return typeof view.read('timeout') === 'number' ? TIMEOUT : undefined;
    const known = rowOf(CODES, code) ?? rowOf(CONNECTION, code);
    return known ?? (isResponse(view.read('response')) ? FAILED : undefined);
  },
  responseOf(view) {
    if (isResponse(view.read('response'))) return responseBehind(view);
    if (!isParseFailure(view)) return undefined;
    return toResponse(view.read('statusCode'), view.read('headers'));
  },
};

function isParseFailure(view: ErrorView): boolean {
  return hasOwnClass(view) && hasOwn(view, 'rawResponse', 'response');
}

/** Its response tells the class of the status, and makes errors of itself: no data can. */
function isResponse(value: unknown): boolean {
  const response = viewOf(value);
  return (
    typeof response.read('statusType') === 'number' &&
    isObject(response.read('header')) &&
    typeof response.read('toError') === 'function'
  );
}
