import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import {
  BusinessException,
  createFaultline,
  defineRecognizer,
  NotFoundException,
  ValidationException,
} from 'faultline';
import { verify, type Draft } from '../../src/pipeline/verify.ts';
import { capture } from '../../src/pipeline/capture.ts';
import { classify } from '../../src/pipeline/classify.ts';
import { decide } from '../../src/pipeline/decide.ts';
import { disclose } from '../../src/pipeline/disclose.ts';
import { render } from '../../src/pipeline/render.ts';
import { compilePlan } from '../../src/plan.ts';
import { factsWith } from './facts.ts';

const SECRET = 'relation "users" <&> does not\nexist';
const fl = createFaultline({ logger: false });

const ACCEPTS = ['application/json', 'application/xml', 'text/plain', 'text/html'];

describe('R26 an unvetted message in the answer', () => {
  const leaks: readonly [string, () => unknown][] = [
    ['a cause quoted by the author', () => new ValidationException(SECRET, { cause: new Error(SECRET) })],
    [
      'a cause within a sentence',
      () => new ValidationException(`Failed: ${SECRET}`, { cause: new Error(SECRET) }),
    ],
    [
      'a cause in a field error',
      () =>
        new ValidationException('No', {
          errors: [{ pointer: '/', message: SECRET }],
          cause: new Error(SECRET),
        }),
    ],
    [
      'a cause in details',
      () => new ValidationException('No', { details: { why: SECRET }, cause: new Error(SECRET) }),
    ],
    [
      'a cause deep in details',
      () => new ValidationException('No', { details: { a: [{ b: SECRET }] }, cause: new Error(SECRET) }),
    ],
    [
      'a cause of a cause',
      () => new ValidationException(SECRET, { cause: new Error('wrapped', { cause: new Error(SECRET) }) }),
    ],
    [
      'the start of an endless cause',
      () => new ValidationException(SECRET.repeat(99), { cause: new Error(SECRET.repeat(99)) }),
    ],
    [
      'the message of NotFound in its details',
      () => new NotFoundException(SECRET, { details: { why: SECRET } }),
    ],
    [
      'a cause in a header',
      () =>
        new ValidationException('No', {
          headers: { link: '<https://a.example/very/internal>' },
          cause: new Error('a.example/very/internal'),
        }),
    ],
  ];

  it.each(leaks)('%s is replaced by the generic answer', (_name, make) => {
    for (const accept of ACCEPTS) {
      const { reply, replaced } = fl.resolve(make(), factsWith({ accept }));
      expect(replaced, accept).toBe('the answer contained an unvetted message');
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(405);
      expect(reply.body).not.toMatch(/"users"|quot;users|very/);
      expect(reply.body).toContain(reply.headers['x-request-id']);
    }
  });

  const vetted: readonly [string, () => unknown, string][] = [
    [
      "the author's own text",
      () => new ValidationException('The date is in the past'),
      'The date is in the past',
    ],
    [
      'a vetted cause',
      () =>
        new ValidationException('The date is in the past', {
          cause: new ValidationException('The date is in the past'),
        }),
      'in the past',
    ],
    [
      'a vetted cause by http-errors',
      () =>
        new ValidationException('The date is in the past', {
          cause: createError(400, 'The date is in the past'),
        }),
      'in the past',
    ],
    [
      'a short cause',
      () => new ValidationException('Not found', { cause: new Error('Not found') }),
      'Not found',
    ],
    [
      'words that the generic answer has too',
      () =>
        new BusinessException('Gone', {
          status: 410,
          details: { a: 1 },
          cause: new Error('about:blank","title'),
        }),
      'Gone',
    ],
    [
      'another cause',
      () => new ValidationException('The date is in the past', { cause: new Error(SECRET) }),
      'in the past',
    ],
  ];

  it.each(vetted)('%s stays', (_name, make, text) => {
    const { reply, replaced } = fl.resolve(make(), factsWith());
    expect(replaced).toBeUndefined();
    expect(reply.body).toContain(text);
  });

  it('a replaced answer still says what it varies by', () => {
    const thrown = (): unknown => new ValidationException(SECRET, { cause: new Error(SECRET) });
    expect(fl.resolve(thrown(), factsWith()).reply.headers['vary']).toBe('Accept');
    const one = createFaultline({ logger: false, formats: ['json'] });
    expect(one.resolve(thrown(), factsWith()).reply.headers).not.toHaveProperty('vary');
  });

  it('debug mode shows it on purpose', () => {
    const debug = createFaultline({ logger: false, mode: 'debug' });
    expect(
      debug.resolve(new ValidationException(SECRET, { cause: new Error(SECRET) }), factsWith()).replaced,
    ).toBeUndefined();
  });

  it('the status stays, the code is the generic one', () => {
    const thrown = new BusinessException(SECRET, {
      status: 409,
      code: 'STOCK_TOO_LOW',
      cause: new Error(SECRET),
    });
    const { reply } = fl.resolve(thrown, factsWith());
    expect(JSON.parse(reply.body)).toMatchObject({ status: 409, code: 'CONFLICT' });
  });
});

