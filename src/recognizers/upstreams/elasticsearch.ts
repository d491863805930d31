import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { ABORTED, BROKEN, FAILED, rowOf, TIMEOUT, UNREACHABLE } from './answers.ts';
import { isObject, toResponse, type UpstreamClient } from './client.ts';

const NAMES: Readonly<Record<string, Recognition>> = {
  ConnectionError: BROKEN,
  DeserializationError: FAILED,
  NoLivingConnectionsError: UNREACHABLE,
  ProductNotSupportedError: FAILED,
  RequestAbortedError: ABORTED,
  ResponseError: FAILED,
  TimeoutError: TIMEOUT,
};

/**
 * Elasticsearch: by name and the `meta` about the request, which holds another `meta`; only what cannot be
 * deserialised comes with the redaction of the transport's options instead.
 */
export const elasticsearch: UpstreamClient = {
  name: 'elasticsearch',
  packages: ['@elastic/transport'],
  answers: NAMES,
  marks: { name: Object.keys(NAMES) },
  recognize(view): Recognition | undefined {
    const name = view.read('name');
    const said = rowOf(NAMES, name);
    if (said === undefined) return undefined;
    const known =
      name === 'DeserializationError'
        ? viewOf(view.read('options')).read('redaction')
        : viewOf(view.read('meta')).read('meta');
    return isObject(known) ? said : undefined;
  },
  responseOf(view) {
    const meta = viewOf(view.read('meta'));
    return toResponse(meta.read('statusCode'), meta.read('headers'));
  },
};
