import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { BROKEN, FAILED } from './answers.ts';
import { isObject, responseBehind, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

/** Octokit's `RequestError`. Its `status` is 500 when there was no answer at all. */
export const octokit: UpstreamClient = {
  name: 'octokit',
  packages: ['@octokit/request'],
  answers: { HttpError: FAILED, 'HttpError without a response': BROKEN, ...PASSED_ON },
  marks: { name: ['HttpError'] },
  recognize(view): Recognition | undefined {
    if (view.read('name') !== 'HttpError' || typeof view.read('status') !== 'number') return undefined;
    const request = viewOf(view.read('request'));
    const sent = [request.read('method'), request.read('url')];
    if (!sent.every((part) => typeof part === 'string') || !isObject(request.read('headers')))
      return undefined;
    if (isObject(view.read('response'))) return FAILED;
    return transportAnswer(view) ?? BROKEN;
  },
  responseOf: responseBehind,
};
