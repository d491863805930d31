import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import { sure } from '../retryable.ts';
import { ABORTED, BROKEN, CONNECT_TIMEOUT, FAILED, rowOf, TIMEOUT, UNREACHABLE } from './answers.ts';

type Answers = Readonly<Record<string, Recognition>>;

/** Node's codes for connections that fail, as clients pass them on: DNS, TCP, TLS and the HTTP parser. */
export const CONNECTION: Answers = {
  ...each(UNREACHABLE, ['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND']),
  ...each(BROKEN, [
    'ECONNRESET',
    'EHOSTDOWN',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ENETUNREACH',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
  ]),
  ...each(CONNECT_TIMEOUT, ['ERR_SOCKET_CONNECTION_TIMEOUT']),
  ...each(TIMEOUT, ['ESOCKETTIMEDOUT', 'ETIMEDOUT']),
  ...each(FAILED, [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'EPROTO',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'HPE_CLOSED_CONNECTION',
    'HPE_HEADER_OVERFLOW',
    'HPE_INVALID_CHUNK_SIZE',
    'HPE_INVALID_CONSTANT',
    'HPE_INVALID_CONTENT_LENGTH',
    'HPE_INVALID_EOF_STATE',
    'HPE_INVALID_HEADER_TOKEN',
    'HPE_INVALID_STATUS',
    'HPE_INVALID_TRANSFER_ENCODING',
    'HPE_INVALID_VERSION',
    'HPE_LF_EXPECTED',
    'HPE_UNEXPECTED_CONTENT_LENGTH',
  ]),
};

/** undici's codes. Those for mistakes of the application, such as `UND_ERR_INVALID_ARG`, are left out. */
export const UNDICI: Answers = {
  ...each(UNREACHABLE, ['UND_ERR_BPL_MISSING_UPSTREAM', 'UND_ERR_PRX_TLS']),
  ...each(BROKEN, ['UND_ERR_INFO', 'UND_ERR_SOCKET']),
  ...each(CONNECT_TIMEOUT, ['UND_ERR_CONNECT_TIMEOUT']),
  ...each(TIMEOUT, ['UND_ERR_BODY_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']),
  ...each(FAILED, [
    'UND_ERR_HEADERS_OVERFLOW',
    'UND_ERR_REQ_RETRY',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'UND_ERR_RES_EXCEEDED_MAX_SIZE',
    'UND_ERR_RESPONSE',
  ]),
  ...each(ABORTED, ['UND_ERR_ABORT', 'UND_ERR_ABORTED']),
};

export const CONNECTION_CODES: readonly string[] = Object.keys(CONNECTION);

/** How clients that pass on the codes above document it, so that each is listed once. */
export const PASSED_ON: Answers = {
  'a connection that failed, by the codes under fetch': BROKEN,
  'a connection that was too slow, by the codes under fetch': TIMEOUT,
};

const BY_CODE: Answers = { ...CONNECTION, ...UNDICI };
const BY_NAME: Answers = { AbortError: ABORTED, HTTPParserError: FAILED, TimeoutError: TIMEOUT };

/** Calls before which nothing was sent, whatever their code. */
const CONNECTING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);
const MAX_DEPTH = 5;

/** What the connection died of: the first code or name that is known, of the error or of its causes. */
export function transportAnswer(view: ErrorView): Recognition | undefined {
  let at = view;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const found = rowOf(BY_CODE, at.read('code')) ?? rowOf(BY_NAME, at.read('name'));
    if (found !== undefined) return CONNECTING.has(at.read('syscall')) ? sure(found) : found;
    at = viewOf(at.read('cause'));
  }
  return undefined;
}

function each(answer: Recognition, codes: readonly string[]): Answers {
  return Object.fromEntries(codes.map((code) => [code, answer]));
}
