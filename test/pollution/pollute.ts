/** What pollutes `Object.prototype`, and how. */

/** Names that errors, requests, options and the library's own values have, or might have. */
export const KEYS: readonly string[] = [
  ['status', 'statusCode', 'code', 'name', 'message', 'type', 'cause', 'expose', 'stack', 'errors'],
  ['headers', 'details', 'fault', 'retryable', 'retryAfter', 'exposeMessage', 'expected', 'internal'],
  ['notes', 'statusIsDefault', 'errno', 'syscall', 'response', 'request', 'config', 'validation', 'issues'],
  ['isAxiosError', 'isJoi', 'inner', 'rawResponse', 'httpCode', 'data', 'limit', 'storageErrors'],
  ['accept', 'accept-language', 'content-type', 'x-request-id', 'x-faultline-detail', 'traceparent'],
  ['route', 'mount', 'trail', 'aborted', 'logger', 'remoteAddress', 'method', 'url', 'stream', 'socket'],
  ['generic', 'debug', 'shown', 'format', 'formats', 'template', 'rules', 'order', 'when', 'language'],
  ['title', 'phrase', 'body', 'path', 'mode', 'detail', 'attributes', 'explanation', 'policy', 'then'],
  ['correlation', 'redact', 'families', 'statuses', 'recognizers', 'trustStatus', 'transform', 'watch'],
  ['defaultStatus', 'stylesheet', 'serverErrors', 'allowInProduction', 'token', 'secret', 'header', 'trust'],
  ['pointer', 'keyword', 'params', 'instancePath', 'reason', 'constraints', 'children', 'keys', 'marks'],
  ['answers', 'plain', 'packages', 'allow', 'hook', 'keep', 'map', 'escape', 'render', 'contentType'],
].flat();

const MESSAGE = 'polluted canary';
/** What is assigned to an object stays its own, as with a plain property. */
const getter = (name: PropertyKey, get: () => unknown): PropertyDescriptor => ({
  get,
  set(this: object, value: unknown) {
    Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
  },
});
/** How it is polluted. */
export const HOW: readonly (readonly [string, (name: PropertyKey) => PropertyDescriptor])[] = [
  ['404', () => ({ value: 404, writable: true })],
  ['200', () => ({ value: 200, writable: true })],
  ['a text', () => ({ value: MESSAGE, writable: true })],
  ['true', () => ({ value: true, writable: true })],
  ['an object', () => ({ value: { status: 404, message: MESSAGE, [MESSAGE]: MESSAGE }, writable: true })],
  ['a function', () => ({ value: () => MESSAGE, writable: true })],
  ['a list', () => ({ value: [{ pointer: '/', path: [], message: MESSAGE }], writable: true })],
  ['a getter', (name) => getter(name, () => MESSAGE)],
  [
    'a getter that throws',
    (name) =>
      getter(name, () => {
        throw new Error(MESSAGE);
      }),
  ],
];

/** Of those the ones that could pass for most options and members, and the one that is worst to read. */
export const WORST: typeof HOW = HOW.filter(([how]) => /text|true|throws/.test(how));

/** Runs `run` where `Object.prototype`, or another object, has the member. */
export function polluted<T>(
  name: PropertyKey,
  how: PropertyDescriptor,
  run: () => T,
  owner: object = Object.prototype,
): T {
  Object.defineProperty(owner, name, { configurable: true, enumerable: true, ...how });
  try {
    return run();
  } finally {
    Reflect.deleteProperty(owner, name);
  }
}
