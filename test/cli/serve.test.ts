/** `faultline serve`, over real sockets. */

import { createServer, request as ask, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { isLoopback, isServed, originOf } from '../../src/cli/serve/address.ts';
import { faultline, type Result } from './command.ts';
import { REFERENCE, ioOf, shopStore } from './shop.ts';
import type { Store } from '../../src/store/store.ts';

const TOKEN = 'a token of more than thirty-two characters';

interface Served {
  readonly url: URL;
  readonly stderr: () => string;
  readonly ended: Promise<Result>;
  end(): void;
}

const running: Served[] = [];
afterEach(async () => {
  for (const { end, ended } of running.splice(0)) {
    end();
    await ended;
  }
});

function serve(argv: readonly string[] = [], env: object = {}, store: Store = shopStore()): Promise<Served> {
  const controller = new AbortController();
  let stderr = '';
  return new Promise((resolve, reject) => {
    const io = ioOf(store, {
      env: env as Record<string, string>,
      interruption: () => controller.signal,
      stderr: { write: (part) => (stderr += part) },
      stdout: {
        write(line) {
          const url = new URL(line.trim());
          running.push({ url, stderr: () => stderr, ended, end: () => controller.abort() });
          resolve(running.at(-1)!);
        },
      },
    });
    const ended = faultline(['serve', ...argv], io);
    ended.catch(reject);
  });
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function get(url: URL | string, headers: object = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = ask(url, { method, headers: headers as Record<string, string>, agent: false });
    sent.on('error', reject);
    sent.on('response', (response) => {
      text(response).then(
        (received) => resolve({ status: response.statusCode!, headers: response.headers, body: received }),
        reject,
      );
    });
    sent.end(body);
  });
}

function cookieOf({ headers }: Answer): string {
  return headers['set-cookie']![0]!.split(';')[0]!;
}

