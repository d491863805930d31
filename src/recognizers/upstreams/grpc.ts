import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { ABORTED, BROKEN, FAILED, TIMEOUT } from './answers.ts';
import { isObject, type UpstreamClient } from './client.ts';

/** By their numbers, from 0 on. INVALID_ARGUMENT was our argument to the upstream, not the client's to us. */
const STATUS_CODES: readonly (readonly [string, Recognition])[] = [
  ['OK', FAILED],
  ['CANCELLED', ABORTED],
  ['UNKNOWN', FAILED],
  ['INVALID_ARGUMENT', FAILED],
  ['DEADLINE_EXCEEDED', TIMEOUT],
  ['NOT_FOUND', FAILED],
  ['ALREADY_EXISTS', FAILED],
  ['PERMISSION_DENIED', FAILED],
  ['RESOURCE_EXHAUSTED', FAILED],
  ['FAILED_PRECONDITION', FAILED],
  ['ABORTED', FAILED],
  ['OUT_OF_RANGE', FAILED],
  ['UNIMPLEMENTED', FAILED],
  ['INTERNAL', FAILED],
  ['UNAVAILABLE', BROKEN],
  ['DATA_LOSS', FAILED],
  ['UNAUTHENTICATED', FAILED],
];

/**
 * gRPC clients: `ServiceError` of @grpc/grpc-js, a plain error with a number, details and metadata, whose methods
 * nothing but the library gives it. There is no HTTP status.
 */
export const grpc: UpstreamClient = {
  name: 'grpc',
  packages: ['@grpc/grpc-js'],
  plain: true,
  answers: Object.fromEntries(STATUS_CODES),
  marks: { code: [...STATUS_CODES.keys()] },
  recognize(view): Recognition | undefined {
    if (!view.isError || typeof view.read('details') !== 'string') return undefined;
    const metadata = view.read('metadata');
    if (!isObject(metadata) || typeof viewOf(metadata).read('getMap') !== 'function') return undefined;
    return STATUS_CODES[view.read('code') as number]?.[1];
  },
};
