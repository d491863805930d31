import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { ABORTED, BROKEN, FAILED, rowOf, TIMEOUT } from './answers.ts';
import { isObject, responseBehind, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  ECONNABORTED: TIMEOUT,
  ERR_BAD_REQUEST: FAILED,
  ERR_BAD_RESPONSE: FAILED,
  ERR_CANCELED: ABORTED,
  ERR_FR_TOO_MANY_REDIRECTS: FAILED,
  ERR_NETWORK: BROKEN,
};

/** Mistakes of the application, which stay its own. */
const MISTAKES: ReadonlySet<unknown> = new Set([
  'ERR_BAD_OPTION',
  'ERR_BAD_OPTION_VALUE',
  'ERR_DEPRECATED',
  'ERR_FORM_DATA_DEPTH_EXCEEDED',
  'ERR_INVALID_URL',
  'ERR_NOT_SUPPORT',
]);

/** axios: by `isAxiosError`, its documented mark, since name and code are often those of the error beneath. */
export const axios: UpstreamClient = {
  name: 'axios',
  packages: ['axios'],
  answers: { ...CODES, ...PASSED_ON },
  marks: { code: Object.keys(CODES), isAxiosError: [true] },
  recognize(view): Recognition | undefined {
    if (view.read('isAxiosError') !== true) return undefined;
    const code = view.read('code');
    if (MISTAKES.has(code)) return undefined;
    // What axios itself refused to send has this code too, but no answer.
    if (code === 'ERR_BAD_REQUEST' && !isObject(view.read('response'))) return undefined;
    if (code === 'ERR_NETWORK') return transportAnswer(viewOf(view.read('cause'))) ?? CODES[code];
    return rowOf(CODES, code) ?? transportAnswer(view) ?? FAILED;
  },
  responseOf: responseBehind,
};
