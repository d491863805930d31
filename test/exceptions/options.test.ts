import { AuthenticationException, BusinessException } from 'faultline';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { answerTo } from '../recognizers/answer.ts';
import { revoked, wrongOptions } from './wrong-options.ts';

class SampleException extends BusinessException {
  static override status = 409;
}
const make = (options: unknown): SampleException => new SampleException('Only 3 are left', options as never);

describe('what an option does', () => {
  const date = new Date('2026-11-21T10:00:00Z');
  it.each([
    ['nothing', undefined, { status: 409, code: 'SAMPLE', detail: 'Only 3 are left' }],
    ['no option', {}, { status: 409, code: 'SAMPLE', detail: 'Only 3 are left' }],
    ['only undefined options', { status: undefined, cause: undefined }, { status: 409, code: 'SAMPLE' }],
    ['code', { code: 'OTHER' }, { code: 'OTHER' }],
    ['status', { status: 599 }, { status: 599 }],
    ['details', { details: { left: 3 } }, { body: { details: { left: 3 } } }],
    [
      'errors',
      { errors: [{ pointer: '/a', message: 'x', code: 'y' }] },
      { body: { errors: [{ pointer: '/a', message: 'x', code: 'y' }] } },
    ],
    ['headers', { headers: { Allow: 'GET' } }, { headers: { allow: 'GET' } }],
    ['retryable', { retryable: true }, { body: { retryable: true } }],
    ['retryAfter', { retryAfter: date }, { headers: { 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT' } }],
    ['expose', { expose: false }, { detail: undefined }],
    [
      'options without a prototype',
      Object.assign(Object.create(null) as object, { status: 410 }),
      { status: 410 },
    ],
  ])('%s', (_, options, expected) => {
    expect(answerTo(make(options))).toMatchObject({ notes: [], ...expected });
  });
});

describe('R26 cause and internal are for the record only', () => {
  const cause = new Error('canary-cause: relation "users"');
  const thrown = make({ cause, internal: { sku: 'canary-internal' }, details: { left: 3 } });

  it('neither is enumerable, in JSON or in the answer', () => {
    expect(thrown.cause).toBe(cause);
    expect(thrown.internal).toEqual({ sku: 'canary-internal' });
    expect(JSON.stringify(thrown)).toBe('{"code":"SAMPLE","status":409,"details":{"left":3}}');
    expect(Object.keys(thrown)).toEqual(['code', 'status', 'details']);
    expect(Object.getOwnPropertyDescriptor(thrown, 'cause')?.enumerable).toBe(false);
    expect(answerTo(thrown).text).not.toContain('canary');
  });

  it('both are handed to the record', () => {
    const { classified } = answerTo(thrown).resolution.decided!;
    expect(classified.captured.causes.map(({ value }) => value)).toEqual([cause]);
    expect(classified.recognition.internal).toEqual({ sku: 'canary-internal' });
  });

  it('R45 so is the fingerprint of the group', () => {
    const grouped = make({ fingerprint: 'canary.stock:low_1' });
    const answer = answerTo(grouped);
    expect(answer.resolution.decided!.classified.recognition.fingerprint).toBe('canary.stock:low_1');
    expect(answer.text + JSON.stringify(grouped) + JSON.stringify(answer.headers)).not.toContain('canary');
    expect(answer.notes).toEqual([]);
  });

  it('an exception without a cause has no such property', () => {
    expect(Object.hasOwn(make({ status: 410 }), 'cause')).toBe(false);
  });
});

describe('release mode keeps the exception, ignores a wrong option and notes it', () => {
  it.each(wrongOptions)('$about', ({ options, received, cure }) => {
    const thrown = make(options);
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({ status: 409, code: 'SAMPLE', family: 'business' });
    expect(answer.notes).toHaveLength(1);
    expect(answer.notes[0]).toContain(received);
    expect(answer.notes[0]).toContain(cure);
    expect(answer.text).not.toContain('canary');
  });

  it('the options that are right still count', () => {
    const answer = answerTo(make({ status: 200, code: 'RIGHT', headers: 1, details: { left: 3 } }));
    expect(answer).toMatchObject({ status: 409, code: 'RIGHT', body: { details: { left: 3 } } });
    expect(answer.notes).toHaveLength(2);
  });

  it('an error in the place of the options is kept as the cause', () => {
    const cause = new Error('canary-cause');
    expect(make(cause).cause).toBe(cause);
  });

  it('anything but a clear yes to expose withholds the message', () => {
    for (const expose of ['true', 1, 0, null, {}]) expect(answerTo(make({ expose })).detail).toBeUndefined();
  });

  it('an object with very many unknown keys leaves a few notes', () => {
    const options = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, 1]));
    expect(answerTo(make(options)).notes).toHaveLength(8);
  });

  it.each([
    ['a number', 42, 'is 42'],
    ['an error', new Error('canary'), 'is an object'],
    ['null', null, 'is null'],
    ['a revoked Proxy', revoked(), 'is a revoked Proxy'],
  ])('a message that is %s', (_, message, received) => {
    const answer = answerTo(new SampleException(message as never));
    expect(answer).toMatchObject({ status: 409, detail: undefined });
    expect(answer.notes).toEqual([`The message of SampleException ${received}; give a string.`]);
  });

  it('a wrong challenge leaves the default one', () => {
    const { headers } = answerTo(new AuthenticationException('x', { challenge: 'a\nb' }));
    expect(headers['www-authenticate']).toBe('Bearer');
  });
});

