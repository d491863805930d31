import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { anOccurrence, HOUR, MINUTE } from '../store/occurrences.ts';
import { referenceOf } from './sample.ts';
import { boardOf, textIn, valuesOf, type Board } from './visits.ts';

const NOW = Date.UTC(2026, 10, 21, 16, 29, 41);
const REFERENCE = referenceOf(1);

/** All that is left where a process was killed. */
const BARE = {
  unrecorded: true as const,
  answer: undefined as never,
  request: null,
  error: { name: 'unknown', message: 'the process was killed', stack: undefined as never },
};

function filled(...occurrences: readonly Parameters<typeof anOccurrence>[0][]): {
  store: Store;
  board: Board;
} {
  const store = memoryStore();
  for (const overrides of occurrences) store.put(anOccurrence({ at: NOW - MINUTE, ...overrides }));
  return { store, board: boardOf(store, { now: () => NOW }) };
}

async function textAt(board: Board, address: string): Promise<string> {
  return textIn((await board.visit(address)).body);
}

/** Opens a page that is there. @returns its markup */
async function expectParts(board: Board, address: string, parts: readonly string[]): Promise<string> {
  const { body, status } = await board.visit(address);
  expect(status, address).toBe(200);
  const text = textIn(body);
  for (const part of parts) expect(text).toContain(part);
  return body;
}

describe('the first page', () => {
  it('R44 begins with the field for references', async () => {
    const { body, status } = await filled().board.visit('/');
    expect(status).toBe(200);
    expect(valuesOf(body, 'input', 'name')[0]).toBe('reference');
    expect(valuesOf(body, 'form', 'action')).toEqual(['/lookup']);
  });

  it('R45 tells how many failures there were, and how many before', async () => {
    const { board } = filled(
      ...Array.from({ length: 30 }, () => ({})),
      { at: NOW - 30 * HOUR },
      { status: 404, fault: 'client' as const },
      { status: 404, fault: 'client' as const, at: NOW - 30 * HOUR },
      { status: 499, fault: 'abort' as const },
      { status: 499, fault: 'abort' as const, at: NOW - 30 * HOUR },
      { status: 499, fault: 'abort' as const, at: NOW - 31 * HOUR },
    );
    const { body } = await board.visit('/');
    const text = textIn(body);
    expect(text).toContain('Server errors 30 +2,900 % on the 24 h before');
    expect(text).toContain('Client errors 1 as many as in the 24 h before');
    expect(text).toContain('Clients gone away 1 −50 % on the 24 h before');
    expect(body).toContain('class="worse"');
    expect(await textAt(board, '/?span=1h')).toContain('Server errors 30 none in the hour before');
    expect(await textAt(board, '/?span=30d')).toContain('Server errors 31');
    expect(await textAt(board, '/?span=constructor')).toContain('Server errors 30');
  });

  it('R45 shows rates by status and by api, frequent groups and new ones', async () => {
    const { board } = filled(
      { fingerprint: 'old', at: NOW - 40 * HOUR },
      { fingerprint: 'old', error: { name: 'OldError' } },
      { fingerprint: 'new', error: { name: 'NewError' }, status: 503 },
      { fingerprint: 'none', api: undefined as never },
      ...Array.from({ length: 9 }, (_, index) => ({
        api: { id: `api-${index}`, name: 'x' },
        status: 500 + index,
      })),
    );
    const { body } = await board.visit('/');
    const text = textIn(body);
    expect(text).toContain('Failures by status, per 15 minutes');
    expect(text).toContain('Failures by api, per 15 minutes');
    expect(text.match(/ others /g)!.length).toBeGreaterThanOrEqual(2);
    expect(valuesOf(body, 'a', 'href')).toContain('/groups/old');
    const fresh = body.slice(body.indexOf('id="new"'));
    expect(fresh).toContain('/groups/new');
    expect(fresh).not.toContain('/groups/old');
  });

  it('R45 has the groups that are most frequent in its time, whatever they were before', async () => {
    const times = (count: number, overrides: Parameters<typeof anOccurrence>[0]): (typeof overrides)[] =>
      Array.from({ length: count }, () => overrides);
    const { store, board } = filled(
      ...times(9, { fingerprint: 'old', error: { name: 'OldError' }, at: NOW - 40 * HOUR }),
      ...times(2, { fingerprint: 'old', error: { name: 'OldError' }, at: NOW - 20 * HOUR }),
      ...times(4, { fingerprint: 'broken', error: { name: 'BrokenError' } }),
      ...times(5, { fingerprint: 'noise', error: { name: 'IgnoredError' } }),
      ...times(6, { fingerprint: 'theirs', error: { name: 'ClientError' }, status: 404, fault: 'client' }),
    );
    await store.updateGroup('noise', { state: 'ignored', by: 'ann', at: NOW });
    const tableAt = async (address: string): Promise<string> => {
      const text = await textAt(board, address);
      return text.slice(text.indexOf('Most frequent server errors'), text.indexOf('New groups'));
    };
    const day = await tableAt('/');
    expect(day).toMatch(/past 24 h All, by count ever .* Past 24 h Ever First Last/);
    expect(day).toMatch(/BrokenError .* 4 4 1 min ago 1 min ago 500 OldError .* 2 11 40 h ago 20 h ago/);
    expect(day).not.toMatch(/ClientError|IgnoredError/);
    expect(await tableAt('/?span=1h')).not.toContain('OldError');
    expect(await tableAt('/?span=7d')).toMatch(/Past 7 days .* OldError .* 11 11 .* BrokenError .* 4 4 /);
    expect(await textAt(board, '/groups')).toContain('most frequent ever');
  });

  it('says so when nothing is new, and when nothing failed', async () => {
    expect(await textAt(filled().board, '/')).toContain('No server errors in this time.');
    const { board } = filled({ at: NOW - 40 * HOUR }, {});
    expect(await textAt(board, '/')).toContain('Nothing that had not failed before. The newest first came');
  });
});

