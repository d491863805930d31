/** A reply to send, and what an application may have done before it failed. */

import { sendReply, type NodeRequest, type NodeResponse } from 'faultline/http';
import type { Reply } from '../../src/model.ts';

export const BODY = '{"detail":"Nur 3 Stück – 数量 😀"}';
export const LENGTH = String(Buffer.byteLength(BODY));

export const replyOf = (change: Partial<Reply> = {}): Reply => ({
  status: 409,
  headers: {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': LENGTH,
    'cache-control': 'no-store',
    'x-request-id': 'K7QF-2MXD-9TRB',
    vary: 'Accept',
  },
  body: BODY,
  format: 'json',
  abandoned: false,
  ...change,
});

export type Prepare = (response: NodeResponse) => void;
export const answering =
  (reply: Reply, prepare?: Prepare) =>
  (request: NodeRequest, response: NodeResponse): void => {
    prepare?.(response);
    sendReply(request, response, reply);
  };

/** What an application may have set before it failed. */
export const setHeaders: Prepare = (response) => {
  response.setHeader('ETag', '"x"');
  response.setHeader('Last-Modified', new Date(0).toUTCString());
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', 3);
  response.setHeader('Content-Disposition', 'attachment; filename="secret.csv"');
  response.setHeader('Set-Cookie', ['a=b', 'c=d']);
  response.setHeader('Cache-Control', 'public, max-age=3600');
  response.setHeader('X-Powered-By', 'Express');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Strict-Transport-Security', 'max-age=1');
  response.setHeader('Vary', 'Origin');
  response.setHeader('X-Limit', 7);
  response.setHeader('WWW-Authenticate', ['Basic realm="x"', 'Digest realm="y"']);
};

export const EXPECTED_HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'content-length': LENGTH,
  'cache-control': 'no-store',
  'x-request-id': 'K7QF-2MXD-9TRB',
  vary: 'Origin, Accept',
  'access-control-allow-origin': '*',
  'strict-transport-security': 'max-age=1',
  'x-limit': '7',
  'www-authenticate': 'Basic realm="x", Digest realm="y"',
};
