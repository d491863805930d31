import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { sure, unsure } from '../retryable.ts';
import type { Answers } from './answers.ts';

/**
 * Drivers pass on what Node reports; so nothing tells whether it was a database that could not be reached. Where
 * the call that failed is one of those that connect, nothing was sent.
 */
const UNREACHABLE: Recognition = unsure({ status: 503, code: 'SERVICE_UNAVAILABLE', retryable: true });

/**
 * Not listed: EPIPE, which writing to a child process gives too. ENOENT counts when connecting, to a socket
 * that is a file.
 */
const ANSWERS: Answers = {
  EAI_AGAIN: UNREACHABLE,
  ECONNREFUSED: UNREACHABLE,
  ECONNRESET: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOENT: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
};
const BY_CODE = new Map<unknown, Recognition>(Object.entries(ANSWERS));
const CONNECTING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo', 'querySrv', 'queryTxt']);
const TALKING: ReadonlySet<unknown> = new Set(['read', 'write']);

/** What HTTP clients put on an error that they pass on: those have families of their own. */
const OF_HTTP_CLIENTS = ['config', 'options', 'request', 'response'];

/** Connections of pg, mysql2 and ioredis that cannot be made or break, as Node itself reports them. */
export const connection: Family = {
  name: 'connection',
  packages: ['node', 'pg', 'mysql2', 'ioredis'],
  plain: true,
  answers: ANSWERS,
  marks: { code: Object.keys(ANSWERS) },
  recognize(view): Recognition | undefined {
    if (!view.isError || OF_HTTP_CLIENTS.some((key) => view.read(key) !== undefined)) return undefined;
    return view.read('name') === 'AggregateError' ? byParts(view) : byCall(view);
  },
};

function byCall(view: ErrorView): Recognition | undefined {
  const code = view.read('code');
  const syscall = view.read('syscall');
  const said = view.read('name') === 'Error' ? BY_CODE.get(code) : undefined;
  if (said === undefined || (code === 'ENOENT' && syscall !== 'connect')) return undefined;
  if (CONNECTING.has(syscall)) return sure(said);
  return TALKING.has(syscall) ? said : undefined;
}

const MAX_PARTS = 32;

/** A name with several addresses, as "localhost", fails once for each of them. */
function byParts(view: ErrorView): Recognition | undefined {
  try {
    const parts = view.read('errors');
    if (!Array.isArray(parts) || parts.length === 0 || parts.length > MAX_PARTS) return undefined;
    let said: Recognition | undefined;
    for (let index = 0; index < parts.length; index++) {
      const part = byCall(viewOf(parts[index]));
      if (part === undefined) return undefined;
      said = said === UNREACHABLE ? said : part;
    }
    return said;
  } catch {
    return undefined;
  }
}