describe('looking a reference up', () => {
  it.each([
    REFERENCE,
    REFERENCE.toLowerCase(),
    REFERENCE.replaceAll('-', ' '),
    ` ${REFERENCE.replaceAll('-', '')} `,
  ])('R44 finds %j', async (typed) => {
    const { board } = filled({ correlationId: REFERENCE });
    const { status, headers } = await board.visit(`/lookup?reference=${encodeURIComponent(typed)}`);
    expect(status).toBe(303);
    expect(headers['location']).toBe(`/occurrences/${REFERENCE}`);
  });

  it('R44 tells mistyped from unknown', async () => {
    const { board } = filled({ correlationId: REFERENCE });
    const unknown = await board.visit(`/lookup?reference=${referenceOf(2)}`);
    expect(unknown.status).toBe(404);
    expect(textIn(unknown.body)).toContain(`${referenceOf(2)} is not in this store`);
    const mistyped = await board.visit('/lookup?reference=K7QF-2MXD-9TRX');
    expect(mistyped.status).toBe(404);
    expect(textIn(mistyped.body)).toContain('K7QF-2MXD-9TRX is not a reference');
    expect(valuesOf(mistyped.body, 'input', 'value')).toContain('K7QF-2MXD-9TRX');
    expect((await board.visit('/occurrences/K7QF-2MXD-9TRX')).status).toBe(404);
  });

  it('goes back to the start without one', async () => {
    const { board } = filled();
    expect((await board.visit('/lookup?reference=+')).headers['location']).toBe('/');
    expect((await board.visit('/lookup')).headers['location']).toBe('/');
  });
});

