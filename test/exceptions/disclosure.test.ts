import { createContext, runInContext } from 'node:vm';
import createError from 'http-errors';
import type * as Package from 'faultline';
import { BusinessException, ConflictException, NotFoundException, isBusinessException } from 'faultline';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { answerTo } from '../recognizers/answer.ts';

const TEXT = 'Only 3 of A1 are left';
const SYMBOL = Symbol.for('faultline.disclosure/1');
const original = new ConflictException(TEXT, { details: { left: 3 } });

/** What `answerTo` says of an exception that was recognised with all it disclosed. */
const recognised = { status: 409, code: 'CONFLICT', detail: TEXT, body: { details: { left: 3 } } };

describe('an exception is recognised', () => {
  let other: typeof Package;
  beforeAll(async () => {
    vi.resetModules();
    other = await import('faultline');
  });

  it('across two copies of the package, both ways', () => {
    expect(other.ConflictException).not.toBe(ConflictException);
    const foreign = new other.ConflictException(TEXT, { details: { left: 3 } });
    expect(foreign).not.toBeInstanceOf(BusinessException);
    expect(isBusinessException(foreign)).toBe(true);
    expect(answerTo(foreign)).toMatchObject(recognised);
    const fl = other.createFaultline({ mode: 'release', logger: false });
    const { reply } = fl.resolve(original, { method: 'GET', url: '/', header: () => undefined });
    expect(JSON.parse(reply.body)).toMatchObject({ status: 409, code: 'CONFLICT', detail: TEXT });
  });

  it('across realms', () => {
    const foreign = runInContext(REALM, createContext({ SYMBOL, TEXT })) as unknown;
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isBusinessException(foreign)).toBe(true);
    expect(answerTo(foreign)).toMatchObject(recognised);
  });

  it('when it is frozen, sealed, or has members of its own', () => {
    class OwnException extends ConflictException {
      readonly extra = 'x';
    }
    const options = { details: { left: 3 }, code: 'CONFLICT' };
    expect(answerTo(Object.freeze(new OwnException(TEXT, options)))).toMatchObject(recognised);
    expect(answerTo(Object.seal(new OwnException(TEXT, options)))).toMatchObject(recognised);
  });
});

/** The brand, as a copy of the package evaluated in another realm defines it. */
const REALM = `
  (() => {
    class Branded extends Error {
      #disclosure;
      constructor(message) {
        super(message);
        this.status = 409;
        this.#disclosure = { message, expose: true, code: 'CONFLICT', status: 409, statusIsDefault: false, details: { left: 3 } };
      }
      get [SYMBOL]() { return this.#disclosure; }
    }
    return new Branded(TEXT);
  })()
`;

const disclosure: unknown = (original as unknown as Record<symbol, unknown>)[SYMBOL];
const heir: object = Object.create(original) as object;
const { proxy: revokedProxy, revoke } = Proxy.revocable(original, {});
revoke();

describe('nothing else passes for an exception', () => {
  it.each([
    ['structuredClone', structuredClone(original)],
    ['JSON', JSON.parse(JSON.stringify(original))],
    [
      'JSON of its disclosure',
      JSON.parse(JSON.stringify(Object.assign({ message: TEXT, disclosure }, original))),
    ],
    [
      'a plain object',
      { message: TEXT, status: 409, code: 'CONFLICT', expose: true, name: 'ConflictException' },
    ],
    ['a spread copy', Object.assign({ message: TEXT }, original)],
    ['a copy with all descriptors', Object.defineProperties({}, Object.getOwnPropertyDescriptors(original))],
    ['an error with its members', Object.assign(new Error(TEXT), original)],
    ['Object.create(exception)', heir],
    ['an object of its prototype', Object.create(ConflictException.prototype)],
    ['an error given its prototype', Object.setPrototypeOf(new Error(TEXT), ConflictException.prototype)],
    ['a Proxy', new Proxy(original, {})],
    [
      'a Proxy that hands everything on',
      new Proxy(original, { get: (target, key) => Reflect.get(target, key, target) as unknown }),
    ],
    ['a revoked Proxy', revokedProxy],
    ['an object with the symbol', { message: TEXT, [SYMBOL]: disclosure }],
    ['an error with the symbol', Object.assign(new Error(TEXT), { [SYMBOL]: disclosure })],
    ['a function with the symbol', Object.assign(() => TEXT, { [SYMBOL]: disclosure })],
    [
      'an error whose own accessor gives it',
      Object.defineProperty(new Error(TEXT), SYMBOL, { get: () => disclosure }),
    ],
    ['its class', ConflictException],
    ['a string', TEXT],
    ['null', null],
    ['undefined', undefined],
  ])('%s', (_, value: unknown) => {
    expect(isBusinessException(value)).toBe(false);
    const answer = answerTo(value);
    expect(answer.family).toBe('unexpected');
    expect(answer.text).not.toContain(TEXT);
  });
});

