import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createFaultline, defineRecognizer, type Format, type RequestFacts } from 'faultline';
import { UNEXPECTED } from '../adapters/hostile.ts';
import { factsWith } from './facts.ts';

const fl = createFaultline({ logger: false });
const explode = (): never => {
  throw new Error('canary');
};

describe('R21 any value, any facts, an answer', () => {
  it('holds for anything', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (thrown, accept) => {
        const { reply } = fl.resolve(thrown, factsWith({ accept }));
        expect(reply.status).toBe(500);
        expect(Number(reply.headers['content-length'])).toBe(Buffer.byteLength(reply.body));
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Partial<RequestFacts>]>([
    ['header() throws', { header: explode }],
    ['the ID cannot be kept', Object.freeze({})],
  ])('facts: %s', (_name, more) => {
    const facts = Object.freeze({ ...factsWith(), ...more }) as RequestFacts;
    const { reply, correlationId, replaced } = fl.resolve(new Error('canary'), facts);
    expect(reply.status).toBe(500);
    expect(reply.body).toContain(correlationId);
    expect(reply.body).not.toContain('canary');
    expect(replaced).toMatch(/^a stage failed: (Error|TypeError)$/);
  });

  it('a failure of the stages that is no error, or a hostile one', () => {
    const named = (name: unknown): Error => Object.assign(new Error('x'), { name });
    for (const failure of [
      'canary',
      new Proxy(new Error('canary'), { getPrototypeOf: explode }),
      named('password=canary'),
      named({ toString: explode }),
      named(Symbol('canary')),
    ]) {
      const facts = Object.defineProperty(factsWith(), 'correlationId', {
        get: () => undefined,
        set: () => {
          throw failure;
        },
      });
      const { reply, replaced } = fl.resolve(new Error('x'), facts);
      expect(reply.status).toBe(500);
      expect(replaced).not.toContain('canary');
    }
  });
});

it('a failed stage answers in the format that the client wants', () => {
  const facts = Object.freeze(factsWith({ accept: 'application/xml' }));
  const { reply, replaced } = fl.resolve(new Error('x'), facts);
  expect(replaced).toContain('a stage failed');
  expect(reply.headers['content-type']).toContain('application/problem+xml');
  expect(reply.headers['vary']).toBe('Accept');
});

it('R37 a failed stage still says that the language might have been another one', () => {
  const config = { locales: { de: { INTERNAL_ERROR: { message: 'Fehler #CORRELATIONID#' } } } };
  const vary = (formats: readonly Format[], options: object): string | undefined => {
    const failing = createFaultline({ logger: false, formats, ...options });
    return failing.resolve(new Error('x'), Object.freeze(factsWith())).reply.headers['vary'];
  };
  expect(vary(['json', 'xml'], { config })).toBe('Accept, Accept-Language');
  expect(vary(['json'], { config })).toBe('Accept-Language');
  expect(vary(['json'], {})).toBeUndefined();
});

describe('noninterference', () => {
  it('the answer to an unexpected error is a function of nothing in it', () => {
    const recordOf = (secret: string): unknown =>
      Object.assign(new Error(secret, { cause: new Error(secret) }), {
        detail: secret,
        headers: { 'x-a': secret },
        stack: secret,
      });
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom('*/*', 'text/html', 'text/plain', 'application/xml'),
        (a, b, accept) => {
          const [first, second] = [a, b].map((secret) => {
            return fl.resolve(recordOf(secret), factsWith({ accept }, { correlationId: 'K7QF-2MXD-9TRB' }))
              .reply;
          });
          expect(first).toEqual(second);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('also between any two hostile values', () => {
    const replies = Object.values(UNEXPECTED).map((make) => {
      return fl.resolve(make(), factsWith({}, { correlationId: 'K7QF-2MXD-9TRB' })).reply;
    });
    for (const reply of replies) expect(reply).toEqual(replies[0]);
  });
});

describe('handle', () => {
  it('returns before it logs, and logs once', async () => {
    const log = vi.fn();
    const logging = createFaultline({ logger: { error: log, warn: log, info: log, debug: log } });
    logging.handle(new Error('x'), factsWith());
    expect(log).not.toHaveBeenCalled();
    await logging.flush();
    expect(log).toHaveBeenCalledOnce();
  });

  it('records why an answer was replaced, as an error', async () => {
    const error = vi.fn();
    const logging = createFaultline({
      logger: { error, warn: error, info: explode, debug: explode },
      recognizers: [
        defineRecognizer({ name: 'quoting', recognize: ({ message }) => ({ status: 400, message }) }),
      ],
    });
    logging.handle(new Error('a message of the database'), factsWith());
    await logging.flush();
    expect(error.mock.calls[0]![0]).toMatchObject({
      status: 400,
      notes: ['the answer contained an unvetted message'],
    });
  });
});