describe('an occurrence', () => {
  it('R28 tells all that is known', async () => {
    const { board } = filled({
      correlationId: REFERENCE,
      error: {
        name: 'Error',
        type: 'PaymentError',
        message: 'card 4711 declined',
        code: 'E_CARD',
        stack: 'at pay (/srv/shop/src/pay.js:1:2)\nat next (/srv/shop/node_modules/router/a.js:3:4)',
        properties: { syscall: 'connect', port: 5432 },
      },
      causes: [
        { name: 'SocketError', message: 'hang up', code: 'ECONNRESET', stack: 'at a (node:net:1:1)' },
        { name: 'Error', type: 'DeepError', message: 'below' },
      ],
      internal: { cart: 'A-7' },
      family: 'database',
      decision: ['The rule declined says 402.'],
      notes: ['The option x was ignored.'],
      release: '5.2.1',
      answer: { status: 402, contentType: 'application/json', language: 'de', body: '{"title":"Abgelehnt"}' },
      request: { query: 'a=1', contentType: 'application/json', remoteAddress: '2001:db8::7' },
      expected: true,
      vetted: true,
      fault: 'client',
      status: 402,
    });
    await expectParts(board, `/occurrences/${REFERENCE}`, [
      'What the client saw',
      '402 Payment Required',
      '"title": "Abgelehnt"',
      'What happened',
      'PaymentError',
      'card 4711 declined',
      'E_CARD',
      'vetted: the client could read it',
      'an outcome of the use case',
      'The rule declined says 402.',
      'pay /srv/shop/src/ pay.js:1:2',
      '1 frame in router',
      'syscall connect port 5432',
      'SocketError ECONNRESET hang up',
      'DeepError below',
      'GET /shop/items/7?a=1',
      '[2001:db8::7]:50112',
      '0af7651916cd43dd8448eb211c80319c',
      'JSESSIONID=#5f2a9c01',
      'user-agent check/1.0',
      '"cart": "A-7"',
      'items failed',
      'The option x was ignored.',
      'web-1 , process 4711',
      '5.2.1',
      '1 occurrence, the last',
      '2026-11-21 16:28:41 UTC 1 min ago',
    ]);
  });

  it('R28 tells what there is when there is little', async () => {
    const { board } = filled({
      correlationId: REFERENCE,
      error: { name: 'object', message: '{}', stack: undefined as never },
      request: null,
      trail: undefined as never,
      api: undefined as never,
      answer: { status: 500, body: '' },
    });
    await expectParts(board, `/occurrences/${REFERENCE}`, [
      'Without a body.',
      'It failed outside of a request',
      'It has none: what was thrown is no error',
      'unexpected: no recognizer knows it',
      'not vetted',
    ]);
  });

  it.each([
    [{ answer: undefined as never }, 'nobody was there to be answered'],
    [{ status: 499, fault: 'abort' as const }, 'it went away before the answer'],
    [{ ...BARE, status: 503 }, 'This reference, with status 503. The rest was not recorded'],
    [BARE, 'Request Not recorded: the process was killed'],
    [BARE, 'Stack Not recorded: the process was killed'],
    [{ answer: { status: 500, body: '<h1>Oh</h1>' } }, '<h1>Oh</h1>'],
    [{ unsampled: true as const, error: { stack: undefined as never } }, 'It came in a storm'],
    [{ fault: 'other' as never }, 'Fault other'],
    [{ request: { remotePort: undefined as never } }, 'From 192.0.2.7 '],
    [{ request: { query: undefined as never } }, 'Request GET /shop/items/7 Route'],
    [
      { error: { stack: 'at a (/srv/a.js:1:1)\nat b (node:fs:2:2)\nat c (node:net:3:3)' } },
      '2 frames in Node',
    ],
    [{ error: { stack: 'at a (/srv/a.js:1:1)\nat b (node:fs:2:2)' } }, '1 frame in Node'],
  ])('tells of %j', async (overrides, expected) => {
    const { board } = filled({ correlationId: REFERENCE, ...overrides });
    expect(await textAt(board, `/occurrences/${REFERENCE}`)).toContain(expected);
  });

  it('outlives its group', async () => {
    const { store } = filled({ correlationId: REFERENCE });
    const board = boardOf({ ...store, group: async () => undefined });
    await expectParts(board, `/occurrences/${REFERENCE}`, ['It is not kept any more.']);
  });

  it('shows a stack of libraries alone in full', async () => {
    const { board } = filled({
      correlationId: REFERENCE,
      error: { stack: 'at a (node:net:1:1)\nat b (node:fs:2:2)' },
    });
    const { body } = await board.visit(`/occurrences/${REFERENCE}`);
    expect(textIn(body)).toContain('node:net:1:1');
    expect(body).not.toContain('2 frames in');
  });

  it('lets choose among those of one inbound ID', async () => {
    const { store, board } = filled({
      correlationId: 'order-7',
      error: { name: 'FirstError' },
      at: NOW - HOUR,
    });
    store.put(anOccurrence({ correlationId: 'order-7', error: { name: 'SecondError' }, at: NOW - MINUTE }));
    const newest = await board.visit('/occurrences/order-7');
    expect(textIn(newest.body)).toContain('2 occurrences have this reference');
    expect(textIn(newest.body)).toContain('What happened SecondError');
    const link = valuesOf(newest.body, 'a', 'href').filter((href) => href.includes('?id='))[1]!;
    expect(await textAt(board, link)).toContain('What happened FirstError');
    const list = await board.visit('/occurrences?text=order-7');
    expect(valuesOf(list.body, 'a', 'href')).toContain(link);
  });

  it.each(['.', '..'])('R44 finds the reference %s, which no address can hold', async (correlationId) => {
    const { board } = filled({ correlationId });
    const { headers } = await board.visit(`/lookup?reference=${correlationId}`);
    const { pathname } = new URL(headers['location']!, 'http://shop.example');
    expect(await textAt(board, pathname)).toContain('What happened');
  });
});

