import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
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
  answers: { 'a status that is not 2xx': FAILED, SyntaxError: FAILED, ...CODES, ...PASSED_ON },
  marks: {
    code: [...Object.keys(CODES), ...CONNECTION_CODES],
    name: ['SyntaxError'],
    status: STATUSES,
  },
  recognize(view): Recognition | undefined {
    const code = view.read('code');
    if (code === 'ABORTED') return hasOwn(view, 'method', 'url') ? ABORTED : undefined;
    const name = view.read('name');
    if (name === 'SyntaxError') return hasOwn(view, 'rawResponse', 'response') ? FAILED : undefined;
    // axios and gaxios, whose errors may be named so too, have a `config`.
    if (name !== 'Error' || !hasOwn(view, 'response') || hasOwn(view, 'config')) return undefined;
    if (code === 'ECONNABORTED') return typeof view.read('timeout') === 'number' ? TIMEOUT : undefined;
    const known = rowOf(CODES, code) ?? rowOf(CONNECTION, code);
    return known ?? (isResponse(view.read('response')) ? FAILED : undefined);
  },
  responseOf(view) {
    if (view.read('name') !== 'SyntaxError') return responseBehind(view);
    return toResponse(view.read('statusCode'), view.read('headers'));
  },
};

/** Its response tells the class of the status in many words. */
function isResponse(value: unknown): boolean {
  const response = viewOf(value);
  return (
    typeof response.read('statusType') === 'number' &&
    typeof response.read('serverError') === 'boolean' &&
    isObject(response.read('header'))
  );
}
