import type { Recognition } from '../../model.ts';
import { BROKEN, FAILED, rowOf } from './answers.ts';
import { hasOwn, isObject, responseBehind, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

/** Statics of the class, where neither the service nor Node had a code. */
const CODES: Readonly<Record<string, Recognition>> = {
  PARSE_ERROR: FAILED,
  REQUEST_SEND_ERROR: BROKEN,
};

/** Azure's SDKs: `RestError` of @azure/core-rest-pipeline. Their time-outs are an `AbortError` like any other. */
export const azure: UpstreamClient = {
  name: 'azure',
  packages: ['@azure/core-rest-pipeline'],
  answers: { RestError: FAILED, ...CODES, ...PASSED_ON },
  marks: { name: ['RestError'] },
  recognize(view): Recognition | undefined {
    if (view.read('name') !== 'RestError' || !hasOwn(view, 'request', 'response')) return undefined;
    // What the service answered comes first: `code` is the service's own then.
    if (isObject(view.read('response')) || typeof view.read('statusCode') === 'number') return FAILED;
    const known = rowOf(CODES, view.read('code'));
    if (known !== undefined || !isObject(view.read('request'))) return known;
    return transportAnswer(view) ?? FAILED;
  },
  responseOf: responseBehind,
};