describe('occurrences', () => {
  it('R44 are narrowed by every field', async () => {
    const { board } = filled(
      { correlationId: REFERENCE },
      {
        status: 404,
        fault: 'client',
        code: 'GONE',
        api: { id: 'atm', name: 'ATM' },
        fingerprint: 'f2',
        error: { name: 'Missing' },
        request: { route: '/cards/:id', path: '/cards/9' },
        at: NOW - 2 * HOUR,
      },
    );
    const from = new Date(NOW - 3 * HOUR).toISOString();
    const to = new Date(NOW - HOUR).toISOString();
    for (const query of [
      'status=404',
      'fault=client',
      'code=GONE',
      'api=atm',
      'group=f2',
      'route=%2Fcards%2F%3Aid',
      'text=missing',
      `from=${from}&to=${to}`,
      'to=2026-11-21T15:00',
    ]) {
      const { body, status } = await board.visit(`/occurrences?${query}`);
      expect(status, query).toBe(200);
      expect(textIn(body), query).toContain('/cards/9');
      expect(body, query).not.toContain(REFERENCE);
      expect(body).toContain('>Clear</a>');
    }
    expect(valuesOf((await board.visit('/occurrences')).body, 'option', 'value')).toContain('atm');
  });

  it('come in pages, none of which leaves one out', async () => {
    const references = Array.from({ length: 120 }, (_, index) => referenceOf(index));
    const { board } = filled(
      ...references.map((correlationId, index) => ({ correlationId, at: NOW - index * 1000 })),
    );
    const seen: string[] = [];
    let address: string | undefined = '/occurrences?status=500';
    for (let pages = 0; address !== undefined && pages < 5; pages++) {
      const { body }: { body: string } = await board.visit(address);
      seen.push(...[...body.matchAll(/\/occurrences\/([0-9A-Z-]{14})/g)].map(([, reference]) => reference!));
      const next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
      expect(body.includes('First page')).toBe(pages > 0);
      expect(body.includes('This is the last page')).toBe(pages > 0 && next === undefined);
      address = next;
    }
    expect(seen).toEqual(references);
  });

  it('tells what it cannot read, and lists without it', async () => {
    const { board } = filled({ correlationId: REFERENCE });
    const body = await expectParts(board, '/occurrences?status=abc&from=soon&fault=mine', [
      '“abc” is left out: status must be',
    ]);
    expect(body).toContain(REFERENCE);
  });

  it('tells of a cursor that is none', async () => {
    const { body, status } = await filled({}).board.visit('/occurrences?cursor=made-up');
    expect(status).toBe(400);
    expect(textIn(body)).toContain('Not available.');
  });

  it('asks for the apis once a minute', async () => {
    let [asked, now] = [0, NOW];
    const store: Store = { ...memoryStore(), series: (query) => (asked++, memoryStore().series(query)) };
    const board = boardOf(store, { now: () => now });
    await board.visit('/occurrences');
    await board.visit('/groups');
    expect(asked).toBe(1);
    now += MINUTE;
    await board.visit('/report');
    expect(asked).toBe(2);
  });

  it('may be on the next page only', async () => {
    const board = boardOf({ ...memoryStore(), search: async () => ({ items: [], next: 'on' }) });
    expect(await textAt(board, '/occurrences')).toContain('None so far; look on the next page.');
  });

  it('offers the apis that there are, and none while the store cannot tell', async () => {
    const lines = [null, 'shop', '', 'atm'].map((key) => ({ key, total: 1, counts: [1] }));
    const many = boardOf({ ...memoryStore(), series: async ({ from, step }) => ({ from, step, lines }) });
    const offers = valuesOf((await many.visit('/occurrences')).body, 'option', 'value').slice(-2);
    expect(offers).toEqual(['atm', 'shop']);
    const none = boardOf({ ...memoryStore(), series: () => Promise.reject(new Error('down')) });
    expect((await none.visit('/occurrences')).body).not.toContain('<datalist');
  });

  it('says so when there are none', async () => {
    expect(await textAt(filled().board, '/occurrences')).toContain('No such occurrences.');
  });
});