describe('R26 only the words given to the constructor are vetted', () => {
  const LEAK = 'duplicate key value violates "users_email"';

  it.each([
    ['appended', (thrown: Error) => void (thrown.message += LEAK)],
    ['put in its place', (thrown: Error) => void (thrown.message = LEAK)],
    [
      'put there by an accessor',
      (thrown: Error) => void Object.defineProperty(thrown, 'message', { get: () => LEAK }),
    ],
    ['made its cause', (thrown: Error) => void (thrown.cause = new Error(LEAK))],
    ['made its name', (thrown: Error) => void (thrown.name = LEAK)],
    ['made its stack', (thrown: Error) => void (thrown.stack = LEAK)],
    [
      'made a member',
      (thrown: Error) =>
        void Object.assign(thrown, {
          detail: LEAK,
          code: LEAK,
          details: { LEAK },
          errors: [{ pointer: '', message: LEAK }],
          headers: { link: LEAK },
        }),
    ],
  ])('text %s later is not shown', (_, mutate) => {
    const thrown = new ConflictException(TEXT, { details: { left: 3 } });
    mutate(thrown);
    const answer = answerTo(thrown);
    expect(answer).toMatchObject(recognised);
    expect(answer.text).not.toContain('duplicate key');
  });

  it('a hidden message does not become visible by `expose` set later', () => {
    const thrown = Object.assign(new NotFoundException(TEXT), { expose: true });
    expect(answerTo(thrown).detail).toBeUndefined();
  });

  it('the cause of a vetted exception stays hidden, also when it is vetted itself', () => {
    const inner = new ConflictException('An inner sentence for clients', { cause: new Error(LEAK) });
    const answer = answerTo(new ConflictException(TEXT, { cause: inner, details: { left: 3 } }));
    expect(answer).toMatchObject(recognised);
    expect(answer.text).not.toContain('inner sentence');
    expect(answer.text).not.toContain('duplicate key');
  });
});

describe('http-errors keeps the words and the status of an exception; a status set later counts', () => {
  it.each([
    ['createError(404, exception)', () => createError(404, new ConflictException(TEXT)), 409],
    ['createError(503, exception)', () => createError(503, new ConflictException(TEXT)), 409],
    ['createError(exception)', () => createError(new ConflictException(TEXT)), 409],
    ['a later status', () => Object.assign(new ConflictException(TEXT), { status: 422 }), 422],
    ['a later status on a default', () => Object.assign(new BusinessException(TEXT), { status: 422 }), 422],
    ['a later status that is none', () => Object.assign(new ConflictException(TEXT), { status: 200 }), 409],
    [
      'a later status that throws',
      () =>
        Object.defineProperty(new ConflictException(TEXT), 'status', {
          get: () => {
            throw new Error('trap');
          },
        }),
      409,
    ],
  ])('%s', (_, make, status) => {
    expect(answerTo(make(), { defaultStatus: 424 })).toMatchObject({
      status,
      detail: TEXT,
      family: 'business',
    });
  });
});
