import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { hasOwnClass } from '../guard.ts';
import { FAILED, TIMEOUT } from './answers.ts';
import { isObject, toResponse, type UpstreamClient } from './client.ts';
import { CONNECTION_CODES, PASSED_ON, transportAnswer } from './transport.ts';

/**
 * AWS SDK v3: exceptions of its services by `$fault`, and whatever else fails on the way by the `$metadata` that
 * the SDK sets on it: those are plain errors often, which are believed to have failed, but not what they say of an
 * answer. Its own mark for services cannot be done without: their names are thousands.
 */
export const aws: UpstreamClient = {
  name: 'aws-sdk',
  packages: ['@aws-sdk/client-sts', '@smithy/node-http-handler'],
  plain: true,
  answers: {
    '$fault: client': FAILED,
    '$fault: server': FAILED,
    SyntaxError: FAILED,
    TimeoutError: TIMEOUT,
    ...PASSED_ON,
  },
  marks: { code: CONNECTION_CODES, name: ['SyntaxError', 'TimeoutError'], $fault: ['client', 'server'] },
  recognize(view): Recognition | undefined {
    if (!view.isError || !isObject(view.read('$metadata'))) return undefined;
    const fault = view.read('$fault');
    if (fault === 'client' || fault === 'server' || view.read('name') === 'SyntaxError') return FAILED;
    // A connection that was reset is named TimeoutError too, so the code goes first.
    return transportAnswer(view);
  },
  responseOf(view) {
    if (!hasOwnClass(view)) return undefined;
    const status = viewOf(view.read('$metadata')).read('httpStatusCode');
    return toResponse(status, viewOf(view.read('$response')).read('headers'));
  },
};
