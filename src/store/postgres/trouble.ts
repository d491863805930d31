/** What goes wrong with PostgreSQL, in words that name a cure and show no credentials. */

import { FaultlineError } from '../../codes.ts';

interface Sentence {
  readonly what: string;
  readonly cure: string;
}

const CONNECT = 'check that it runs and can be reached from this host';
const LATER = 'it is tried again';

/** By SQLSTATE, the class of one, or the code of Node's errors. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  '08': { what: 'the connection failed', cure: CONNECT },
  '28': {
    what: 'it refuses the user or the password',
    cure: 'correct the connection string, or pg_hba.conf',
  },
  '3D000': {
    what: 'the database does not exist',
    cure: 'create it, or correct the name in the connection string',
  },
  '42501': {
    what: 'the user lacks a permission',
    cure: 'let it create a schema in the database, or make it the owner of the one that stands there',
  },
  '53300': {
    what: 'it has no connection left',
    cure: 'raise max_connections, or put a pooler before it',
  },
  '53100': { what: 'its disk is full', cure: 'make room, or keep less with the option "retention"' },
  '53': { what: 'it lacks resources', cure: 'see its log' },
  '54': { what: 'a limit of it was exceeded', cure: 'see its log' },
  '55P03': { what: 'another session holds a lock for too long', cure: 'end that session' },
  '57014': {
    what: 'it took too long',
    cure: 'ask for less, or raise the option "readTimeout" or "writeTimeout"',
  },
  '57P': { what: 'it starts, or shuts down', cure: LATER },
  '25006': {
    what: 'it only takes questions',
    cure: 'connect to the primary, and not to a replica',
  },
  '40': { what: 'transactions got in the way of each other', cure: LATER },
  '42P01': { what: 'a table is missing', cure: 'restore the schema, or drop it so that it is made anew' },
  ECONNREFUSED: { what: 'nothing listens there', cure: CONNECT },
  ENOTFOUND: { what: 'the host is not known', cure: 'correct the connection string' },
  EAI_AGAIN: { what: 'the name of the host cannot be looked up', cure: 'check the name server' },
  EHOSTUNREACH: { what: 'the host cannot be reached', cure: CONNECT },
  ETIMEDOUT: { what: 'the connection takes too long', cure: CONNECT },
  ENOENT: { what: 'a file or a socket is not there', cure: 'correct the connection string' },
  ECONNRESET: { what: 'the connection was cut', cure: LATER },
  EPIPE: { what: 'the connection was cut', cure: LATER },
  SELF_SIGNED_CERT_IN_CHAIN: {
    what: 'nobody known vouches for its certificate',
    cure: 'give the authority’s as "ssl.ca"',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    what: 'nobody known vouches for its certificate',
    cure: 'give it as "ssl.ca"',
  },
};

/** Sentences of `pg` and of this store, which hold nothing of anybody's. */
const SAID: Readonly<Record<string, Sentence>> = {
  'no connection in time': { what: 'no connection was to be had in time', cure: CONNECT },
  'no answer in time': { what: 'it does not answer in time', cure: CONNECT },
  'closed meanwhile': { what: 'it was closed meanwhile', cure: 'ask it before' },
  'too many questions at once': { what: 'too much is asked at once', cure: 'ask again' },
  'URI malformed': { what: 'the connection string cannot be read', cure: 'write "%" as "%25" in it' },
  'timeout exceeded when trying to connect': {
    what: 'every connection of the pool is taken',
    cure: 'make the pool larger',
  },
  'Connection terminated due to connection timeout': {
    what: 'the connection takes too long',
    cure: CONNECT,
  },
  'Connection terminated unexpectedly': { what: 'the connection was cut', cure: LATER },
  'Connection terminated': { what: 'the connection was cut', cure: LATER },
  'Client has encountered a connection error and is not queryable': {
    what: 'the connection was cut',
    cure: LATER,
  },
  'The server does not support SSL connections': {
    what: 'it speaks no TLS',
    cure: 'switch TLS on there, or leave out the option "ssl"',
  },
  'Cannot use a pool after calling end on the pool': {
    what: 'the pool was ended',
    cure: 'end it after the store',
  },
};

/** Our own errors as they are; all others told in their words nowhere, as these may hold values and passwords. */
export function troubleOf(name: string, error: unknown): FaultlineError {
  if (error instanceof FaultlineError) return error;
  const { code, message } = partsOf(error);
  const sentence =
    of(SENTENCES, code) ??
    of(SENTENCES, code.slice(0, 3)) ??
    of(SENTENCES, code.slice(0, 2)) ??
    of(SAID, message);
  const { what, cure } = sentence ?? { what: 'it failed', cure: 'see its log' };
  const shown = /^[A-Z\d_]{2,40}$/.test(code) ? ` (${code})` : '';
  return new FaultlineError('FLT_STORE_UNAVAILABLE', `The store "${name}": ${what}${shown}; ${cure}.`);
}

function of(sentences: Readonly<Record<string, Sentence>>, key: string): Sentence | undefined {
  return Object.hasOwn(sentences, key) ? sentences[key] : undefined;
}

export function codeOf(error: unknown): string {
  return partsOf(error).code;
}

function partsOf(error: unknown): { readonly code: string; readonly message: string } {
  // Node gives several where a name has several addresses.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = (first ?? {}) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : '', message: String(message) };
}

/** PostgreSQL is there, and refuses the statement. */
export function isOfStatement(error: unknown): boolean {
  const code = codeOf(error);
  // Names of Node's errors may be as long, and have no digit.
  return /^(?=.*\d)[\dA-Z]{5}$/.test(code) && !/^(?:08|28|53|57P)/.test(code);
}

/** The data itself is what the server does not take: no later attempt can succeed. */
export function isRefusal(error: unknown): boolean {
  // Of constraints, all but that of being unique: what is there already was stored before.
  return /^(?:22|54|23(?!505))/.test(codeOf(error)) && !isMisplaced(error);
}

/** Transactions of other hosts got in the way: the same work may succeed at once. */
export function isConflict(error: unknown): boolean {
  return /^40(?:P01|001)$/.test(codeOf(error)) || isMisplaced(error);
}

/**
 * A row for the table of no day, whose day got a table while it waited. Bounds of partitions are told as checks that have
 * no name; every time is within those of one of them.
 */
function isMisplaced(error: unknown): boolean {
  if (codeOf(error) !== '23514') return false;
  const { table, constraint } = error as { table?: unknown; constraint?: unknown };
  return typeof table === 'string' && constraint === undefined;
}