describe('groups', () => {
  it('R44 are narrowed and sorted', async () => {
    const two = {
      fingerprint: 'f2',
      error: { name: 'TwoError' },
      status: 404,
      code: 'GONE',
      fault: 'client',
      api: { id: 'atm', name: 'ATM' },
    } as const;
    const { store, board } = filled({ fingerprint: 'f1', error: { name: 'OneError' } }, two, two);
    await store.updateGroup('f1', { state: 'resolved', by: 'Ada', at: NOW });
    for (const query of [
      'status=404',
      'fault=client',
      'code=GONE',
      'api=atm',
      'text=twoerror',
      'state=open',
    ]) {
      const { body } = await board.visit(`/groups?${query}`);
      expect(valuesOf(body, 'a', 'href'), query).toContain('/groups/f2');
      expect(valuesOf(body, 'a', 'href'), query).not.toContain('/groups/f1');
    }
    const { body } = await board.visit('/groups?sort=count');
    expect(body.indexOf('/groups/f2')).toBeLessThan(body.indexOf('/groups/f1'));
    expect(textIn(body)).toContain('OneError resolved');
    expect(await textAt(board, '/groups?text=nothing&sort=up')).toContain('No such groups.');
    const none = { items: [], next: 'further' };
    const far = boardOf({ ...memoryStore(), groups: async () => none });
    expect(await textAt(far, '/groups')).toContain('None so far; look on the next page. Next page');
  });
});

