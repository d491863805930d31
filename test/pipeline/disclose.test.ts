import { describe, expect, it } from 'vitest';
import {
  BusinessException,
  createFaultline,
  defineRecognizer,
  ValidationException,
  type FaultlineOptions,
  type Recognition,
} from 'faultline';
import { factsWith } from './facts.ts';

function bodyOf(thrown: unknown, options: FaultlineOptions = {}): Record<string, unknown> {
  const { reply } = createFaultline({ logger: false, ...options }).resolve(thrown, factsWith());
  return JSON.parse(reply.body) as Record<string, unknown>;
}

function recognized(recognition: Recognition): Record<string, unknown> {
  const recognizer = defineRecognizer({ name: 'test', recognize: () => recognition });
  return bodyOf(new Error('unvetted'), { recognizers: [recognizer] });
}

describe('the gate', () => {
  it('R19 R43 names the reference where nothing else may be said', () => {
    const body = bodyOf(new Error('select * from users'));
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: `An unexpected error occurred. If you need help, mention this reference: ${String(body['correlationId'])}.`,
      code: 'INTERNAL_ERROR',
      correlationId: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/) as string,
    });
  });

  it('R16 shows what the author wrote, whole', () => {
    const thrown = new BusinessException('Only 3 of A1 are left', {
      code: 'STOCK_TOO_LOW',
      status: 409,
      details: { left: 3 },
      errors: [{ pointer: '/amount', message: 'must be at most 3', code: 'maximum' }],
      retryable: false,
    });
    expect(bodyOf(thrown)).toMatchObject({
      detail: 'Only 3 of A1 are left',
      code: 'STOCK_TOO_LOW',
      errors: [{ pointer: '/amount', message: 'must be at most 3', code: 'maximum' }],
      details: { left: 3 },
      retryable: false,
    });
  });

  it('cuts texts and lists of absurd size', () => {
    const errors = Array.from({ length: 150 }, (_, index) => ({
      pointer: `/${index}`,
      message: 'x'.repeat(5000),
    }));
    const body = bodyOf(new ValidationException('y'.repeat(5000)));
    expect((body['detail'] as string).length).toBeLessThan(2100);
    const fields = bodyOf(
      new ValidationException('z', { errors: errors.map((error) => ({ ...error, message: 'm' })) }),
    );
    expect(fields['errors']).toHaveLength(100);
  });

  it('shows details that are null, too', () => {
    expect(recognized({ status: 400, details: null })).toHaveProperty('details', null);
  });

  it('leaves out field errors that the answer has no room for', () => {
    const message = 'x'.repeat(2000);
    const errors = Array.from({ length: 99 }, (_, index) => ({
      pointer: `/${index}`.padEnd(1000, '-'),
      message,
      ...(index === 0 && { code: 'c'.repeat(536) }),
    }));
    const details = { text: Array.from({ length: 20 }, () => 'd'.repeat(8000)) };
    const fl = createFaultline({ logger: false });
    for (const accept of ['application/json', 'application/xml', 'text/plain', 'text/html']) {
      const { reply, replaced } = fl.resolve(
        new ValidationException(message, { errors, details }),
        factsWith({ accept }),
      );
      expect(replaced).toBeUndefined();
      expect(reply.body.match(/\/\d+-/g)).toHaveLength(21);
    }
  });

  it.each<[string, unknown, unknown]>([
    ['no list', 'none', undefined],
    ['an empty list', [], undefined],
    ['entries of a wrong kind', [null, 'x', { pointer: 1, message: 'x' }, { pointer: '/a' }], undefined],
    [
      'an unreadable entry',
      [
        Object.defineProperty({}, 'pointer', {
          get: () => {
            throw new Error('x');
          },
        }),
      ],
      undefined,
    ],
    ['a code of a wrong kind', [{ pointer: '/a', message: 'm', code: 7 }], [{ pointer: '/a', message: 'm' }]],
  ])('takes %s from a recognizer for what it is', (_name, errors, expected) => {
    expect(recognized({ errors: errors as never })['errors']).toEqual(expected);
  });

  it('D13 leaves out of `details` what is not plain data', () => {
    const cause = Object.assign(new Error('canary'), { detail: 'canary' });
    const details = { left: 3, cause, request: new Request('http://127.0.0.1/canary'), when: new Date(0) };
    expect(bodyOf(new BusinessException('No', { details: details as never }))['details']).toEqual({
      left: 3,
      when: '1970-01-01T00:00:00.000Z',
    });
  });

  it("R26 a recognizer must consent to show the error's own message", () => {
    class LegacyError extends Error {}
    const quote = defineRecognizer({ name: 'a', recognize: ({ message }) => ({ status: 400, message }) });
    const consent = defineRecognizer({ name: 'b', recognize: () => ({ status: 400, exposeMessage: true }) });
    const thrown = new LegacyError('Please enter a name');
    expect(bodyOf(thrown, { recognizers: [quote] })['detail']).toBeUndefined();
    expect(bodyOf(thrown, { recognizers: [consent] })['detail']).toBe('Please enter a name');
  });
});

describe('R17 D11 debug mode', () => {
  it.each<[string, unknown, Record<string, unknown>]>([
    ['an error', new TypeError('no'), { detail: 'no', debug: { name: 'TypeError', message: 'no' } }],
    ['a string', 'no', { detail: 'no', debug: { name: 'string', message: 'no' } }],
    ['null', null, { debug: { name: 'object', message: '' } }],
    ['a plain object', { message: 'no' }, { debug: { message: '' } }],
    [
      'a vetted exception',
      new ValidationException('Too long'),
      { detail: 'Too long', debug: { name: 'ValidationException' } },
    ],
  ])('shows %s', (_name, thrown, expected) => {
    expect(bodyOf(thrown, { mode: 'debug' })).toMatchObject(expected);
  });

  it('shows an error whose stack is no text', () => {
    const thrown = Object.assign(new Error('no'), { stack: 7 });
    expect(bodyOf(thrown, { mode: 'debug' })['debug']).not.toHaveProperty('stack');
  });
});

describe('D12 the mode', () => {
  it.each([
    [undefined, 'release'],
    ['', 'release'],
    ['production', 'release'],
    ['test', 'release'],
    ['Development', 'release'],
    ['development', 'debug'],
  ])('NODE_ENV %s means %s', (value, mode) => {
    const before = process.env['NODE_ENV'];
    if (value === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = value;
    expect(createFaultline({ logger: false }).mode).toBe(mode);
    process.env['NODE_ENV'] = before;
  });
});