describe('a polluted Object.prototype gives no options', () => {
  const pollution = {
    status: 418,
    code: 'POLLUTED',
    expose: true,
    details: { canary: 1 },
    headers: { link: 'canary' },
    challenge: 'canary',
    cause: new Error('canary'),
    internal: 'canary',
    fingerprint: 'canary',
    retryable: true,
    retryAfter: 9,
    notes: ['canary'],
  };
  afterEach(() => {
    for (const key of Object.keys(pollution)) delete (Object.prototype as Record<string, unknown>)[key];
  });

  it.each([
    ['no options', undefined],
    ['empty options', {}],
    ['a challenge', { challenge: 'Basic' }],
  ])('with %s', (_, options) => {
    for (const [key, value] of Object.entries(pollution))
      // oxlint-disable-next-line no-extend-native -- pollution is what is tested
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true });
    class HiddenException extends SampleException {
      static override expose = false;
    }
    const thrown = new HiddenException('canary-text', options as never);
    const answer = answerTo(thrown);
    expect(Object.hasOwn(thrown, 'cause')).toBe(false);
    expect(answer).toMatchObject({ status: 409, code: 'HIDDEN', notes: [] });
    expect(answer.resolution.reply.body).not.toContain('canary');
    expect(JSON.stringify(answer.resolution.decided?.headers ?? {})).not.toContain('canary');
    expect(answer.headers['retry-after']).toBeUndefined();
    expect(Object.hasOwn(answer.body, 'retryable')).toBe(false);
    const { recognition } = answer.resolution.decided!.classified;
    expect(recognition.fingerprint).toBeUndefined();
  });
});

it('any options at all give an exception with a valid status and code', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true, withDate: true, withMap: true }),
      fc.anything(),
      (message, options) => {
        const thrown = new SampleException(message as never, options as never);
        const { status, code } = answerTo(thrown);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(code).toMatch(/^[A-Z][A-Z0-9_]*$/);
      },
    ),
    { numRuns: 300 },
  );
});

it('single options of any value never break construction', () => {
  const key = fc.constantFrom(
    'code',
    'status',
    'details',
    'errors',
    'headers',
    'retryable',
    'retryAfter',
    'expose',
    'challenge',
    'x',
  );
  fc.assert(
    fc.property(fc.dictionary(key, fc.anything()), (options) => {
      const { status } = answerTo(make(options));
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThanOrEqual(599);
    }),
    { numRuns: 300 },
  );
});