it('a generic answer that has headers is looked at, and stands', () => {
  const { reply, replaced } = fl.resolve(createError(401, new Error(SECRET)), factsWith());
  expect(replaced).toBeUndefined();
  expect(reply).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});

describe('bytes and headers', () => {
  function draftOf(thrown: unknown): Draft {
    const plan = compilePlan({});
    const captured = capture({ thrown, facts: factsWith() }, plan);
    const problem = disclose(decide(classify(captured, plan), plan), plan);
    return { reply: render(problem, plan).reply, problem, captured };
  }

  it.each([
    ['a value with a line break', { allow: 'GET\r\nx: y' }],
    ['a name with a space', { 'a b': 'c' }],
    ['a value beyond ASCII', { allow: 'GÉT' }],
  ])('refuses %s', (_name, headers) => {
    const draft = draftOf(new ValidationException('No'));
    const { refused, reply } = verify({ ...draft, problem: { ...draft.problem, headers } }, compilePlan({}));
    expect(refused).toMatch(/^header ".+" was malformed$/);
    expect(reply.headers).not.toHaveProperty('allow');
  });

  it('refuses an answer of absurd size', () => {
    const { replaced, reply } = createFaultline({
      logger: false,
      transform: (body) => body.padEnd(262_145),
    }).resolve(new ValidationException('No'), factsWith());
    expect(replaced).toBe('the answer was too large');
    expect(reply.body.length).toBeLessThan(500);
  });

  it('cuts details before they are of absurd size', () => {
    const details = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`k${index}`, 'x'.repeat(8000)]),
    );
    const { replaced, reply } = fl.resolve(new ValidationException('No', { details }), factsWith());
    expect(replaced).toBeUndefined();
    expect(reply.body.length).toBeLessThan(140_000);
  });
});

it('notes of a recognizer are kept, if they are notes, and not without bound', () => {
  const notes = ['a', 7 as never, ...Array.from({ length: 50 }, () => 'more')];
  const noting = defineRecognizer({ name: 'noting', recognize: () => ({ status: 418, notes }) });
  const { decided } = createFaultline({ logger: false, recognizers: [noting] }).resolve(
    new Error('x'),
    factsWith(),
  );
  expect(decided?.notes).toHaveLength(32);
  expect(decided?.notes.every((note) => typeof note === 'string')).toBe(true);
});

it('user recognizers that throw are passed over and noted', () => {
  const bad = defineRecognizer({
    name: 'bad',
    recognize: () => {
      throw new Error(SECRET);
    },
  });
  const good = defineRecognizer({ name: 'good', recognize: () => ({ status: 418 }) });
  const { reply, decided } = createFaultline({ logger: false, recognizers: [bad, good] }).resolve(
    new Error('x'),
    factsWith(),
  );
  expect(reply.status).toBe(418);
  expect(decided?.notes).toEqual(['recognizer "bad" threw']);
});

