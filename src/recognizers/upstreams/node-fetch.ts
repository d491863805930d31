import type { Recognition } from '../../model.ts';
import { FAILED, rowOf, TIMEOUT } from './answers.ts';
import { hasOwn, type UpstreamClient } from './client.ts';
import { PASSED_ON, transportAnswer } from './transport.ts';

const TYPES: Readonly<Record<string, Recognition>> = {
  'body-timeout': TIMEOUT,
  'invalid-json': FAILED,
  'invalid-redirect': FAILED,
  'max-redirect': FAILED,
  'max-size': FAILED,
  'no-redirect': FAILED,
  'request-timeout': TIMEOUT,
  system: FAILED,
};

/**
 * node-fetch: by name and its documented `type`, which is undefined for a response that ended too early. Its
 * errors carry no answer of the upstream: it resolves whatever the status.
 */
export const nodeFetch: UpstreamClient = {
  name: 'node-fetch',
  packages: ['node-fetch'],
  answers: { ...TYPES, ...PASSED_ON },
  marks: { name: ['FetchError'] },
  recognize(view): Recognition | undefined {
    if (view.read('name') !== 'FetchError' || !hasOwn(view, 'type')) return undefined;
    const type = view.read('type');
    if (type === undefined || type === 'system') return transportAnswer(view) ?? FAILED;
    return rowOf(TYPES, type);
  },
};
