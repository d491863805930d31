import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alerts } from '../../src/alerts/index.ts';
import { alertsOf, groupOf, type Told } from './told.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(async () => {
  vi.useRealTimers();
  for (const end of endings.splice(0)) await end();
});

const endings: (() => Promise<unknown>)[] = [];

interface Posted {
  readonly headers: IncomingMessage['headers'];
  readonly body: any;
  readonly path: string | undefined;
}

/** A server, and alerts that are posted to it. */
async function serving(
  answer: (response: ServerResponse, index: number) => void,
  timeout = 1000,
): Promise<Told & { readonly posted: Posted[]; readonly url: string }> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      posted.push({ headers: request.headers, body: JSON.parse(body), path: request.url });
      answer(response, posted.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/SECRET?key=SECRET`;
  const notify = { webhook: url, headers: { authorization: 'Bearer SECRET' }, timeout };
  return { ...alertsOf({ notify, most: 1000 }), posted, url };
}

const until = (isDone: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (isDone() ? resolve() : setImmediate(look));
    look();
  });
/** Lets time pass until then, and tells how much. The server's answers take their own. */
async function passing(isDone: () => boolean): Promise<number> {
  for (let time = 0; ; time += 50) {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (isDone()) return time;
    await vi.advanceTimersByTimeAsync(50);
  }
}
const NOTHING = (): void => {};
const raise = (alerts: Alerts, print = 'g'): void => alerts.changed([groupOf(print).add()]);
const reply = (response: ServerResponse, status: number, headers = {}): void =>
  void response.writeHead(status, headers).end('body');

describe('a webhook', () => {
  it('gets the alert as JSON, with its title as text', async () => {
    const { alerts, posted, troubles } = await serving((response) => reply(response, 204));
    raise(alerts);
    await until(() => posted.length === 1);
    await alerts.close();
    const { headers, body, path } = posted[0]!;
    expect(path).toBe('/services/SECRET?key=SECRET');
    expect(headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer SECRET' });
    expect(body).toMatchObject({ kind: 'new', count: 1, api: 'shop', text: body.title });
    expect(troubles).toEqual([]);
  });

  it('gets no text that calls people or links where it is shown', async () => {
    const { alerts, posted } = await serving((response) => reply(response, 204));
    const message = 'No <!channel>, @here or <https://evil.example|look>';
    alerts.changed([groupOf('g').add(1, { error: { message } })]);
    await until(() => posted.length === 1);
    await alerts.close();
    const { text, title, group } = posted[0]!.body;
    expect(text).not.toMatch(/[<>@]/);
    expect(text).toContain('No \u2039!channel\u203a, \uff20here or');
    expect(title).toContain(message);
    expect(group.message).toBe(message);
  });

  it('that fails is tried again, twice', async () => {
    const { alerts, posted, troubles } = await serving((response, index) =>
      reply(response, [503, 429, 200][index]!),
    );
    raise(alerts);
    await until(() => posted.length === 1);
    expect(await passing(() => posted.length === 2)).toBeGreaterThanOrEqual(1000);
    expect(await passing(() => posted.length === 3)).toBeGreaterThanOrEqual(5000);
    await alerts.close();
    expect(troubles).toEqual([]);
    expect(new Set(posted.map(({ body }) => body.reference)).size).toBe(1);
  });

  it.each([
    ['a redirect', 302, { location: '/elsewhere' }],
    ['a refusal', 404, {}],
    ['another refusal', 401, {}],
  ])('that answers with %s is not tried again', async (_title, status, headers) => {
    const { alerts, posted, troubles } = await serving((response) => reply(response, status, headers));
    raise(alerts);
    await until(() => troubles.length === 1);
    await alerts.close();
    expect(posted).toHaveLength(1);
    expect(troubles[0]).toMatch(
      new RegExp(
        `^warn: An alert was not delivered: the webhook at 127\\.0\\.0\\.1:\\d+ answered ${status}\\. Look`,
      ),
    );
    expect(troubles[0]).not.toContain('SECRET');
  });

  it('that never answers is given up', async () => {
    const { alerts, posted, troubles } = await serving(NOTHING, 700);
    raise(alerts);
    // Three attempts, and two pauses.
    expect(await passing(() => troubles.length === 1)).toBeGreaterThanOrEqual(3 * 700 + 6000);
    expect(posted).toHaveLength(3);
    expect(troubles[0]).toContain('did not answer within 700 ms');
    await alerts.close();
  });

  it('that is not there is given up, at the end at once', async () => {
    const { alerts, troubles } = alertsOf({ notify: { webhook: 'http://127.0.0.1:1/SECRET' } });
    raise(alerts);
    await until(() => vi.getTimerCount() > 0);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    // It waits for its second attempt, and the second alert for its first.
    raise(alerts, 'h');
    await alerts.close();
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toContain('the webhook at 127.0.0.1:1 cannot be reached');
    expect(troubles[0]).not.toContain('SECRET');
  });

  it('that is slow has two at a time, and no more wait than may', async () => {
    const held: ServerResponse[] = [];
    const { alerts, posted, troubles, pass } = await serving((response) => void held.push(response));
    for (let index = 0; index < 60; index++) {
      raise(alerts, `g${index}`);
      pass(30_000);
    }
    await until(() => held.length === 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(posted).toHaveLength(2);
    expect(troubles).toEqual([expect.stringContaining('takes alerts too slowly')]);
    while (held.length > 0) {
      reply(held.shift()!, 200);
      if (posted.length < 52) await until(() => held.length > 0);
    }
    expect(posted).toHaveLength(52);
    await alerts.close();
  });

  it('is waited for', async () => {
    const held: ServerResponse[] = [];
    const { alerts } = await serving((response) => void held.push(response));
    raise(alerts);
    let isFlushed = false;
    const flushed = alerts.flush().then(() => (isFlushed = true));
    await until(() => held.length === 1);
    expect(isFlushed).toBe(false);
    reply(held[0]!, 200);
    await flushed;
    await alerts.close();
  });

  it('that hangs does not hold up the end for long', async () => {
    const { alerts, posted, pass } = await serving(NOTHING, 500);
    for (let index = 0; index < 10; index++) {
      raise(alerts, `g${index}`);
      pass(30_000);
    }
    await until(() => posted.length === 2);
    let isClosed = false;
    void alerts.close().then(() => (isClosed = true));
    await passing(() => isClosed);
    expect(posted.length).toBeLessThanOrEqual(4);
  });

  it('that hangs has one time limit for all at the end, and what did not arrive is counted', async () => {
    const { alerts, posted, troubles, pass } = await serving(NOTHING, 500);
    for (let index = 0; index < 10; index++) {
      raise(alerts, `g${index}`);
      pass(30_000);
    }
    await until(() => posted.length === 2);
    await vi.advanceTimersByTimeAsync(300);
    let isClosed = false;
    const closed = alerts.close().then(() => (isClosed = true));
    // The next two begin with 300 ms left.
    await vi.advanceTimersByTimeAsync(200);
    await until(() => posted.length === 4);
    expect(isClosed).toBe(false);
    expect(await passing(() => isClosed)).toBeLessThanOrEqual(300);
    await closed;
    expect(troubles).toEqual([
      expect.stringMatching(/ did not answer before the end \(10 alerts since it was told last\)\. Look/),
    ]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(posted).toHaveLength(4);
    expect(troubles).toHaveLength(1);
  });

  it('gets what waits at the end while there is time', async () => {
    const held: ServerResponse[] = [];
    const { alerts, posted, troubles, pass } = await serving((response) => void held.push(response));
    for (let index = 0; index < 5; index++) {
      raise(alerts, `g${index}`);
      pass(30_000);
    }
    await until(() => held.length === 2);
    const closed = alerts.close();
    for (let index = 0; index < 5; index++) {
      await until(() => held.length > 0);
      reply(held.shift()!, 200);
    }
    await closed;
    expect(posted).toHaveLength(5);
    expect(troubles).toEqual([]);
  });
});
