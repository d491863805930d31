import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import { BROKEN, FAILED, rowOf } from './answers.ts';
import { toResponse, type UpstreamClient } from './client.ts';
import { CONNECTION, transportAnswer, UNDICI } from './transport.ts';

/** Messages of the `TypeError` that Node's fetch rejects with -> what is answered when its cause says no more. */
const TYPE_ERRORS: Readonly<Record<string, Recognition>> = {
  'fetch failed': FAILED,
  terminated: BROKEN,
};

/** Messages of causes that are mistakes of the application: nothing was asked of any upstream. */
const MISTAKES: ReadonlySet<unknown> = new Set([
  'about scheme is not supported',
  'bad port',
  'failed to fetch the data URL',
  'not implemented... yet...',
  'unknown scheme',
]);

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
    const known = rowOf(UNDICI, view.read('code'));
    if (known !== undefined) return known;
    const name = view.read('name');
    if (name === 'HTTPParserError') return FAILED;
    const cause = viewOf(view.read('cause'));
    if (name !== 'TypeError' || !cause.isError) return undefined;
    const said = rowOf(TYPE_ERRORS, view.message);
    return said && (transportAnswer(cause) ?? (isMistake(cause) ? undefined : said));
  },
  responseOf: (view) => toResponse(view.read('statusCode'), view.read('headers')),
};

/** undici's codes that are not in the table are about what it was given. */
function isMistake(cause: ErrorView): boolean {
  const code = cause.read('code');
  if (typeof code !== 'string') return MISTAKES.has(cause.message);
  return code.startsWith('UND_ERR_') || code === 'ERR_INVALID_ARG_TYPE';
}
