import { viewOf } from '../../error-view.ts';
import type { Recognition } from '../../model.ts';
import { FAILED, rowOf, UNREACHABLE } from './answers.ts';
import { toResponse, type UpstreamClient } from './client.ts';
import { CONNECTION, transportAnswer, UNDICI } from './transport.ts';

/** Messages of the `TypeError` that Node's fetch rejects with -> what is answered when its cause says no more. */
const TYPE_ERRORS: Readonly<Record<string, Recognition>> = {
  'fetch failed': FAILED,
  terminated: UNREACHABLE,
};

const AS_CAUSE: Readonly<Record<string, Recognition>> = Object.fromEntries(
  Object.entries(CONNECTION).map(([code, said]) => [`cause: ${code}`, said]),
);

/**
 * Node's fetch and undici. A bare `ECONNREFUSED`, which `undici.request` rejects with, is not among them: it could
 * be a database's. So it is the cause of a `TypeError`, or another library's, that has the codes of connections.
 */
export const fetch: UpstreamClient = {
  name: 'fetch',
  packages: ['node', 'undici'],
  answers: { ...TYPE_ERRORS, HTTPParserError: FAILED, ...UNDICI, ...AS_CAUSE },
  marks: {
    code: Object.keys(UNDICI),
    name: ['HTTPParserError'],
    message: Object.keys(TYPE_ERRORS),
  },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const known = rowOf(UNDICI, view.read('code'));
    if (known !== undefined) return known;
    const name = view.read('name');
    if (name === 'HTTPParserError') return FAILED;
    const cause = viewOf(view.read('cause'));
    if (name !== 'TypeError' || !cause.isError) return undefined;
    const said = rowOf(TYPE_ERRORS, view.message);
    return said && (transportAnswer(cause) ?? said);
  },
  responseOf: (view) => toResponse(view.read('statusCode'), view.read('headers')),
};
