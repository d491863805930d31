import type { Recognition } from '../../model.ts';
import { ABORTED, BROKEN, FAILED, rowOf, TIMEOUT } from './answers.ts';
import { hasOwn, STATUSES, toResponse, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

/** Errors without a status have nothing to tell them apart but their standard messages. */
const MESSAGES: Readonly<Record<string, Recognition>> = {
  'Connection error.': BROKEN,
  'Request timed out.': TIMEOUT,
  'Request was aborted.': ABORTED,
};

/** Of an error in the middle of a stream, which has no status. */
const TYPES = [
  'api_error',
  'insufficient_quota',
  'invalid_request_error',
  'overloaded_error',
  'server_error',
];

/** OpenAI, and other SDKs of the same generator: `APIError` with the ID of the request that failed. */
export const openai: UpstreamClient = {
  name: 'openai',
  packages: ['openai'],
  answers: { APIError: FAILED, ...MESSAGES, ...PASSED_ON },
  marks: { message: Object.keys(MESSAGES), status: STATUSES, type: TYPES },
  recognize(view): Recognition | undefined {
    if (!view.isError || !hasOwn(view, 'headers', 'requestID', 'error')) return undefined;
    if (view.read('status') !== undefined) return FAILED;
    const said = rowOf(MESSAGES, view.message);
    return said === BROKEN ? (transportAnswer(view) ?? said) : (said ?? FAILED);
  },
  responseOf: (view) => toResponse(view.read('status'), view.read('headers')),
};