describe('faultline serve', () => {
  it('R44 prints a link that opens the dashboard once, and leaves no token in the address', async () => {
    const { url, stderr } = await serve();
    expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
    expect(stderr()).toContain('The dashboard of memory, until Ctrl-C:');
    const closed = await get(url.origin);
    expect(closed.status).toBe(403);
    expect(closed.body).toContain('Open the link that <code>faultline serve</code> has printed');
    expect(closed.body).not.toContain('TypeError');

    const opened = await get(url);
    expect(opened).toMatchObject({
      status: 303,
      headers: { location: '/', 'cache-control': 'no-store' },
      body: '',
    });
    expect(opened.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^faultline_${url.port}=[\\w-]{32}; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ]);
    const cookie = cookieOf(opened);
    const inside = await get(url.origin, { cookie: `theme=dark; ${cookie}` });
    expect(inside.status).toBe(200);
    expect(inside.body).toContain('TypeError');
    const one = await get(`${url.origin}/?reference=${REFERENCE}`, { cookie });
    expect(one.status).toBeLessThan(400);

    // Again in the same browser, as from its history; and in another one.
    expect(await get(url, { cookie })).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(await get(url)).toMatchObject({ status: 403 });
    const [next] = /http:\S+/.exec(stderr().split('Opened in a browser')[1]!)!;
    expect(next).not.toBe(url.href);
    expect(cookieOf(await get(next))).toBe(cookie);
  });

  it('a look at the link, or a guess, uses nothing up', async () => {
    const { url } = await serve();
    const wrong = new URL('/?token=', url);
    for (const answer of [
      await get(url, {}, 'HEAD'),
      await get(url, {}, 'POST'),
      await get(wrong),
      await get(`${wrong.href}${'A'.repeat(32)}`),
      await get(`${url.origin}/groups${url.search}`),
      await get(url.origin, { cookie: `faultline_${url.port}=` }),
      await get(url.origin, { cookie: `faultline_${url.port}=${url.searchParams.get('token')}` }),
      await get(url.origin, { authorization: `Bearer ${url.searchParams.get('token')}` }),
    ])
      expect({ status: answer.status, cookie: answer.headers['set-cookie'] }).toEqual({
        status: 403,
        cookie: undefined,
      });
    expect((await get(url)).status).toBe(303);
  });

  it('answers only to the names that it serves: a page of another site cannot lead here', async () => {
    const { url } = await serve();
    const { port } = url;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      '127.0.0.1:1',
      `127.0.0.1:${port}@evil.example`,
    ])
      expect(await get(url, { host })).toMatchObject({ status: 421 });
    const cookie = cookieOf(await get(url, { host: `LOCALHOST:${port}` }));
    expect(await get(url.origin, { cookie, host: `evil.example:${port}` })).toMatchObject({
      status: 421,
      body: expect.stringContaining('asked for by a name that is not its own'),
    });
    expect(await get(url.origin, { cookie })).toMatchObject({ status: 200 });
  });

  it('what it says itself is as closed as the dashboard', async () => {
    const { url } = await serve();
    const { headers } = await get(url.origin);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'/,
      ),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  it('opens with a token of the user by a form, and by a header', async () => {
    const { url, stderr } = await serve([], { FAULTLINE_SERVE_TOKEN: TOKEN });
    expect(url.href).toBe(`${url.origin}/`);
    expect(stderr()).not.toContain(TOKEN);
    const form = await get(url);
    expect(form).toMatchObject({
      status: 403,
      body: expect.stringContaining('<form method="post" action="/login">'),
    });
    const login = (body: string, path = '/login'): Promise<Answer> =>
      get(new URL(path, url), { 'content-type': 'application/x-www-form-urlencoded' }, 'POST', body);
    for (const answer of [
      await login(''),
      await login('token='),
      await login(`token=${TOKEN.slice(1)}`),
      await login(`token=${TOKEN}`, '/elsewhere'),
      await login(`token=${TOKEN}&${'x'.repeat(5000)}`),
      await get(`${url.href}?token=${encodeURIComponent(TOKEN)}`),
      await get(url, { authorization: 'Bearer ' }),
    ])
      expect({ status: answer.status, cookie: answer.headers['set-cookie'] }).toEqual({
        status: 403,
        cookie: undefined,
      });
    for (let turn = 0; turn < 2; turn++) {
      const cookie = cookieOf(await login(`token=${encodeURIComponent(TOKEN)}`));
      expect(await get(url, { cookie })).toMatchObject({ status: 200 });
    }
    expect(await get(url, { authorization: `Bearer ${TOKEN}` })).toMatchObject({ status: 200 });
  });

  it('does not mind a form that breaks off', async () => {
    const { url } = await serve([], { FAULTLINE_SERVE_TOKEN: TOKEN });
    const socket = connect(Number(url.port), '127.0.0.1');
    const head = `POST /login HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: 99\r\n\r\ntoken=`;
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    socket.destroy();
    expect(await get(url)).toMatchObject({ status: 403 });
  });

  it('changes carry the name of whoever started it', async () => {
    const store = shopStore();
    const { url } = await serve(['--by', 'eve'], {}, store);
    const cookie = cookieOf(await get(url));
    const page = await get(`${url.origin}/groups/9f31c0de77aa0142`, { cookie });
    expect(page.status).toBe(200);
    expect(page.body).toContain('eve');
  });

  it('tells of troubles of the store when they come', async () => {
    const store = shopStore();
    let tell = (_message: string): void => {};
    const subscribe: Store['subscribe'] = (listener) => {
      tell = (message) => listener({ type: 'trouble', level: 'warn', message });
      return () => {};
    };
    const { stderr } = await serve([], {}, { ...store, subscribe });
    tell('Its disk is full.');
    expect(stderr()).toContain('store: Its disk is full.\n');
  });

  it('ends at Ctrl-C with 0, although browsers keep their connections', async () => {
    const { url, end, ended } = await serve();
    const socket = connect(Number(url.port), '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    end();
    expect(await ended).toMatchObject({ code: 0 });
    await closed;
    await expect(get(url)).rejects.toThrow('ECONNREFUSED');
  });

  it('ends at once where Ctrl-C came before', async () => {
    const signal = AbortSignal.abort();
    const { now: _now, ...io } = ioOf(shopStore(), { interruption: () => signal });
    const { code } = await faultline(['serve'], io);
    expect(code).toBe(0);
  });

  it('listens at a port that it is given, and says so where it cannot', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const result = await faultline(['serve', '--port', String(port)], ioOf(shopStore()));
    expect(result).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(
        `127.0.0.1, port ${port}, cannot be listened at (EADDRINUSE); give another --port`,
      ),
    });
    await new Promise((resolve) => taken.close(resolve));
    const { url } = await serve(['--host', 'localhost', '--port', String(port)]);
    expect(url.port).toBe(String(port));
  });

  it('lets other machines in only with --public and a token, by any name', async () => {
    const argv = ['--host', '0.0.0.0', '--public'];
    const { url } = await serve(argv, { FAULTLINE_SERVE_TOKEN: TOKEN });
    const here = `http://127.0.0.1:${url.port}/`;
    const headers = { host: 'errors.example', authorization: `Bearer ${TOKEN}` };
    expect(await get(here, headers)).toMatchObject({ status: 200 });
    expect(await get(here, { host: 'errors.example' })).toMatchObject({ status: 403 });
  });

  it.each([
    [
      ['--host', '0.0.0.0'],
      {},
      '--host "0.0.0.0" lets other machines in; leave it out, or write --public too.',
    ],
    [['--host', '::'], { FAULTLINE_SERVE_TOKEN: TOKEN }, '--host "::" lets other machines in'],
    [['--host', '127.0.0.1.evil.example'], {}, 'lets other machines in'],
    [
      ['--host', '0.0.0.0', '--public'],
      {},
      '--public needs a token; set FAULTLINE_SERVE_TOKEN to at least 32 characters.',
    ],
    [['--host', '0.0.0.0', '--public'], { FAULTLINE_SERVE_TOKEN: '' }, '--public needs a token'],
    [['--host', '', '--public'], { FAULTLINE_SERVE_TOKEN: TOKEN }, '--host is ""; give an address'],
    [
      ['--host', 'fe80::1%eth0', '--public'],
      { FAULTLINE_SERVE_TOKEN: TOKEN },
      '--host is "fe80::1%eth0"; give',
    ],
    [[], { FAULTLINE_SERVE_TOKEN: 'short' }, 'FAULTLINE_SERVE_TOKEN has 5 characters; give at least 32'],
    [['--port', '65536'], {}, '--port is "65536"; give a whole number from 0 to 65535.'],
    [['8080'], {}, '"8080" belongs to no option'],
  ])('%j with %j is refused with the cure', async (argv, env, message) => {
    const io = ioOf(shopStore(), { env });
    const result = await faultline(['serve', ...argv], io);
    expect(result).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
    expect(io.opened).toEqual([]);
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example', false],
  ['127.1', false],
  ['::ffff:127.0.0.1', false],
  ['', false],
])('%j is this machine alone: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

it.each([
  ['127.0.0.1:8080', '127.0.0.1', 8080, true],
  ['localhost:8080', '127.0.0.1', 8080, true],
  ['127.0.0.1', '127.0.0.1', 80, true],
  ['127.0.0.1', '127.0.0.1', 8080, false],
  ['[::1]:8080', '::1', 8080, true],
  [undefined, '127.0.0.1', 80, false],
])('%j is the name of %s, port %i: %s', (asked, host, port, expected) => {
  expect(isServed(asked, host, port)).toBe(expected);
  expect(originOf('::1', 80)).toBe('http://[::1]');
});
