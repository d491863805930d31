/** Options that an exception refuses: what is given, and what is said about it. */

export interface WrongOptions {
  readonly about: string;
  readonly options: unknown;
  /** What was wrong, with the received value. */
  readonly received: string;
  readonly cure: string;
}

export const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const trap = (): never => {
  throw new Error('canary-trap');
};
const hostile = (): object => new Proxy({}, { ownKeys: trap, get: trap, getPrototypeOf: trap });
const status = 'give an integer from 400 to 599.';
const code = 'give SCREAMING_SNAKE of at most 63 characters.';
const fingerprint = 'give 1 to 64 letters, digits and "_.:-".';
const headers = 'give an object of allow-listed header names and printable ASCII values.';
const errors = 'give an array of { pointer, message, code? } with string values.';

function row(about: string, options: unknown, received: string, cure: string): WrongOptions {
  return { about, options, received, cure };
}

export const wrongOptions: readonly WrongOptions[] = [
  row('null', null, 'second argument of SampleException is null', 'give options, such as { cause }.'),
  row('a number', 404, 'is 404', 'give options, such as { cause }.'),
  row('a string', 'NOT_FOUND', 'is "NOT_FOUND"', 'give options, such as { cause }.'),
  row('a long string', 'x'.repeat(99), `is "${'x'.repeat(60)}…"`, 'give options, such as { cause }.'),
  row('an array', [], 'is an array', 'give options, such as { cause }.'),
  row('a function', () => {}, 'is a function', 'give options, such as { cause }.'),
  row('a symbol', Symbol('x'), 'is Symbol(x)', 'give options, such as { cause }.'),
  row('a bigint', 4n, 'is 4n', 'give options, such as { cause }.'),
  row('an error', new Error('db down'), 'is an object', 'give options, such as { cause }.'),
  row('a Proxy that throws', hostile(), 'cannot be read', 'give options, such as { cause }.'),
  row('a revoked Proxy', revoked(), 'cannot be read', 'give options, such as { cause }.'),
  row('an unknown option', { stauts: 404 }, 'no option "stauts"', 'use one of code, status, details'),
  row('status 200', { status: 200 }, 'Option "status" of SampleException is 200', status),
  row('status 399', { status: 399 }, 'is 399', status),
  row('status 600', { status: 600 }, 'is 600', status),
  row('status NaN', { status: NaN }, 'is NaN', status),
  row('status 404.5', { status: 404.5 }, 'is 404.5', status),
  row('status "404"', { status: '404' }, 'is "404"', status),
  row('status null', { status: null }, 'is null', status),
  row('status a revoked Proxy', { status: revoked() }, 'is a revoked Proxy', status),
  row(
    'status a getter that throws',
    {
      get status() {
        return trap();
      },
    },
    'cannot be read',
    status,
  ),
  row('code in lower case', { code: 'stock_low' }, 'is "stock_low"', code),
  row('code of 64 characters', { code: 'A'.repeat(64) }, 'Option "code"', code),
  row('code with a line break', { code: 'A\nB' }, 'is "A\\nB"', code),
  row('code a number', { code: 11 }, 'is 11', code),
  row('details a string', { details: 'left' }, 'is "left"', 'give an object of JSON values.'),
  row('details an array', { details: [1] }, 'is an array', 'give an object of JSON values.'),
  row('details a revoked Proxy', { details: revoked() }, 'cannot be read', 'give an object of JSON values.'),
  row('fingerprint empty', { fingerprint: '' }, 'is ""', fingerprint),
  row(
    'fingerprint with a blank',
    { fingerprint: 'a b' },
    'Option "fingerprint" of SampleException is "a b"',
    fingerprint,
  ),
  row('fingerprint of 65 characters', { fingerprint: 'a'.repeat(65) }, 'is "aaa', fingerprint),
  row('fingerprint a number', { fingerprint: 7 }, 'is 7', fingerprint),
  row('errors an object', { errors: {} }, 'is an object', errors),
  row('errors of strings', { errors: ['x'] }, 'is an array', errors),
  row('errors without a message', { errors: [{ pointer: '/a' }] }, 'is an array', errors),
  row('errors without a pointer', { errors: [{ message: 'x' }] }, 'is an array', errors),
  row(
    'errors with a number as code',
    { errors: [{ pointer: '', message: 'x', code: 1 }] },
    'is an array',
    errors,
  ),
  row('headers an array', { headers: [] }, 'is an array', headers),
  row('headers with a cookie', { headers: { 'set-cookie': 'a=b' } }, 'is an object', headers),
  row('headers with a line break', { headers: { link: 'a\r\nb: c' } }, 'is an object', headers),
  row('headers with a number', { headers: { 'retry-after': 3 } }, 'is an object', headers),
  row(
    'challenge with a line break',
    { challenge: 'a\nb' },
    'Option "challenge" of SampleException is "a\\nb"',
    'give a header value of printable ASCII.',
  ),
  row('challenge null', { challenge: null }, 'is null', 'give a header value of printable ASCII.'),
  row('retryable 1', { retryable: 1 }, 'is 1', 'give true or false.'),
  row('retryAfter -1', { retryAfter: -1 }, 'is -1', 'give seconds (0 or more) or a valid Date.'),
  row(
    'retryAfter Infinity',
    { retryAfter: Infinity },
    'is Infinity',
    'give seconds (0 or more) or a valid Date.',
  ),
  row('retryAfter "3"', { retryAfter: '3' }, 'is "3"', 'give seconds (0 or more) or a valid Date.'),
  row(
    'retryAfter an invalid Date',
    { retryAfter: new Date(NaN) },
    'is an object',
    'give seconds (0 or more) or a valid Date.',
  ),
  row(
    'retryAfter a Proxy of a Date',
    { retryAfter: new Proxy(new Date(), {}) },
    'cannot be read',
    'give seconds',
  ),
  row('expose "false"', { expose: 'false' }, 'is "false"', 'give true or false.'),
];
