import { AxiosError } from 'axios';
import { describe, expect, it } from 'vitest';
import {
  BusinessException,
  createFaultline,
  ValidationException,
  type FaultlineOptions,
  type RequestFacts,
} from 'faultline';
import { createDetailToken } from '../../src/detail/token.ts';
import { factsWith } from '../pipeline/facts.ts';
import { only } from '../record/logs.ts';

const SECRET = 'a secret of thirty-two characters';
const NOW = Date.UTC(2026, 10, 21);
const ALL = { explanation: true, path: true, stack: true, attributes: true, response: true } as const;
const OPEN = { ...ALL, allowInProduction: true } as const;

const TRAIL = ['authenticate', 'load cart', 'POST /cart'];
const failing = (message = 'connect to db-7 with password=hunter2 failed'): Error => new Error(message);

interface Body {
  readonly detail?: string;
  readonly path?: { readonly policy: string; readonly filters: readonly object[] };
  readonly stack?: readonly string[];
  readonly attributes?: readonly { readonly name: string; readonly value: string }[];
  readonly reasons?: readonly { readonly message: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
}

interface Asked extends FaultlineOptions {
  readonly facts?: Partial<RequestFacts>;
  readonly headers?: Readonly<Record<string, string>>;
}

function answered(thrown: unknown, { facts, headers = {}, ...options }: Asked): { body: Body; text: string } {
  const fl = createFaultline({ mode: 'release', logger: false, now: () => NOW, ...options });
  const more = { url: '/cart?token=abc', trail: TRAIL, remoteAddress: '192.0.2.7', ...facts };
  const { reply, replaced } = fl.resolve(thrown, factsWith(headers, more));
  expect(replaced).toBeUndefined();
  return { body: JSON.parse(reply.body) as Body, text: JSON.stringify(reply) };
}

/** Which members are there. */
function shown({ body }: { body: Body }): string {
  return ['path', 'stack', 'attributes'].filter((name) => Object.hasOwn(body, name)).join(' ');
}

describe('R49 R55 D14 in release mode', () => {
  it('path, stack and attributes stay hidden, whatever is asked for', () => {
    const plain = answered(failing(), { facts: { correlationId: 'K7QF-2MXD-9TRB' } });
    expect(shown(plain)).toBe('');
    const asked = answered(failing(), { detail: ALL, facts: { correlationId: 'K7QF-2MXD-9TRB' } });
    expect(asked.body).toEqual(plain.body);
  });

  it('are shown where that is allowed, each where it was asked for', () => {
    expect(shown(answered(failing(), { detail: OPEN }))).toBe('path stack attributes');
    expect(shown(answered(failing(), { detail: { path: true, allowInProduction: true } }))).toBe('path');
    expect(shown(answered(failing(), { detail: { stack: true, allowInProduction: true } }))).toBe('stack');
    expect(shown(answered(failing(), { detail: { attributes: true, allowInProduction: true } }))).toBe(
      'attributes',
    );
    expect(shown(answered(failing(), { detail: { allowInProduction: true } }))).toBe('');
  });

  it('R52 D16 the path has the steps that ran, the last one failed', () => {
    const { body } = answered(failing(), { detail: OPEN, facts: { route: '/cart' } });
    expect(body.path).toEqual({
      policy: '/cart',
      filters: [
        { name: 'authenticate', status: 'Pass' },
        { name: 'load cart', status: 'Pass' },
        { name: 'POST /cart', status: 'Fail', filterMessage: 'Filter failed' },
      ],
    });
    const config = { apis: [{ id: 'shop', name: 'Shop', match: ['/cart'] }] };
    expect(answered(failing(), { detail: OPEN, config }).body.path?.policy).toBe('Shop');
    expect(answered(failing(), { detail: OPEN }).body.path?.policy).toBe('');
  });

  it.each<[string, Partial<RequestFacts>]>([
    ['there is none', { trail: undefined }],
    ['it is empty', { trail: [] }],
  ])('R52 no path where %s', (_what, facts) => {
    expect(shown(answered(failing(), { detail: OPEN, facts }))).toBe('stack attributes');
  });

  it('R52 no path where it cannot be read', () => {
    const facts = factsWith({}, { url: '/cart' });
    Object.defineProperty(facts, 'trail', {
      get: () => {
        throw new Error('gone');
      },
    });
    const { reply, replaced } = createFaultline({ detail: OPEN, mode: 'release', logger: false }).resolve(
      failing(),
      facts,
    );
    expect(replaced).toBeUndefined();
    expect(shown({ body: JSON.parse(reply.body) as Body })).toBe('stack attributes');
  });

  it('R53 the stack has frames only: no head line, no message, no secret', () => {
    const { body, text } = answered(failing(), { detail: OPEN });
    expect(body.stack!.length).toBeGreaterThan(0);
    for (const line of body.stack!) expect(line).toMatch(/^\s*at /);
    for (const hidden of ['hunter2', 'db-7', 'connect to', 'Error: ']) expect(text).not.toContain(hidden);
  });

  it.each<[string, () => unknown]>([
    ['has frames of its own', () => failing('secret of ours\n    at secretFrame (secret.js:1:1)')],
    [
      'was changed later',
      () => Object.assign(failing('the secret was\n    at secretFrame (secret.js:1:1)'), { message: 'x' }),
    ],
    ['was emptied later', () => Object.assign(failing('the secret was long'), { message: '' })],
    ['is many lines', () => failing('a secret\nof three\nlines')],
  ])('R53 the message is not in the stack where it %s', (_what, make) => {
    const { body, text } = answered(make(), { detail: OPEN });
    expect(body.stack!.length).toBeGreaterThan(0);
    expect(text).not.toContain('secret');
  });

  it.each<[string, unknown]>([
    ['is no text', Object.assign(failing(), { stack: 7 })],
    ['has no frames', Object.assign(failing(), { stack: 'Error: password=hunter2' })],
    ['is not there', 'thrown text that is long'],
  ])('R53 no stack where it %s', (_what, thrown) => {
    const { body, text } = answered(thrown, { detail: OPEN });
    expect(body.stack).toBeUndefined();
    expect(text).not.toContain('hunter2');
  });

  it('R53 a stack is bounded, and secrets in it are hidden', () => {
    const frames = Array.from(
      { length: 100_000 },
      (_, index) => `    at f${index} (/app/api_key=sk_live_abcdefghijklmnop/x.js:1:1)`,
    );
    const thrown = Object.assign(failing('m'), { stack: `Error: m\n${frames.join('\n')}` });
    const { body, text } = answered(thrown, { detail: OPEN });
    expect(text.length).toBeLessThan(60_000);
    expect(body.stack!.join('\n')).not.toContain('sk_live_abcdefghijklmnop');
  });

  it('R54 D13 attributes are texts, freed of secrets', () => {
    const { body, text } = answered(failing(), {
      detail: OPEN,
      headers: {
        host: 'shop.example',
        'user-agent': 'curl',
        authorization: 'Bearer abcdefghijklmnop',
        cookie: 'sid=1234',
      },
    });
    const attributes = Object.fromEntries(body.attributes!.map(({ name, value }) => [name, value]));
    expect(attributes).toMatchObject({
      'circuit.exception': 'Error',
      'http.client': '192.0.2.7',
      'http.headers': 'host: shop.example\nuser-agent: curl',
      'http.response.status': '500',
      'request.method': 'GET',
      'request.path': '/cart',
    });
    expect(attributes['circuit.failure.reason']).toBe(body.detail);
    for (const hidden of ['hunter2', 'abcdefghijklmnop', 'sid=1234', 'token=abc'])
      expect(text).not.toContain(hidden);
  });

  it('R54 content.body and json.errors tell of the body what the client may know', () => {
    const headers = { 'content-type': 'application/json', 'content-length': '17' };
    const attributesOf = (thrown: unknown): Record<string, string> => {
      const { body, text } = answered(thrown, { detail: { ...OPEN, path: false }, headers });
      expect(text).not.toContain('hunter2');
      return Object.fromEntries(body.attributes!.map(({ name, value }) => [name, value]));
    };
    const unparsed = Object.assign(new SyntaxError('Unexpected token in "hunter2"'), { status: 400 });
    expect(attributesOf(unparsed)).toMatchObject({
      'content.body': 'application/json, 17 bytes',
      'json.errors': 'The request body could not be parsed.',
    });
    const errors = [{ pointer: '/zip', message: 'must have 5 digits' }];
    expect(attributesOf(new ValidationException('Invalid', { errors }))['json.errors']).toBe(
      '/zip: must have 5 digits',
    );
    expect(attributesOf(failing())).not.toHaveProperty('json.errors');
  });

  it('R54 the status and the reason are those that are sent', () => {
    const config = { platform: { errors: { BUSY: { status: 404, message: 'Not here' } } } };
    const { body } = answered(new BusinessException('As thrown', { code: 'BUSY', status: 503 }), {
      detail: OPEN,
      config,
    });
    const attributes = Object.fromEntries(body.attributes!.map(({ name, value }) => [name, value]));
    expect(attributes).toMatchObject({ 'http.response.status': '404', 'failure.reason': 'Not here' });
  });
});

describe('R51 the explanation', () => {
  it.each<[FaultlineOptions['detail'], string]>([
    [{}, 'message blocked'],
    [{ explanation: false }, 'message blocked'],
    [{ explanation: true }, 'Only 3 are left'],
  ])('in release mode with %j the reason is: %s', (detail, message) => {
    const thrown = new BusinessException('Only 3 are left', { status: 409 });
    const { body } = answered(thrown, { format: 'reasons', ...(detail && { detail }) });
    expect(body.reasons?.[0]?.message).toBe(message);
  });

  it('never is what nobody vetted', () => {
    const { text } = answered(failing(), { format: 'reasons', detail: OPEN });
    expect(text).not.toContain('connect to');
  });
});

describe('a detail token in release mode', () => {
  const token = createDetailToken({ secret: SECRET, path: '/cart', minutes: 5, now: NOW });
  const detail = { token: { secret: SECRET } };
  const headers = { 'x-faultline-detail': token };

  it('R52 R53 R54 opens detail for its path, for a while', () => {
    expect(shown(answered(failing(), { detail, headers }))).toBe('path stack attributes');
    expect(shown(answered(failing(), { detail, headers, facts: { url: '/cart/7' } }))).toBe('');
    expect(shown(answered(failing(), { detail, headers, now: () => NOW + 5 * 60_000 + 1000 }))).toBe('');
    expect(shown(answered(failing(), { detail: {}, headers }))).toBe('');
    expect(shown(answered(failing(), { detail }))).toBe('');
  });

  it('never opens what was thrown, and is not shown itself', () => {
    for (const more of [{}, { detail: { ...detail, ...OPEN } }, { format: 'reasons' as const }]) {
      const { text } = answered(failing(), { detail, headers, ...more });
      for (const hidden of ['hunter2', 'connect to', token]) expect(text).not.toContain(hidden);
    }
  });

  it('is recorded when it is used, and when it is refused', async () => {
    const facts = (value: string): RequestFacts =>
      factsWith({ 'x-faultline-detail': value }, { url: '/cart' });
    const options = { detail, now: () => NOW };
    const used = await only(failing(), facts(token), options);
    expect(used.record['notes']).toEqual(['a detail token was accepted']);
    const refused = await only(failing(), facts(`${token}x`), options);
    expect(refused.record['notes']).toEqual(['a detail token was refused']);
    const none = await only(failing(), factsWith({}, { url: '/cart' }), options);
    expect(none.record).not.toHaveProperty('notes');
    for (const { record } of [used, refused]) expect(JSON.stringify(record)).not.toContain(token.slice(-20));
  });
});

describe('R26 R31 verify still refuses what leaks', () => {
  const options = { mode: 'release', logger: false, detail: OPEN } as const;

  it('where the message is in an attribute', () => {
    const fl = createFaultline(options);
    const { reply, replaced } = fl.resolve(
      failing('/cart/of/somebody/else'),
      factsWith({}, { url: '/cart/of/somebody/else' }),
    );
    expect(replaced).toBe('the answer contained an unvetted message');
    expect(reply.body).not.toContain('somebody');
  });

  it('where the message is the name of a step', () => {
    const fl = createFaultline(options);
    const { replaced } = fl.resolve(
      failing('load the cart of Jane'),
      factsWith({}, { trail: ['load the cart of Jane'] }),
    );
    expect(replaced).toBe('the answer contained an unvetted message');
  });

  it('where an upstream said it', () => {
    const body = { said: '#RESPONSEFROMAPI#' };
    const fl = createFaultline({ ...options, config: { platform: { template: { body } } } });
    const response = { status: 500, data: 'The message: duplicate key of Jane' };
    const thrown = new AxiosError('duplicate key of Jane', 'ERR_BAD_RESPONSE');
    Object.assign(thrown, { response });
    const { reply, replaced } = fl.resolve(thrown, factsWith());
    expect(replaced).toBe('the answer contained an unvetted message');
    expect(reply.body).not.toContain('Jane');
  });
});

describe('in debug mode', () => {
  it('the stack is in the place that debugging has for it', () => {
    const { body } = answered(failing(), { mode: 'debug', detail: ALL });
    expect(shown({ body })).toBe('path attributes');
    expect((body as { debug?: { stack?: readonly string[] } }).debug?.stack?.length).toBeGreaterThan(0);
    const without = answered(failing(), { mode: 'debug', detail: { stack: false } });
    expect((without.body as { debug?: object }).debug).not.toHaveProperty('stack');
  });
});
