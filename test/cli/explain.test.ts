/** `faultline explain`. */

import { describe, expect, it } from 'vitest';
import type { Explanation } from 'faultline';
import { faultline, file } from './command.ts';

const config = file('policy.json', {
  platform: {
    errors: {
      NOT_FOUND: {
        message: 'There is no #{request.uri}.',
        code: 'ERR-030',
        title: 'Gone',
        retryable: false,
        headers: { 'X-Error': 'ERR-030' },
      },
      '4xx': { status: 400, message: 'Wrong.' },
    },
    rules: [
      { order: 1, name: 'mobile', when: { header: { 'X-Client': 'mobile' } }, body: { m: '#FAULTCODE#' } },
      { order: 2, name: 'intranet', when: { ip: '10.0.0.0/8' }, body: { i: '#FAULTMESSAGE#' }, status: 410 },
    ],
  },
  apis: [
    { id: 'shop', name: 'Shop', match: ['/shop/*rest'], errors: { BUSY: { status: 503, code: 'ERR-1' } } },
  ],
});
const serverErrors = file('server_error.json', {
  server_error: [
    { error_code: '503', error_def: 'Service Unavailable', msg_body: 'Service Temporarily Unavailable' },
  ],
});

async function explained(...argv: readonly string[]): Promise<Explanation> {
  const { code, stdout, stderr } = await faultline(['explain', ...argv, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Explanation;
}

async function text(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await faultline(['explain', ...argv]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'REFERENCE');
}

describe('faultline explain', () => {
  it('tells every source, the values, and the answer', async () => {
    const failure = ['--code', 'NOT_FOUND', '--status', '404', '--path', '/shop/7?x=1', '--ip', '10.1.2.3'];
    expect(await text('--config', config, ...failure)).toBe(
      `NOT_FOUND 404 BusinessException
GET /shop/7?x=1 in the api shop (Shop)

Considered, in this order
        3  rule "mobile"    platform  /platform/rules/0           does not hold: header
  used  3  rule "intranet"  platform  /platform/rules/1           holds: ip
  used  5  values of a row  platform  /platform/errors/NOT_FOUND  sets message, title, code, retryable, header x-error
        6  default          library                               another body was chosen

Values
  status          404 → 410                    /platform/rules/1
  code            NOT_FOUND → ERR-030          /platform/errors/NOT_FOUND
  title           Gone                         /platform/errors/NOT_FOUND
  message         There is no #{request.uri}.  /platform/errors/NOT_FOUND
  retryable       false                        /platform/errors/NOT_FOUND
  header x-error  ERR-030                      /platform/errors/NOT_FOUND

Answer
  HTTP/1.1 410 Gone
  content-type: application/json;charset=utf-8
  content-length: 30
  cache-control: no-store
  x-content-type-options: nosniff
  x-request-id: REFERENCE
  vary: Accept
  x-error: ERR-030

  {"i":"There is no /shop/7."}
`.replace('content-length: 30', 'content-length: 28'),
    );
  });

  it('breaks what does not fit a terminal, and marks what is used', async () => {
    const argv = [
      'explain',
      '--config',
      config,
      '--code',
      'NOT_FOUND',
      '--status',
      '404',
      '--path',
      '/shop/7',
    ];
    const { stdout } = await faultline(argv, { columns: 60, isTTY: true });
    expect(stdout).toContain('\u001b[32mused\u001b[39m');
    expect(stdout).toContain(
      '\n           \u001b[2msets message, title, code, retryable, header\n           x-error\u001b[22m\n',
    );
    const narrow = await faultline(argv, { columns: 45 });
    expect(narrow.stdout).toContain(
      '\n           sets message, title, code,\n           retryable, header x-error\n',
    );
  });

  it('values that do not fit are broken, with their sources below them', async () => {
    const message = 'A sentence that is longer than a line of most terminals that there are.';
    const path = file('long.json', { platform: { errors: { BUSY: { message } } } });
    const { stdout } = await faultline(['explain', '--config', path, '--code', 'BUSY'], { columns: 50 });
    expect(stdout).toContain(`Values
  status   500
           as it was thrown
  code     BUSY
           as it was thrown
  message  A sentence that is longer than a line
           of most terminals that there are.
           /platform/errors/BUSY
`);
  });

  it('D27 an unexpected failure is answered without its words', async () => {
    const told = await text('--config', config);
    expect(told).toContain('INTERNAL_ERROR 500 Error\nGET / in no api\n');
    expect(told).toContain('  used  6  default');
    expect(told).toContain(
      '  status  500             as it was thrown\n  code    INTERNAL_ERROR  as it was thrown\n',
    );
    expect(told).not.toContain('foresaw');
    const { error } = await explained('--name', 'TypeError');
    expect(error).toMatchObject({ code: 'INTERNAL_ERROR', name: 'TypeError', status: 500 });
  });

  it('R9 server_error.json is a source of values', async () => {
    const told = await text('--server-errors', serverErrors, '--status', '503', '--code', 'BUSY');
    expect(told).toContain('  title    Service Unavailable              /server_error/0\n');
    expect(told).toContain('  message  Service Temporarily Unavailable  /server_error/0\n');
    expect(told).toContain('  HTTP/1.1 503 Service Unavailable\n');
  });

  it('D26 the nearest row that sets a value is the one that is told', async () => {
    const told = await text('--config', config, '--status', '409', '--code', 'BUSY', '--path', '/shop/1');
    expect(told).toContain(
      '  status   409 → 503     /apis/0/errors/BUSY\n  code     BUSY → ERR-1  /apis/0/errors/BUSY\n',
    );
    expect(told).toContain('  message  Wrong.        /platform/errors/4xx\n');
  });

  it.each([
    [['--code', 'BUSY'], { code: 'BUSY', name: 'BusinessException', status: 500 }],
    [['--status', '409'], { code: 'BUSINESS_ERROR', status: 409 }],
    [
      ['--name', 'ValidationException'],
      { code: 'VALIDATION_FAILED', name: 'ValidationException', status: 400 },
    ],
    [['--name', 'BusinessException'], { code: 'BUSINESS_ERROR', name: 'BusinessException' }],
    [['--name', 'NoRouteException', '--status', '404'], { name: 'NoRouteException', status: 404 }],
    [['--name', 'ConfigError', '--message', 'x'], { name: 'ConfigError', code: 'BUSINESS_ERROR' }],
    [['--name', 'CODES', '--code', 'A'], { name: 'CODES', code: 'A' }],
    [
      ['--name', 'StockException', '--code', 'A_1', '--status', '422'],
      { name: 'StockException', status: 422 },
    ],
  ])('%j is thrown as %j', async (argv, error) => {
    expect((await explained(...argv)).error).toMatchObject(error);
  });

  it('the message is that of an exception for clients, in the format that they want', async () => {
    const accept = ['--header', 'Accept: text/plain', '--header', 'accept: text/html;q=0.1'];
    const { reply } = await explained(
      '--message',
      'Sold out',
      '--status',
      '409',
      ...accept,
      '--method',
      'post',
    );
    expect(reply.headers['content-type']).toContain('text/plain');
    expect(reply.body).toContain('Sold out');
  });

  it('D14 debug mode has no stack of this command', async () => {
    const { reply } = await explained('--mode', 'debug', '--path', '/x');
    expect(reply.body).toContain('Nobody foresaw this.');
    expect(reply.body).not.toContain('node:');
  });

  it('what is noted is told', async () => {
    const body = Array.from({ length: 200 }, () => '#{request.uri}');
    const path = file('notes.json', { platform: { template: { body } } });
    const told = await text('--config', path, '--path', `/${'x'.repeat(2000)}`);
    expect(told).toContain('\nNotes\n  values were shortened to fit\n');
  });

  it('R64 an answer that was replaced has no source but that of its status', async () => {
    const path = file('replaced.json', {
      platform: {
        errors: {
          INTERNAL_ERROR: { message: 'Sorry.', code: 'SORRY', status: 503 },
          '5xx': { title: 'Far' },
        },
        template: { body: { path: '#{request.uri}' } },
      },
      apis: [{ id: 'a', name: 'A', match: ['/*rest'], errors: { '5xx': { title: 'Near' } } }],
      locales: { de: { SORRY: { message: 'Verzeihung.' } } },
    });
    const argv = ['--config', path, '--path', '/Nobody foresaw this.', '--header', 'accept-language: de'];
    expect((await text(...argv)).replace(/\n\nAnswer[^]*/, '')).toBe(
      `INTERNAL_ERROR 500 Error
GET /Nobody foresaw this. in the api a (A)

Considered, in this order
        2  template         platform  /platform/template               replaced: the answer contained an unvetted message
        4  values of a row  api       /apis/0/errors/5xx               replaced: the answer contained an unvetted message
  used  5  values of a row  platform  /platform/errors/INTERNAL_ERROR  sets status
        6  default          library                                    another body was chosen

Languages
        de  /locales/de/SORRY  replaced: the answer contained an unvetted message
        en                     Accept-Language does not ask for it

Values
  status  500 → 503                             /platform/errors/INTERNAL_ERROR
  code    INTERNAL_ERROR → SERVICE_UNAVAILABLE  of the generic answer

Notes
  the answer contained an unvetted message`,
    );
    const told = await explained(...argv);
    expect(told).toMatchObject({
      replaced: 'the answer contained an unvetted message',
      reply: { status: 503 },
      languages: [
        { language: 'de', verdict: 'not used' },
        { language: 'en', verdict: 'not used' },
      ],
    });
    expect(told).not.toHaveProperty('language');
  });

  it('R37 says whose language the texts are, and why', async () => {
    const locales = { de: { BUSY: { message: 'Gerade nicht.' } }, 'fr-CA': { OTHER: { title: 'x' } } };
    const path = file('languages.json', { locales });
    const argv = ['--config', path, '--code', 'BUSY', '--header', 'accept-language: fr-CA, de-AT, en'];
    const told = await text(...argv);
    expect(told).toContain(
      `
Languages
        fr-CA                   has no texts for BUSY
  used  de     /locales/de/BUSY  Accept-Language asks for it
        en                      behind de
`.replaceAll(/ {2}(?=has|behind)/g, '   '),
    );
    expect(told).toContain('Gerade nicht.');
    const { languages } = await explained(...argv);
    expect(languages[1]).toEqual({
      language: 'de',
      pointer: '/locales/de/BUSY',
      verdict: 'used',
      why: 'Accept-Language asks for it',
    });
    const narrow = await faultline(['explain', ...argv], { columns: 40 });
    expect(told).toContain('  message  Gerade nicht.  /locales/de/BUSY\n');
    expect(narrow.stdout).toContain('  used  de     /locales/de/BUSY\n        Accept-Language asks for it\n');
  });

  it('a configuration that is refused is told with all its faults', async () => {
    const path = file('refused.json', { platform: { eror: {}, rule: [] } });
    const { code, stdout, stderr } = await faultline(['explain', '--config', path]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^error: .*refused\.json \/platform\/eror: is unknown here; did you mean "errors"\?$/,
      ),
      expect.stringMatching(
        /^ {7}.*refused\.json \/platform\/rule: is unknown here; did you mean "rules"\?$/,
      ),
      '',
    ]);
  });

  it('values of requests, files and answers cannot command the terminal', async () => {
    const path = file('escape.json', {
      platform: {
        rules: [{ order: 1, name: 'a\u001b[2J', body: '#{request.uri}\u009b\r', contentType: 'text/plain' }],
      },
    });
    const told = await text('--config', path, '--path', '/\u001b[31m', '--name', 'E\u202e');
    expect(told).toContain(String.raw`rule "a\u001b[2J"`);
    expect(told).not.toMatch(/[^\n -~�]/);
  });
});
