import type { Recognition } from '../../model.ts';
import { FAILED } from './answers.ts';
import { hasOwn, isObject, responseBehind, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

/** ofetch: by name, and the getters that its errors have as their own properties. */
export const ofetch: UpstreamClient = {
  name: 'ofetch',
  packages: ['ofetch'],
  answers: { FetchError: FAILED, ...PASSED_ON },
  marks: { name: ['FetchError'] },
  recognize(view): Recognition | undefined {
    if (view.read('name') !== 'FetchError') return undefined;
    if (!hasOwn(view, 'request', 'response', 'statusMessage')) return undefined;
    if (isObject(view.read('response'))) return FAILED;
    return transportAnswer(view) ?? FAILED;
  },
  responseOf: responseBehind,
};