describe('a group', () => {
  it('R45 tells how it goes, and where it fails', async () => {
    const { store, board } = filled(
      { fingerprint: 'f1', correlationId: REFERENCE, release: '1.0', at: NOW - HOUR },
      { fingerprint: 'f1', release: '1.1' },
    );
    await store.updateGroup('f1', { state: 'resolved', release: '1.2', by: 'Ada', at: NOW - 30_000 });
    await store.updateGroup('f1', { note: 'It is the\ncache.', by: 'Grace', at: NOW - 20_000 });
    store.put(anOccurrence({ fingerprint: 'f1', release: '1.2', at: NOW - 10_000 }));
    const body = await expectParts(board, '/groups/f1?done=note', [
      'reopened',
      'The note is added.',
      'priceOf',
      'Count 3',
      'First release 1.0',
      'Last release 1.2',
      'opened again: it recurred in 1.2',
      'note by Grace It is the cache.',
      'resolved with 1.2 by Ada',
      'first failure',
    ]);
    expect(valuesOf(body, 'a', 'href').join('\n')).toMatch(new RegExp(`/occurrences/${REFERENCE}\\?id=`));
    expect(await textAt(board, '/groups/f1?span=7d&done=%3Cb%3E')).toContain('per 2 hours');
  });

  it('is not there', async () => {
    const { body, status } = await filled().board.visit('/groups/f1');
    expect(status).toBe(404);
    expect(textIn(body)).toContain('There is no such group.');
  });

  it('tells what there is when there is little', async () => {
    const { store, board } = filled({
      fingerprint: 'f1',
      error: { stack: undefined as never },
      api: undefined as never,
      request: null,
    });
    expect(await textAt(board, '/groups/f1')).toContain('It has none.');
    await store.updateGroup('f1', { note: 'kept', by: 'Ada', at: NOW });
    await store.prune({ occurrences: 0 });
    await expectParts(board, '/groups/f1', ['None is kept any more']);
  });
});

describe('the store on the first page', () => {
  it('R44 stands there also when nothing else can', async () => {
    const failing = async (): Promise<never> => {
      throw new Error('gone');
    };
    const broken = { ...memoryStore(), series: failing };
    const status = { ...broken.status(), healthy: false, lost: { full: 77 } };
    const { body } = await boardOf({ ...broken, status: () => status }).visit('/');
    expect(textIn(body)).toContain('Store Failing 0 waiting, 77 lost');
    expect(textIn(body)).toContain('Not available. The store failed.');
  });
});

describe('a row of a list', () => {
  it('R44 leads to its own failure, though another service has used the same reference', async () => {
    const { board } = filled(
      { correlationId: REFERENCE, fingerprint: 'one', error: { name: 'OneError' } },
      { correlationId: REFERENCE, fingerprint: 'other', error: { name: 'OtherError' } },
    );
    for (const [group, name] of [
      ['one', 'OneError'],
      ['other', 'OtherError'],
    ] as const) {
      const { body } = await board.visit(`/occurrences?group=${group}`);
      const link = valuesOf(body, 'a', 'href').find((href) => href.includes(REFERENCE))!;
      expect(await textAt(board, link)).toContain(`What happened ${name}`);
    }
  });
});

