/** What a configuration, an error or a client must not be able to do to an answer. */

import Fastify from 'fastify';
import { createFaultline, BusinessException, type FaultlineOptions } from 'faultline';
import { faultline } from 'faultline/fastify';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { beginTrail, enterStep, factsFromWeb } from '../src/http/index.ts';
import { createRedactor } from '../src/redact/index.ts';
import { factsWith } from './pipeline/facts.ts';

const LEAK = 'insert into users failed for jane';

function answer(
  thrown: unknown,
  options: FaultlineOptions,
  facts = factsWith(),
): { body: string; headers: Readonly<Record<string, string>>; status: number; replaced: string | undefined } {
  const fl = createFaultline({ mode: 'release', logger: false, ...options });
  const { reply, replaced } = fl.resolve(thrown, facts);
  return { ...reply, replaced };
}

describe('R31 R53 D14 detail that was opened', () => {
  const detail = { stack: true, attributes: true, allowInProduction: true } as const;

  it.each(['application/json', 'application/xml', 'text/plain', 'text/html'])(
    'shows no message that a library has put into a stack, in %s',
    (accept) => {
      const thrown = new Error('outer');
      thrown.stack += `\nCaused by: ${new Error(LEAK).stack}\n    ${LEAK}`;
      const { body } = answer(thrown, { detail }, factsWith({ accept }));
      expect(body).toContain('at ');
      expect(body).not.toContain('jane');
    },
  );

  it('R54 shows no text that stands where a name should', () => {
    const thrown = Object.assign(new Error('x'), { name: `Error: ${LEAK}` });
    expect(answer(thrown, { detail }).body).not.toContain('jane');
  });
});

describe('D19 what users make of bodies', () => {
  it.each<[string, FaultlineOptions]>([['a transform', { transform: (body) => `${body} ${LEAK}` }]])(
    'R26 %s cannot put an unvetted message into a generic answer',
    (_name, options) => {
      const { body, replaced } = answer(new Error(LEAK), options);
      expect(body).not.toContain('jane');
      expect(replaced).toBe('the answer contained an unvetted message');
    },
  );
});

describe('R43 the reference', () => {
  it('is the same in header and body, whatever a row sets', () => {
    const headers = { 'X-Request-Id': '#{request.queryString}' };
    const config = { platform: { errors: { '500': { headers } } } };
    const sent = answer(new Error('x'), { config }, factsWith({}, { url: '/x?forged' }));
    expect(sent.headers['x-request-id']).toBe(
      (JSON.parse(sent.body) as { correlationId: string }).correlationId,
    );
  });
});

describe('D28 the row of an exception', () => {
  const config = {
    platform: {
      errors: { ValidationException: { status: 422 }, '4xx': { status: 499 }, '404': { status: 410 } },
    },
  };

  it.each<[string, unknown, number]>([
    ['an error of that name', Object.assign(new Error('x'), { name: 'ValidationException' }), 422],
    ['what is no error', { name: 'ValidationException' }, 500],
    ['a name that is a class of statuses', Object.assign(new Error('x'), { name: '4xx' }), 500],
    ['a name that is a status', Object.assign(new Error('x'), { name: '404' }), 500],
    ['a name that is an object', Object.assign(new Error('x'), { name: { toString: () => '404' } }), 500],
  ])('%s', (_name, thrown, status) => {
    expect(answer(thrown, { config }).status).toBe(status);
  });
});

it('R52 fl.step never throws, whatever it is given', () => {
  const fl = createFaultline({ detail: { path: true, allowInProduction: true }, logger: false });
  for (const facts of [null, 'x', 7, Symbol('s')]) expect(() => fl.step('a', facts as never)).not.toThrow();
});

it('R43 facts that cannot be read leave the status and the words of the configuration', () => {
  const config = { platform: { errors: { '404': { message: 'Nothing is here.' } } } };
  const header = (): never => {
    throw new Error('gone');
  };
  const { status, body } = answer(
    new BusinessException('x', { status: 404 }),
    { config },
    factsWith({}, { header }),
  );
  expect([status, body]).toEqual([404, expect.stringContaining('Nothing is here.')]);
});

