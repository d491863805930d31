import type { Mark, Recognition } from '../model.ts';
import { GONE } from './answers.ts';
import type { Family } from './family.ts';

/** How a broken connection shows on a request or response stream. */
const CODES: readonly Mark[] = [
  'ABORT_ERR',
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'ERR_HTTP2_INVALID_STREAM',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
  'HPE_INVALID_EOF_STATE',
];

/**
 * The client went away. The same codes come from broken connections to other servers, so the request itself
 * must have been aborted too; raw-body's `request.aborted` says so by itself.
 */
export const clientAbort: Family = {
  name: 'client-abort',
  packages: ['node', 'raw-body'],
  // The aborted request is the proof.
  plain: true,
  answers: { 'the client went away': GONE },
  marks: { code: CODES, name: ['AbortError'], type: ['request.aborted'] },
  recognize(_view, facts): Recognition | undefined {
    return facts.aborted === true ? GONE : undefined;
  },
};
