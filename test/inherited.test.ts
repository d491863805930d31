import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { viewOf } from '../src/error-view.ts';
import { readFrom } from '../src/inherited.ts';

const realm = createContext();
const inRealm = (code: string): object => runInContext(code, realm) as object;
inRealm('Object.prototype.status = 404');

class Teapot extends Error {
  get status(): number {
    return 418;
  }
}

it.each<[what: string, value: object, status: unknown]>([
  ['its own', { status: 409 }, 409],
  ['its own, without a prototype', Object.assign(Object.create(null) as object, { status: 409 }), 409],
  ['that of its class', new Teapot(), 418],
  [
    'that of a class of another realm',
    inRealm('new (class extends Error { get status() { return 418 } })()'),
    418,
  ],
  ['its own, in another realm', inRealm('({ status: 409 })'), 409],
  ['none, in another realm that is polluted', inRealm('new Error("x")'), undefined],
  ['none, of a plain object of such a realm', inRealm('({})'), undefined],
  ['what a Proxy says it is', new Proxy({}, { get: () => 409, has: () => false }), 409],
  [
    'what it inherits of an object that is no root',
    Object.create(Object.assign(Object.create(null), { status: 1 })) as object,
    1,
  ],
])('A7 a property is %s', (_what, value, status) => {
  expect(readFrom(value, 'status')).toBe(status);
  expect(viewOf(value).read('status')).toBe(status);
});

it('A7 ends, however many prototypes there are', () => {
  let value = inRealm('Object.create(null)');
  for (let depth = 0; depth < 1000; depth++) value = Object.create(value) as object;
  expect(readFrom(value, 'status')).toBeUndefined();
});