describe('the report', () => {
  it('R60 lists the five statuses, zero counts included', async () => {
    const { board } = filled(
      { status: 404, correlationId: REFERENCE },
      { status: 500, api: { id: 'atm', name: 'ATM' } },
    );
    const body = await expectParts(board, '/report', [
      '403 Forbidden 0 404 Not Found 1 500 Internal Server Error 1 503 Service Unavailable 0 504 Gateway Timeout 0',
    ]);
    expect(body).toContain(`/occurrences/${REFERENCE}`);
    expect(valuesOf(body, 'option', 'value')).toEqual(['atm', 'shop']);
  });

  it.each([
    ['api=atm', '404 Not Found 0 500 Internal Server Error 1'],
    ['none=yes', 'No api'],
    ['none=yes&api=atm', '404 Not Found 0 500 Internal Server Error 0'],
    ['api=gone', '404 Not Found 0 500 Internal Server Error 0'],
    ['from=2026-11-20T00:00&to=2026-11-21T00:00', '404 Not Found 0 500 Internal Server Error 0'],
    ['api=&company=ACME', 'ACME'],
  ])('R58 is about %s', async (query, expected) => {
    const { board } = filled({ status: 404 }, { status: 500, api: { id: 'atm', name: 'ATM' } });
    const body = await expectParts(board, `/report?${query}`, [expected]);
    if (query.includes('gone')) expect(body).toMatch(/name="api"[^>]*value="gone"/);
    if (query.includes('none')) expect(body).toMatch(/name="none" value="yes"\s+checked/);
  });

  it.each([
    ['json', 'application/json', '"name": "api_backend_errors"'],
    ['csv', 'text/csv', 'detail,,"The shop"'],
    ['text', 'text/plain', 'Not Found'],
    ['html', 'text/html', '<svg'],
  ])('R58 can be taken along as %s', async (format, contentType, part) => {
    const { board } = filled({ status: 404 });
    const page = await board.visit('/report?api=shop');
    const link = valuesOf(page.body, 'a', 'href').find((href) => href.includes('format=json'))!;
    const { body, headers, status } = await board.visit(link.replace('format=json', `format=${format}`));
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(contentType);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="api_backend_errors\.\w+"$/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain(part);
  });

  it.each([
    ['format=made-up', '“made-up” is left out: format must be one of html, csv, json, text.'],
    ['format=csv&from=2026-11-2x', 'from must be a time'],
    [`api=${'x'.repeat(513)}`, 'api must be at most 512 characters'],
  ])('R58 is no file where it asks for what is none: %s', async (query, expected) => {
    const { board } = filled({});
    const { status, headers, body } = await board.visit(`/report/file?${query}`);
    expect([status, headers['content-disposition']]).toEqual([400, undefined]);
    expect(textIn(body)).toContain(expected);
  });

  it('D22 writes legacy dates where it is asked to', async () => {
    const { board } = filled({ status: 404 });
    const { body } = await board.visit(
      '/report/file?format=json&to=2017-02-05T13:20&from=2017-02-05T12:20&legacy=yes',
    );
    expect(body).toContain('Sun Feb 05 13:20:00:000 2017');
    expect((await board.visit('/report?legacy=yes')).body).toContain('checked');
  });

  it('says how many more there are', async () => {
    const { board } = filled(...Array.from({ length: 9 }, () => ({})));
    expect(await textAt(board, '/report')).toContain('And 4 more');
  });

  it('tells of a window that is none', async () => {
    const { board } = filled();
    const query = 'from=2026-11-21T00:00&to=2026-11-20T00:00';
    expect((await board.visit(`/report?${query}`)).status).toBe(400);
    expect((await board.visit(`/report/file?${query}`)).status).toBe(400);
    expect(await textAt(board, '/report?from=soon')).toContain('“soon” is left out');
  });
});

describe('health', () => {
  const status = {
    name: 'sqlite:errors.db',
    healthy: true,
    stored: 12_345,
    waiting: 7,
    spooled: 3,
    lost: {},
  };
  it.each([
    ['healthy', status, ['Healthy', '12,345', 'Last attempt succeeded']],
    ['losing', { ...status, lost: { 'queue full': 1200 } }, ['Losing', 'queue full 1,200']],
    [
      'failing',
      { ...status, healthy: false, lastError: { at: NOW - 5000, message: 'disk full' }, bytes: 1_500 },
      ['Failing', 'disk full', '5 s ago', '1.5 kB'],
    ],
    ['large', { ...status, bytes: 123_456_789 }, ['Healthy', '123 MB']],
    ['small', { ...status, bytes: 12 }, ['Healthy', '12 bytes']],
    ['huge', { ...status, bytes: 9e15 }, ['Healthy', '9,000 TB']],
  ])('R45 is told when %s', async (_what, told, parts) => {
    const board = boardOf({ ...memoryStore(), status: () => told }, { now: () => NOW });
    await expectParts(board, '/health', parts);
    expect(await textAt(board, '/')).toContain(parts[0]);
  });

  it('is unknown when the store fails to tell', async () => {
    const broken = (): never => {
      throw new Error('no');
    };
    const board = boardOf({ ...memoryStore(), status: broken }, { now: () => NOW });
    expect(await textAt(board, '/health')).toContain('does not tell how it is');
    expect((await board.visit('/')).status).toBe(200);
  });
});
