import { AxiosError } from 'axios';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BusinessException, createFaultline, type FaultlineOptions, type Mode } from 'faultline';
import { responseFromApi } from '../../src/detail/response.ts';
import { viewOf } from '../../src/error-view.ts';
import { createRedactor } from '../../src/redact/index.ts';
import { factsWith } from '../pipeline/facts.ts';

const redactor = createRedactor({});
const of = (value: unknown): string => responseFromApi(viewOf(value), redactor);
const error = (members: object): unknown => Object.assign(new Error('upstream'), members);

const fail = (): never => {
  throw new Error('gone');
};
const gone = new Proxy({}, { get: fail, ownKeys: fail, getPrototypeOf: fail });

describe('R73 what an upstream answered', () => {
  it.each<[string, unknown, string]>([
    ['axios, gaxios', error({ response: { data: { message: 'No stock' } } }), '{"message":"No stock"}'],
    ['axios, a text', error({ response: { data: 'No stock\r\nat all' } }), 'No stock\r\nat all'],
    ['superagent', error({ response: { text: 'No stock' } }), 'No stock'],
    ['got', error({ response: { body: 'No stock' } }), 'No stock'],
    ['octokit, ofetch', error({ data: [1, 'two'] }), '[1,"two"]'],
    ['Azure, openai', error({ body: { error: null } }), '{"error":null}'],
    ['the first that has anything', error({ response: { data: '', text: 7, body: 'b' }, data: 'd' }), 'b'],
    ['nothing', error({}), ''],
    ['no object', 'thrown', ''],
    ['nothing at all', undefined, ''],
    ['an empty object', error({ data: {} }), '{}'],
    ['null', error({ response: null, data: null }), ''],
    ['numbers and functions', error({ data: 7, body: () => 'x' }), ''],
  ])('of %s', (_what, value, expected) => {
    expect(of(value)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['a stream', Readable.from(['x'])],
    ['bytes', Buffer.from('x')],
    ['a map', new Map([['a', 1]])],
    [
      'an object of a class',
      new (class Entity {
        password = 'x';
      })(),
    ],
    ['what cannot be read', gone],
  ])('D13 %s is no text', (_what, data) => {
    expect(of(error({ data }))).toBe('');
    expect(of(error({ response: { data } }))).toBe('');
  });

  it('what cannot be read is nothing', () => {
    expect(of(gone)).toBe('');
    expect(of(error({ response: gone }))).toBe('');
  });

  it('R32 is freed of secrets', () => {
    const data = {
      password: 'hunter2',
      note: 'card 4111 1111 1111 1111',
      nested: { authorization: 'Bearer abcdefgh' },
    };
    const shown = of(error({ data }));
    expect(shown).toContain('"password"');
    for (const secret of ['hunter2', '4111 1111 1111 1111', 'abcdefgh']) expect(shown).not.toContain(secret);
    expect(of(error({ data: 'password=hunter2' }))).not.toContain('hunter2');
  });

  it('D35 is bounded, however much there is', () => {
    expect(of(error({ data: 'x'.repeat(1_000_000) })).length).toBeLessThan(8300);
    const many = Array.from({ length: 100_000 }, () => 'x'.repeat(100));
    expect(of(error({ data: many })).length).toBeLessThan(8300);
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    expect(of(error({ data: ring })).length).toBeLessThan(8300);
  });
});

describe('D35 the placeholder', () => {
  const body = 'It said: #RESPONSEFROMAPI# (#RESPONSEFROMAPI_FIRSTLINE#)';
  const config = { platform: { template: { body, contentType: 'text/plain' } } };
  const response = { status: 503, data: 'first\nsecond' };
  const failure = (): unknown => Object.assign(new AxiosError('Busy', 'ERR_BAD_RESPONSE'), { response });

  function said(mode: Mode, options: FaultlineOptions): string {
    return createFaultline({ config, mode, logger: false, ...options }).resolve(failure(), factsWith()).reply
      .body;
  }

  it.each<[Mode, FaultlineOptions['detail'], boolean]>([
    ['release', {}, false],
    ['release', { response: true }, false],
    ['release', { allowInProduction: true }, false],
    ['release', { response: true, allowInProduction: true }, true],
    ['debug', {}, true],
    ['debug', { response: false }, false],
  ])('in %s mode with %j is there: %s', (mode, detail, shown) => {
    const expected = shown ? 'It said: first second (first)' : 'It said:  ()';
    expect(said(mode, detail === undefined ? {} : { detail })).toBe(expected);
  });

  it.each([
    new BusinessException('Busy'),
    new Error('the ledger is unreachable'),
    { name: 'AxiosError', isAxiosError: true },
  ])('is never filled from what is no answer of an upstream: %o', (thrown) => {
    const fl = createFaultline({ config, mode: 'debug', logger: false });
    const own = Object.assign(thrown, { data: 'a note', body: 'a note', response: { data: 'a note' } });
    expect(fl.resolve(own, factsWith()).reply.body).toBe('It said:  ()');
  });
});
