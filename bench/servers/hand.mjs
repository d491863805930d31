/** The parts of the hand-written handlers: what a careful engineer writes without a library. */

import { randomUUID } from 'node:crypto';

/** The least: nothing is looked at, nothing is fresh. */
export const FLOOR_BODY = '{"type":"about:blank","title":"Internal Server Error","status":500}';
export const FLOOR_HEADERS = {
  'content-type': 'application/problem+json',
  'content-length': Buffer.byteLength(FLOOR_BODY),
};

/** What faultline answers to an unexpected error, as constants: what any handler pays for an answer of this size. */
export const OUR_BODY =
  '{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"An unexpected error occurred. If you need help, mention this reference: K7QF-2MXD-9TRP.","code":"INTERNAL_ERROR","correlationId":"K7QF-2MXD-9TRP"}';
export const OUR_HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'content-length': String(Buffer.byteLength(OUR_BODY)),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-request-id': 'K7QF-2MXD-9TRP',
  vary: 'Accept',
};

const TITLES = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' };

/** A problem (RFC 9457): the error's own text only where the status is the client's fault and `expose` is true. */
export function toProblem(error) {
  const id = randomUUID();
  const status = error?.status >= 400 && error.status < 500 && error.expose === true ? error.status : 500;
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Internal Server Error',
    status,
    detail: status < 500 ? error.message : `An unexpected error occurred. Reference: ${id}`,
    correlationId: id,
  };
}

/** Onto Node's response, past whatever the framework would add. */
export function sendRaw(res, problem) {
  const body = JSON.stringify(problem);
  res.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': problem.correlationId,
  });
  res.end(body);
}

export function apiHeaders(problem) {
  return {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': problem.correlationId,
  };
}
