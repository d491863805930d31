import type { Recognition } from '../../model.ts';
import { ABORTED, FAILED, rowOf, TIMEOUT } from './answers.ts';
import { hasOwn, isObject, responseBehind, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

const NAMES: Readonly<Record<string, Recognition>> = {
  AbortError: ABORTED,
  CancelError: ABORTED,
  HTTPError: FAILED,
  MaxRedirectsError: FAILED,
  ParseError: FAILED,
  ReadError: FAILED,
  RequestError: FAILED,
  TimeoutError: TIMEOUT,
};

/** Codes of a `RequestError` that was made before anything was sent. */
const MISTAKES: ReadonlySet<unknown> = new Set(['ERR_GOT_REQUEST_ERROR', 'ERR_UNSUPPORTED_PROTOCOL']);

/** got: by the name of the class, and the `options` and `timings` that its errors carry. */
export const got: UpstreamClient = {
  name: 'got',
  packages: ['got'],
  answers: { ...NAMES, ...PASSED_ON },
  marks: { name: Object.keys(NAMES) },
  recognize(view): Recognition | undefined {
    const name = view.read('name');
    const said = rowOf(NAMES, name);
    if (said === undefined || MISTAKES.has(view.read('code'))) return undefined;
    if (!isObject(view.read('options')) || !hasOwn(view, 'timings')) return undefined;
    return name === 'RequestError' || name === 'ReadError' ? (transportAnswer(view) ?? said) : said;
  },
  responseOf: responseBehind,
};
