/** Everything that anyone might throw, each with a canary wherever text can be. */

import { createContext, runInContext } from 'node:vm';
import createError from 'http-errors';

export const CANARY = 'canary-4711-select-secret-from-vault';

const error = (): Error => new Error(CANARY);

/** An error with one property replaced by a getter that throws or lies. */
function withGetter(key: string, get: () => unknown): Error {
  return Object.defineProperty(error(), key, { get, configurable: true });
}

function explode(): never {
  throw new Error(`${CANARY} from a getter`);
}

const EXPLODING: ProxyHandler<object> = Object.fromEntries(
  ['get', 'has', 'getPrototypeOf', 'ownKeys', 'getOwnPropertyDescriptor'].map((trap) => [trap, explode]),
);

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable(error(), {});
  revoke();
  return proxy;
}

function cyclic(): Error {
  const cycle = error();
  return Object.assign(cycle, { cause: cycle, self: { cycle } });
}

function deepCause(depth: number): Error {
  let cause = error();
  for (let level = 0; level < depth; level++) cause = new Error(`${CANARY} ${level}`, { cause });
  return cause;
}

class Upstream extends Error {
  readonly status = 404;
  readonly statusCode = 404;
  readonly expose = 'yes';
  readonly headers = {
    'set-cookie': `session=${CANARY}`,
    'transfer-encoding': 'chunked',
    'x-internal': CANARY,
  };
  readonly response = { data: CANARY };
}

/** Name -> what is thrown. Every one is unexpected: 500, and nothing of it in the answer. */
export const UNEXPECTED: Readonly<Record<string, () => unknown>> = {
  'an error': error,
  'a string': () => CANARY,
  'an empty string': () => '',
  undefined: () => undefined,
  null: () => null,
  zero: () => 0,
  false: () => false,
  NaN: () => Number.NaN,
  'a number': () => 404,
  'a bigint': () => 10n,
  'a symbol': () => Symbol(CANARY),
  'a function': () => () => CANARY,
  'a class': () => class Canary {},
  'an array': () => [CANARY],
  'a map': () => new Map([[CANARY, CANARY]]),
  'a date': () => new Date(0),
  'a plain object': () => ({ message: CANARY, status: 418, expose: true, headers: { 'x-leak': CANARY } }),
  'an object without a prototype': () =>
    Object.assign(Object.create(null), { message: CANARY, stack: CANARY }),
  'a promise': () => Promise.resolve(CANARY),
  'a thenable that throws': () => ({ then: explode }),
  'a response': () => new Response(CANARY, { status: 418, headers: { 'x-leak': CANARY } }),
  'a proxy whose traps throw': () => new Proxy({}, EXPLODING),
  'a proxied error': () => new Proxy(error(), {}),
  'a revoked proxy': revoked,
  'a message getter that throws': () => withGetter('message', explode),
  'a name getter that throws': () => withGetter('name', explode),
  'a stack getter that throws': () => withGetter('stack', explode),
  'a status getter that throws': () => withGetter('status', explode),
  'a statusCode getter that throws': () => withGetter('statusCode', explode),
  'a code getter that throws': () => withGetter('code', explode),
  'a cause getter that throws': () => withGetter('cause', explode),
  'a headers getter that throws': () => withGetter('headers', explode),
  'a getter-only status': () => withGetter('status', () => 999),
  'toString and toJSON traps': () =>
    Object.assign(error(), { toString: explode, toJSON: explode, [Symbol.toPrimitive]: explode }),
  'a constructor trap': () => withGetter('constructor', explode),
  'a toStringTag trap': () => withGetter(Symbol.toStringTag as unknown as string, explode),
  'a frozen error': () => Object.freeze(error()),
  'a sealed error': () => Object.seal(error()),
  'a cyclic error': cyclic,
  'ten thousand causes': () => deepCause(10_000),
  'a message of 2 MB': () => new Error(CANARY.repeat(60_000)),
  'a message that is an object': () => Object.assign(error(), { message: { secret: CANARY } }),
  'a name that is an object': () => Object.assign(error(), { name: { secret: CANARY } }),
  'a stack that is an array': () => Object.assign(error(), { stack: [CANARY] }),
  'status 200': () => Object.assign(error(), { status: 200, statusCode: 200 }),
  'status 999': () => Object.assign(error(), { status: 999, statusCode: 999 }),
  'status 99': () => Object.assign(error(), { status: 99 }),
  'status NaN': () => Object.assign(error(), { status: Number.NaN }),
  'status "404"': () => Object.assign(error(), { status: '404' }),
  'status { valueOf }': () => Object.assign(error(), { status: { valueOf: () => 404 } }),
  'an upstream error': () => new Upstream(CANARY),
  'headers with line breaks': () =>
    Object.assign(error(), { headers: { 'x-a': `a\r\nx-injected: ${CANARY}` } }),
  'headers that are undefined': () => Object.assign(error(), { headers: { 'www-authenticate': undefined } }),
  'expose set by hand': () => Object.assign(error(), { expose: true }),
  'another realm': () => runInContext(`new Error(${JSON.stringify(CANARY)})`, createContext({})),
  'a DOMException': () => new DOMException(CANARY, 'DataCloneError'),
  'an aggregate': () => new AggregateError([error(), CANARY, null], CANARY),
  'an aggregate of itself': () => {
    const aggregate = new AggregateError([], CANARY);
    aggregate.errors.push(aggregate);
    return aggregate;
  },
  'control characters': () => new Error(`${CANARY}\r\n\u001b[31m\u202e`),
  'lone surrogates': () => new Error(`${CANARY}\ud800`),
  'a forged brand': () => ({
    [Symbol.for('faultline.disclosure/1')]: { message: CANARY, expose: true, status: 418 },
  }),
  'a generator': () => (function* generate() {})(),
};

/** A foreign error that http-errors decorated: its status counts, its words do not. */
export const DECORATED: Readonly<Record<string, () => unknown>> = {
  'decorated by http-errors': () => createError(404, error()),
  'a plain error with a status': () => Object.assign(error(), { status: 404 }),
};