it('D4 Fastify sends the configured reason phrase past hooks too', async () => {
  const serverErrors = {
    server_error: [{ error_code: '500', error_def: 'Our Own Name', msg_body: 'Sorry' }],
  };
  const app = Fastify();
  app.addHook('onSend', (_request, _reply, payload, done) => done(null, payload));
  await app.register(faultline({ mode: 'release', logger: false, serverErrors }));
  app.get('/', () => Promise.reject(new Error('x')));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const phrase = await new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1' }, (response) => {
      response.resume();
      resolve(response.statusMessage);
    })
      .on('error', reject)
      .end();
  });
  await app.close();
  expect(phrase).toBe('Our Own Name');
});

describe('R5 R26 the words of a configuration are its own, whoever has used them too', () => {
  const row = { message: 'Payment failed, try again', status: 502, code: 'PAY_FAILED' };
  const body = { error: { text: 'Our service is unavailable', said: '#FAULTMESSAGE#' } };

  it.each<[string, FaultlineOptions['config'], string]>([
    ['a message', { platform: { errors: { '500': row } } }, 'Payment failed, try again'],
    ['a title', { platform: { errors: { '500': { title: 'Payment is closed' } } } }, 'Payment is closed'],
    ['a template', { platform: { template: { body } } }, 'service is unavailable'],
    ['a body of a format', { platform: { templates: { json: body } } }, 'service is unavailable'],
    [
      'a header',
      { platform: { errors: { '500': { headers: { 'x-help': 'help.example.com' } } } } },
      'help.example.com',
    ],
  ])('%s', (_name, config, words) => {
    const { replaced, body: sent, headers } = answer(new Error(words), { config: config! });
    expect(replaced).toBeUndefined();
    expect(sent + JSON.stringify(headers)).toContain(words);
  });

  it('but not what else was said', () => {
    const thrown = new Error(`${row.message}: ${LEAK}`);
    const transform = (text: string): string => `${text} ${LEAK}`;
    const config = { platform: { errors: { '500': row } } };
    expect(answer(thrown, { config }).body).not.toContain('jane');
    expect(answer(new Error(LEAK), { config, transform }).replaced).toBe(
      'the answer contained an unvetted message',
    );
  });
});

it('R37 the language is that of the translation, whatever the exception said of its own text', () => {
  const thrown = new BusinessException('No', {
    status: 404,
    code: 'NOT_FOUND',
    headers: { 'content-language': 'en' },
  });
  const config = { locales: { de: { NOT_FOUND: { message: 'Nichts gefunden' } } } };
  const sent = answer(thrown, { config }, factsWith({ 'accept-language': 'de' }));
  expect(sent.headers['content-language']).toBe('de');
  expect(sent.body).toContain('Nichts gefunden');
});

it('R26 a body that shows headers of the request has words of its own too', () => {
  const body = { sent: '#{request.contentType}', said: 'Our service is unavailable' };
  const config = { platform: { template: { body } } };
  const facts = factsWith({ 'content-type': 'text/plain' });
  expect(answer(new Error('Our service is unavailable'), { config }, facts).replaced).toBeUndefined();
  expect(
    answer(new Error('text/plain; a=b'), { config }, factsWith({ 'content-type': 'text/plain; a=b' }))
      .replaced,
  ).toBe('the answer contained an unvetted message');
});

it('R52 facts of the web have a trail', () => {
  const facts = factsFromWeb(new Request('http://shop.test/'));
  expect(facts.trail).toBeUndefined();
  enterStep(beginTrail(facts), 'authenticate');
  expect(facts.trail).toEqual(['authenticate']);
});

it('R32 what was found harmless is forgotten in time, and secrets are found as before', () => {
  const redaction = createRedactor().on();
  for (let index = 0; index < 100; index++) {
    const text = `${index} `.padEnd(4000, 'plain words ');
    expect(redaction.text(text)).toBe(text);
  }
  expect(redaction.text('password=hunter2')).toBe('password=[redacted]');
});
