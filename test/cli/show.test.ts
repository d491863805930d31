/** `faultline show`. */

import { describe, expect, it } from 'vitest';
import { createFaultline, type RequestFacts } from 'faultline';
import { memoryStore } from '../../src/store/memory.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { faultline } from './command.ts';
import { NOW, REFERENCE, ioOf, shopOccurrences, shopStore } from './shop.ts';

const GROUP = '9f31c0de77aa0142';

describe('faultline show', () => {
  it('R44 shows everything about a reference: first what failed, then what surrounds it', async () => {
    const { code, stdout, stderr } = await faultline(['show', REFERENCE], ioOf(shopStore(), { columns: 80 }));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`K7QF-2MXD-9TRP
500 INTERNAL_ERROR our fault, the client was not told the message
2026-11-21 14:18:44.877 UTC, 12 min ago, on web-1, pid 4711, release 1.4.1

What failed
  TypeError: Cannot read properties of undefined (reading 'price')
    at totalOf (/srv/shop/src/cart/total.js:41:19)
    … 1 frame of Node
    at checkout (/srv/shop/src/cart/checkout.js:17:31)
    at async placeOrder (/srv/shop/src/orders/place.js:88:22)
    … 2 frames of router, 1 of Node

  caused by Error [ECONNREFUSED]: connect ECONNREFUSED 10.0.3.17:6379
    errno: -111
    syscall: connect
    address: 10.0.3.17
    port: 6379
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16)

Group
  9f31c0de77aa0142  open
  13 occurrences, first 2026-11-20 13:30:44, last 6 min ago

Request
  POST /shop/orders?token=[redacted]&page=2
  route          /shop/orders
  api            shop (The shop)
  from           203.0.113.24:50112
  to             198.51.100.1:8080
  content type   application/json
  cookie         JSESSIONID=[cookie 9b699c43]
  trace          00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
  accept:        application/json
  content-type:  application/json
  host:          shop.example
  user-agent:    Mozilla/5.0 (X11; Linux x86_64)

Trail
  helmet › session › cart › placeOrder

What the client saw
  500 application/problem+json; charset=utf-8
  {
    "type": "about:blank",
    "title": "Internal Server Error",
    "status": 500,
    "detail": "An unexpected error occurred. If you need help, mention this
      reference: K7QF-2MXD-9TRP.",
    "code": "INTERNAL_ERROR",
    "correlationId": "K7QF-2MXD-9TRP"
  }

Why the client got it
  - the default: no configuration has anything for it

Internal
  {
    "sku": "A1",
    "cart": {
      "items": 3,
      "currency": "EUR"
    }
  }
`);
  });

  it('R41 shows of a request what is recorded of a real one, as it is recorded', async () => {
    const sample = shopOccurrences().find(({ correlationId }) => correlationId === REFERENCE)!;
    const sent: Readonly<Record<string, string>> = {
      ...sample.request!.headers,
      cookie: 'JSESSIONID=0123456789abcdef',
      traceparent: sample.request!.traceparent!,
    };
    const facts: RequestFacts = {
      method: 'POST',
      url: '/shop/orders?token=0123456789abcdef&page=2',
      route: '/shop/orders',
      header: (name) => sent[name],
      remoteAddress: '203.0.113.24',
      remotePort: 50_112,
      localAddress: '198.51.100.1',
      localPort: 8080,
      trail: sample.trail!,
    };
    const [beneath] = sample.causes!;
    const { name, code, properties, ...said } = beneath!;
    const cause = Object.assign(new Error(said.message), { code, ...properties });
    const thrown = new TypeError(sample.error.message, { cause });
    const fl = createFaultline({ logger: false, mode: 'release' });
    const { correlationId } = fl.handle(thrown, facts);
    await fl.flush();
    const [real] = await fl.store!.find(correlationId);
    const known = JSON.stringify(real)
      .replaceAll(correlationId, REFERENCE)
      .replace(/\[cookie [\da-f]{8}\]/, '[cookie 9b699c43]');
    const { request, answer, trail, causes, status, fault, family, vetted } = JSON.parse(
      known,
    ) as typeof sample;
    expect({ request, answer, trail, status, fault, family, vetted }).toEqual({
      request: sample.request,
      answer: sample.answer,
      trail: sample.trail,
      status: sample.status,
      fault: sample.fault,
      family: sample.family,
      vetted: sample.vetted,
    });
    expect(causes).toMatchObject([{ name, code, properties }]);
    // The order is that of the lines.
    expect(Object.keys(request!.headers!)).toEqual(Object.keys(sample.request!.headers!));
    await fl.close();
  });

  it.each([[['k7qf2mxd9trp']], [['K7QF', '2MXD', '9TRP']], [['k7qf.2mxd.9trp ']], [['--', REFERENCE]]])(
    'R44 reads %j as people write it',
    async (written) => {
      const { code, stdout } = await faultline(['show', ...written], ioOf(shopStore()));
      expect(code).toBe(0);
      expect(stdout).toMatch(/^K7QF-2MXD-9TRP\n/);
    },
  );

  it.each([
    ['K7QF-2MXD-9TRC', 'not found: K7QF-2MXD-9TRC is no reference: a symbol was misread'],
    ['K7QF-2MXD-9TR', 'not found: K7QF-2MXD-9TR is no reference'],
    ['\u001b[31mred', String.raw`not found: \u001b[31mred is no reference`],
    ['K7QF-2MXD-9TRP', 'not found: K7QF-2MXD-9TRP is not in the store. Its check symbol is right'],
    ['order-4711-x', 'not found: order-4711-x is not in the store. It was misread, or it is of another'],
    ['constructor', 'not found: constructor'],
  ])('R44 %j is not found, and the words help', async (reference, message) => {
    const io = ioOf(memoryStore());
    expect(await faultline(['show', reference], io)).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  it('prints what the store has as JSON, and what it has not', async () => {
    const io = ioOf(shopStore());
    const found = await faultline(['show', REFERENCE, '--json'], io);
    const occurrence = shopOccurrences().find(({ correlationId }) => correlationId === REFERENCE);
    expect(JSON.parse(found.stdout)).toEqual({
      kind: 'found',
      reference: REFERENCE,
      occurrences: [occurrence],
      group: expect.objectContaining({ fingerprint: GROUP, count: 13 }),
    });
    expect(found.code).toBe(0);
    for (const [reference, kind] of [
      ['K7QF-2MXD-9TRC', 'mistyped'],
      ['unknown-1', 'unknown'],
    ] as const) {
      const { code, stdout } = await faultline(['show', reference, '--json'], io);
      expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 1, kind, reference });
    }
  });

  it('shows frames of libraries and the whole answer with --all', async () => {
    const store = memoryStore();
    const body = Array.from({ length: 40 }, (_, line) => `<p>${line}</p>`).join('\n');
    const stack = 'at a (/srv/node_modules/@scope/name/x.js:1:2)\nat /srv/own.js:3:4\nodd line';
    store.put(
      anOccurrence({
        correlationId: 'x-1',
        error: { stack },
        answer: { status: 500, contentType: 'text/html', language: 'de', body },
      }),
    );
    const some = await faultline(['show', 'x-1'], ioOf(store));
    expect(some.stdout).toContain('    … 1 frame of @scope/name\n    at /srv/own.js:3:4\n    odd line\n');
    expect(some.stdout).toContain('  500 text/html, in de\n  <p>0</p>\n');
    expect(some.stdout).toContain('  <p>15</p>\n  … 24 more lines, with --all\n');
    const all = await faultline(['show', 'x-1', '--all'], ioOf(store));
    expect(all.stdout).toContain(
      '    at a (/srv/node_modules/@scope/name/x.js:1:2)\n    at /srv/own.js:3:4\n',
    );
    expect(all.stdout).toContain('  <p>39</p>\n');
  });

  it('shows a stack of libraries alone, as far as it tells something', async () => {
    const store = memoryStore();
    const stack = Array.from({ length: 9 }, (_, line) => `at f (C:\\app\\node_modules\\pg\\x.js:${line}:1)`);
    store.put(anOccurrence({ correlationId: 'x-1', error: { stack: stack.join('\n') } }));
    const { stdout } = await faultline(['show', 'x-1'], ioOf(store));
    expect(stdout).toContain(String.raw`at f (C:\app\node_modules\pg\x.js:5:1)` + '\n    … 3 frames of pg\n');
  });

  it('shows the newest of a reference that was used again, and lists the others', async () => {
    const store = memoryStore();
    for (const minute of [1, 2, 3]) {
      const at = NOW - minute * 60_000;
      store.put(anOccurrence({ correlationId: 'order-1', at, error: { message: `${minute} ago` } }));
    }
    const newest = await faultline(['show', 'order-1'], ioOf(store));
    expect(newest.stdout).toContain('TypeError: 1 ago\n');
    expect(newest.stdout).toMatch(/\n\n2 other occurrences of order-1\n.*\n.*2 ago\n.*3 ago\n$/);
    const all = await faultline(['show', 'order-1', '--all'], ioOf(store));
    expect(all.stdout.match(/^order-1$/gm)).toHaveLength(3);
  });

  it('shows the newest of a group, its history and its notes', async () => {
    const store = shopStore();
    const at = NOW - 60_000;
    await store.updateGroup(GROUP, { state: 'resolved', release: '1.4.2', note: 'See #812.', by: 'eve', at });
    store.put({
      ...shopOccurrences().at(-3)!,
      fingerprint: GROUP,
      release: '1.4.2',
      at: NOW - 1000,
      id: 'z',
    });
    const { code, stdout } = await faultline(['show', GROUP], ioOf(store));
    expect(code).toBe(0);
    expect(stdout).toContain(`Group
  ${GROUP}  open again since 1.4.2
  14 occurrences, first 2026-11-20 13:30:44, last just now
  2026-11-21 14:29:45 resolved in 1.4.2 by eve
  2026-11-21 14:30:44 recurred in 1.4.2
  2026-11-21 14:29:45 eve: See #812.
`);
  });

  it('says since when a group is open again, where no release is known', async () => {
    const store = memoryStore();
    const again = (at: number) => anOccurrence({ correlationId: 'x-1', at, fingerprint: GROUP });
    store.put(again(NOW - 120_000));
    await store.updateGroup(GROUP, { state: 'resolved', by: 'eve', at: NOW - 100_000 });
    store.put(again(NOW - 60_000));
    const { stdout } = await faultline(['show', 'x-1'], ioOf(store));
    expect(stdout).toContain(`${GROUP}  open again, 60 s ago`);
    expect(stdout).toContain('2026-11-21 14:29:45 recurred\n');
  });

  it('shows a group whose occurrences were all removed', async () => {
    const store = shopStore();
    const gone = { ...store, latest: async () => [] };
    const { code, stdout } = await faultline(['show', GROUP], ioOf(gone));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^TypeError: Cannot read .*\n9f31c0de77aa0142 {2}open\n/);
    expect(stdout).toMatch(/\nAll of its occurrences were removed\.\n$/);
  });

  it('shows what little there is of a failure that nobody waited for', async () => {
    const {
      answer: _answer,
      trail: _trail,
      api: _api,
      ...bare
    } = anOccurrence({
      correlationId: 'x-1',
      at: NOW + 180_000,
      fault: 'abort',
      status: 499,
      expected: true,
      vetted: true,
      unsampled: true,
      request: null,
      notes: ['An option was ignored.'],
      error: { name: 'Error', type: 'StockError', message: '', code: 'E1' },
    });
    const { error } = bare;
    const { stack: _stack, ...flat } = error;
    const store = memoryStore();
    store.put({ ...bare, error: flat });
    const none = { ...store, group: async () => undefined };
    const { stdout } = await faultline(['show', 'x-1'], ioOf(none));
    expect(stdout).toBe(`x-1
499 INTERNAL_ERROR the client went away, a foreseen outcome, the client was told the message
2026-11-21 14:33:45.000 UTC, in 3 min, on web-1, pid 4711

What failed
  StockError (Error) [E1]: 
  Its stack was not read: it came in a storm of its group. Others have one.

What the client saw
  (nobody was there to be answered)

Noticed on the way
  - An option was ignored.
`);
    expect(JSON.parse((await faultline(['show', 'x-1', '--json'], ioOf(none))).stdout)).toMatchObject({
      group: null,
    });
  });

  it('R41 tells of a failure whose process was killed what is known, and no more', async () => {
    const { request: _request, answer: _answer, ...rest } = anOccurrence({ correlationId: 'x-1' });
    const store = memoryStore();
    store.put({ ...rest, error: { name: 'unknown', message: 'the process was killed' }, unrecorded: true });
    const { stdout } = await faultline(['show', 'x-1'], ioOf(store));
    expect(stdout).toContain('(this reference, with 500: the process was killed before it kept more)');
    expect(stdout).not.toContain('nobody was there');
  });

  it('writes addresses as they are written with ports', async () => {
    const store = memoryStore();
    const answer = { status: 500, body: '' };
    const of = (name: string, request: object): void =>
      store.put(anOccurrence({ correlationId: name, request, answer, api: { id: 'pay', name: 'pay' } }));
    of('x-1', { remoteAddress: '2001:db8::7', remotePort: 443 });
    store.put({
      ...anOccurrence({ correlationId: 'x-2', answer, trail: [] }),
      request: { method: 'GET', path: '/x', query: '', remoteAddress: '::1' },
    });
    store.put({
      ...anOccurrence({ correlationId: 'x-3', answer }),
      request: { method: 'GET', path: '/x' },
    });
    const shown = async (name: string): Promise<string> =>
      (await faultline(['show', name], ioOf(store))).stdout;
    expect(await shown('x-1')).toContain('[2001:db8::7]:443\n');
    expect(await shown('x-1')).toMatch(/api +pay\n/);
    expect(await shown('x-1')).toContain('What the client saw\n  500\n  (nothing)\n');
    expect(await shown('x-2')).toContain('  GET /x\n  api   shop (The shop)\n  from  ::1\n');
    expect(await shown('x-3')).toContain('  GET /x\n  api  shop (The shop)\n\n');
  });

  it('paints for terminals', async () => {
    const io = ioOf(shopStore(), { isTTY: true, columns: 100, env: { TERM: 'xterm' } });
    const { stdout } = await faultline(['show', REFERENCE], io);
    expect(stdout).toContain('\u001b[1mK7QF-2MXD-9TRP\u001b[22m');
    expect(stdout).toContain('\u001b[31m500\u001b[39m');
    expect(stdout).toContain('\u001b[1mtotalOf\u001b[22m \u001b[2m(\u001b[22m\u001b[36m/srv/shop/src/cart');
    const plain = await faultline(['show', REFERENCE], { ...io, env: { ...io.env, NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b');
  });
});