describe('R26 a message of which texts that were cut show the begin only', () => {
  const secret =
    'password authentication failed for user "postgres" at db-internal-7.corp.example:5432 using role shop_rw';
  const thrown = (): unknown =>
    new BusinessException(`Payment failed: ${secret}`, { status: 502, cause: new Error(secret) });

  it('is found in a body whose values were shortened', () => {
    const config = {
      platform: {
        template: {
          body: {
            url: '#{request.uri}'.repeat(128),
            query: '#{request.queryString}',
            text: '#{error.defaultMessage}',
          },
        },
      },
    };
    const configured = createFaultline({ config, mode: 'release', logger: false });
    for (let length = 0; length < 2000; length += 25) {
      const url = `/${'"'.repeat(1016)}?${'q'.repeat(length)}`;
      const { reply } = configured.resolve(thrown(), { ...factsWith({}), url });
      expect(reply.body).not.toContain('password aut');
    }
  });

  it('is found behind a text that was cut', () => {
    const long = 'x'.repeat(2000);
    const { reply, replaced } = fl.resolve(
      new BusinessException(`${long} ${secret}`, { status: 502, cause: new Error(secret) }),
      factsWith({}),
    );
    expect(replaced).toBe('the answer contained an unvetted message');
    expect(reply.body).not.toContain('password aut');
  });

  it('is found where its first line is shown alone', () => {
    const config = { platform: { template: { body: { text: '#FAULTMESSAGE_FIRSTLINE#' } } } };
    const configured = createFaultline({ config, mode: 'release', logger: false });
    const lines = `${secret}\nand more`;
    const { replaced } = configured.resolve(
      new BusinessException(lines, { status: 502, cause: new Error(lines) }),
      factsWith({}),
    );
    expect(replaced).toBe('the answer contained an unvetted message');
  });

  it.each([
    ['stands in a header', '#{error.defaultMessage}'],
    ['stands there behind what was cut', '#{request.queryString}#{request.uri}#{error.defaultMessage}'],
  ])('is found where it %s', (_what, header) => {
    const config = { platform: { errors: { '5xx': { headers: { 'x-why': header } } } } };
    const configured = createFaultline({ config, mode: 'release', logger: false });
    for (const length of [0, 1310, 1330, 1340]) {
      const url = `/${'p'.repeat(length)}?${'q'.repeat(length)}`;
      const { reply } = configured.resolve(thrown(), { ...factsWith({}), url });
      expect(reply.headers['x-why'] ?? '').not.toContain('password');
    }
  });

  it('is found where a header has its characters encoded', () => {
    const config = { platform: { errors: { '5xx': { headers: { 'x-why': '#{error.defaultMessage}' } } } } };
    const configured = createFaultline({ config, mode: 'release', logger: false });
    const words = 'Schlüssel fehlt';
    const { reply, replaced } = configured.resolve(
      new BusinessException(`${words} (17)`, { status: 502, cause: new Error(`${words} in der Datei`) }),
      factsWith({}),
    );
    expect(replaced).toBe('the answer contained an unvetted message');
    expect(reply.headers['x-why']).toBeUndefined();
  });

  it.each([
    ['a mark that cuts nothing', 'Loading… #{request.method} #{request.uri}'],
    ['a body that is long by itself', `${'x'.repeat(4000)} #{request.method} #{request.uri}`],
  ])('is not taken for words that begin alike, beside %s', (_what, body) => {
    const config = { platform: { template: { body, contentType: 'text/plain' } } };
    const configured = createFaultline({ config, mode: 'release', logger: false });
    const { replaced } = configured.resolve(new Error('GET /orders/17 of the warehouse failed'), {
      ...factsWith({}),
      url: '/orders/17',
    });
    expect(replaced).toBeUndefined();
  });

  it('is looked for whole where the texts of a configuration are short', () => {
    const config = { platform: { errors: { '5xx': { message: 'password authority' } } } };
    const configured = createFaultline({ config, mode: 'release', logger: false });
    const { replaced } = configured.resolve(new Error('no\nway, password authority'), factsWith({}));
    expect(replaced).toBeUndefined();
  });

  it('headers of the application may have signs of their own', () => {
    const { replaced } = fl.resolve(
      new ValidationException('No', {
        headers: { link: '</50%>; rel="help"' },
        cause: new Error('connection refused'),
      }),
      factsWith({}),
    );
    expect(replaced).toBeUndefined();
  });
});
