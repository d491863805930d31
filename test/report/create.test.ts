import { describe, expect, it } from 'vitest';
import { createReport, renderReport, type ReportOptions } from '../../src/report/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence, DAY, HOUR, NOON, type Overrides } from '../store/occurrences.ts';
import { FROM, sample, TO } from './sample.ts';
import { atmapp, OPTIONS, SAMPLE_HEAD, SAMPLE_TAIL, sourceStore } from './source.ts';

const WINDOW = { from: NOON - DAY, to: NOON + DAY };

function storeOf(...occurrences: readonly Overrides[]): Store {
  const store = memoryStore();
  for (const overrides of occurrences) store.put(anOccurrence(overrides));
  return store;
}

describe('the source document', () => {
  it('R59 R60 R61 has each line of its sample, and only our members more (D24)', async () => {
    const json = renderReport(await createReport(sourceStore(), OPTIONS), 'json', { legacyDates: true });
    const lines = json
      .trimEnd()
      .split('\n')
      .map((line) => line.trim());
    expect(lines.slice(0, SAMPLE_HEAD.length)).toEqual(SAMPLE_HEAD);
    const tail = lines
      .slice(lines.indexOf('],'))
      .filter((line) => !/^"(?:reference|at)":/.test(line))
      .map((line) => (line.startsWith('"request_cookie"') ? line.replace(/,$/, '') : line));
    expect(tail.slice(0, SAMPLE_TAIL.length)).toEqual(SAMPLE_TAIL);
  });

  it('R58 R62 is these bytes', async () => {
    const json = renderReport(await createReport(sourceStore(), OPTIONS), 'json', { legacyDates: true });
    expect(json).toBe(`{
 "company": "ping identity",
 "name": "api_backend_errors",
 "description": "This report contains details of backend error codes for the specified API",
 "later_date": "Sun Feb 05 13:20:00:000 2017",
 "earlier_date": "Wed Feb 01 08:20:00:000 2017",
 "api_name": "atmapp",
 "backend_error_summary": [
  {
   "error_code": "403",
   "error": "Forbidden",
   "count": 0
  },
  {
   "error_code": "404",
   "error": "Not Found",
   "count": 0
  },
  {
   "error_code": "500",
   "error": "Internal Server Error",
   "count": 3
  },
  {
   "error_code": "503",
   "error": "Service Unavailable",
   "count": 0
  },
  {
   "error_code": "504",
   "error": "Gateway Timeout",
   "count": 0
  }
 ],
 "backend_error_details": [
  {
   "error_code": "500",
   "details": [
    {
     "server": "192.168.11.164:3001",
     "request_url": "/atmapp/zipcode",
     "request_ip": "100.64.5.183:24078",
     "request_cookie": "",
     "reference": "K7QF-2MXD-9TRB",
     "at": "Sun Feb 05 13:19:59:999 2017"
    },
    {
     "server": "192.168.11.164:3003",
     "request_url": "/atmapp/zipcode",
     "request_ip": "100.64.19.136:61494",
     "request_cookie": "JSESSIONID=[cookie 6d1f0c2a]",
     "reference": "44WM-V9HQ-Z57K",
     "at": "Sun Feb 05 13:19:00:000 2017"
    },
    {
     "server": "",
     "request_url": "",
     "request_ip": "",
     "request_cookie": "",
     "reference": "VQ80-P8XV-VME0",
     "at": "Wed Feb 01 08:20:00:000 2017"
    }
   ]
  }
 ]
}
`);
  });

  it('D22 has dates of ISO 8601 unless told otherwise', async () => {
    const report = await createReport(sourceStore(), OPTIONS);
    expect(report.later_date).toBe('2017-02-05T13:20:00.000Z');
    expect(JSON.parse(renderReport(report, 'json'))).toEqual(report);
  });
});

describe('the summary', () => {
  it('R60 D23 has the five, then every other status from 400 on in order', async () => {
    const statuses = [502, 404, 429, 429, 200, 302, 499, 599];
    const store = storeOf(...statuses.map((status) => ({ status })));
    const { backend_error_summary, backend_error_details } = await createReport(store, WINDOW);
    expect(backend_error_summary.map(({ error_code, count }) => [error_code, count])).toEqual([
      ['403', 0],
      ['404', 1],
      ['500', 0],
      ['503', 0],
      ['504', 0],
      ['429', 2],
      ['499', 1],
      ['502', 1],
      ['599', 1],
    ]);
    expect(backend_error_summary.map(({ error }) => error)).toEqual([
      'Forbidden',
      'Not Found',
      'Internal Server Error',
      'Service Unavailable',
      'Gateway Timeout',
      'Too Many Requests',
      'Client Closed Request',
      'Bad Gateway',
      'Internal Server Error',
    ]);
    expect(backend_error_details.map(({ error_code }) => error_code)).toEqual([
      '404',
      '429',
      '499',
      '502',
      '599',
    ]);
  });

  it('R60 is all zeros for an empty store', async () => {
    const report = await createReport(memoryStore(), WINDOW);
    expect(report.backend_error_summary.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
    expect(report.backend_error_details).toEqual([]);
    expect(report).not.toHaveProperty('omitted');
  });

  it.each<[string, Partial<ReportOptions>, string, number]>([
    ['all', {}, '(all)', 4],
    ['one api, by its name', { api: 'shop' }, 'The shop', 2],
    ['one api, by the name given', { api: 'shop', apiName: 'Shop' }, 'Shop', 2],
    ['one api that had none', { api: 'other' }, 'other', 0],
    ['what belongs to none', { api: '' }, '(none)', 1],
    ['an id that objects have', { api: '__proto__' }, 'Proto', 1],
  ])('R58 is about %s', async (_what, options, name, count) => {
    const { api: _api, ...without } = anOccurrence();
    const store = storeOf({ at: NOON }, { at: NOON + 1 }, { api: { id: '__proto__', name: 'Proto' } });
    store.put(without);
    const report = await createReport(store, { ...WINDOW, ...options });
    expect(report.api_name).toBe(name);
    expect(report.backend_error_summary[2]!.count).toBe(count);
  });

  it('takes the name that the api has in the newest', async () => {
    const store = storeOf(
      { at: NOON, status: 504, api: { id: 'shop', name: 'New' } },
      { at: NOON - HOUR, status: 403, api: { id: 'shop', name: 'Old' } },
      { at: NOON - HOUR, status: 599, api: { id: 'shop', name: 'Old' } },
    );
    expect((await createReport(store, { ...WINDOW, api: 'shop' })).api_name).toBe('New');
  });
});

describe('the details', () => {
  it('D21 are the newest, and how many more there were stands after them', async () => {
    const store = storeOf(
      ...Array.from({ length: 7 }, (_, index) => ({ at: NOON + index, correlationId: `ID-${index}` })),
      { status: 403 },
    );
    const report = await createReport(store, { ...WINDOW, details: 2 });
    expect(report.backend_error_details[1]!.details.map(({ reference }) => reference)).toEqual([
      'ID-6',
      'ID-5',
    ]);
    expect(report.omitted).toEqual([{ error_code: '500', count: 5 }]);
    expect(Object.keys(report).at(-1)).toBe('omitted');
    expect(renderReport(report, 'json')).not.toContain('truncated');
  });

  it('are left out where none are wanted', async () => {
    const report = await createReport(storeOf({}), { ...WINDOW, details: 0 });
    expect(report.backend_error_details).toEqual([]);
    expect(report.omitted).toEqual([{ error_code: '500', count: 1 }]);
  });

  it('are a hundred of each status by default', async () => {
    const store = storeOf(...Array.from({ length: 130 }, () => ({})));
    const report = await createReport(store, WINDOW);
    expect(report.backend_error_details[0]!.details).toHaveLength(100);
    expect(report.omitted).toEqual([{ error_code: '500', count: 30 }]);
  });

  it.each([
    ['IPv4', { remoteAddress: '192.0.2.1', remotePort: 80 }, '192.0.2.1:80'],
    ['IPv6', { remoteAddress: '2001:db8::1', remotePort: 80 }, '[2001:db8::1]:80'],
    ['IPv6 of a link', { remoteAddress: 'fe80::1%eth0', remotePort: 80 }, '[fe80::1%eth0]:80'],
    ['IPv4 on a socket for both', { remoteAddress: '::ffff:192.0.2.1', remotePort: 80 }, '192.0.2.1:80'],
    ['an address alone', { remoteAddress: '192.0.2.1' }, '192.0.2.1'],
    ['IPv6 alone', { remoteAddress: '::1' }, '[::1]'],
    ['a port alone', { remotePort: 80 }, ''],
    ['an empty address', { remoteAddress: '', remotePort: 80 }, ''],
  ])('R61 D25 have an address with its port: %s', async (_what, request, address) => {
    const store = memoryStore();
    store.put({ ...anOccurrence({ request: null }), request: { method: 'GET', path: '/', ...request } });
    const { backend_error_details } = await createReport(store, WINDOW);
    expect(backend_error_details[0]!.details[0]).toEqual({
      server: '',
      request_url: '/',
      request_ip: address,
      request_cookie: '',
      reference: expect.any(String),
      at: '2026-11-01T12:00:00.000Z',
    });
  });
});

describe('what it asks the store', () => {
  const asked = (store: Store): { readonly names: string[]; readonly spied: Store } => {
    const names: string[] = [];
    const spied = new Proxy(store, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        return (...given: readonly unknown[]) => {
          names.push(String(name));
          return Reflect.apply(value, target, given) as unknown;
        };
      },
    });
    return { names, spied };
  };

  it('reads no more occurrences than it lists, and none of a status that did not occur', async () => {
    const { names, spied } = asked(sourceStore());
    await createReport(spied, OPTIONS);
    expect(names.toSorted()).toEqual(['group', 'latest', 'series', 'series', 'series', 'totals']);
  });

  it('asks nothing for plots that nobody wants', async () => {
    const { names, spied } = asked(sourceStore());
    const report = await createReport(spied, { ...OPTIONS, plots: false });
    expect(names.toSorted()).toEqual(['latest', 'totals']);
    expect(report.plots).toBeUndefined();
  });

  it('counts at least what it lists, though more came in meanwhile', async () => {
    const store = sourceStore();
    const report = await createReport(
      { ...store, totals: async () => [{ status: 500, count: 1 }] },
      { ...OPTIONS, details: 2 },
    );
    expect(report.backend_error_summary[2]!.count).toBe(2);
    expect(report.omitted).toBeUndefined();
  });

  it('lists none where they went meanwhile', async () => {
    const report = await createReport(
      { ...sourceStore(), latest: async () => [] },
      { ...OPTIONS, apiName: 'x' },
    );
    expect(report.backend_error_details).toEqual([]);
    expect(report.omitted).toEqual([{ error_code: '500', count: 3 }]);
  });

  it('fails as the store fails', async () => {
    const store = sourceStore();
    await store.close(0);
    await expect(createReport(store, OPTIONS)).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
  });
});

describe('plots', () => {
  it('count by status, route and group within the window', async () => {
    const store = memoryStore({ occurrences: 10_000 });
    for (const occurrence of sample()) store.put(occurrence);
    store.put(anOccurrence({ at: TO + 1, fingerprint: 'later' }));
    const report = await createReport(store, { api: 'shop', from: FROM, to: TO });
    const { step, from, buckets, statuses, routes, groups } = report.plots!;
    expect({ step, from, buckets }).toEqual({ step: HOUR, from: FROM, buckets: 96 });
    const summary = new Map(report.backend_error_summary.map(({ error_code, count }) => [error_code, count]));
    expect(statuses).toHaveLength(7);
    for (const { key, total, counts } of statuses) {
      expect(counts).toHaveLength(96);
      expect(total).toBe(key === null ? summary.get('502') : summary.get(key));
    }
    expect(routes[0]).toEqual({ key: '/items/:sku', total: summary.get('404') });
    expect(groups.map(({ total }) => total)).toEqual([...summary.values()].toSorted((a, b) => b - a));
    expect(groups[0]!.counts).toHaveLength(96);
  });

  it('leave out what is no error, and are empty where there is none', async () => {
    const report = await createReport(storeOf({ status: 302 }), WINDOW);
    expect(report.plots!.statuses).toEqual([]);
    expect((await createReport(memoryStore(), WINDOW)).plots).toMatchObject({
      statuses: [],
      routes: [],
      groups: [],
    });
  });

  it('are no part of the document', async () => {
    const report = await createReport(sourceStore(), OPTIONS);
    expect(report.plots).toBeDefined();
    expect(Object.keys(report)).toEqual([
      'company',
      'name',
      'description',
      'later_date',
      'earlier_date',
      'api_name',
      'backend_error_summary',
      'backend_error_details',
    ]);
  });
});

it('tells a window by its milliseconds', async () => {
  const store = storeOf(atmapp());
  const one = { api: 'atmapp', from: OPTIONS.to - 1, to: OPTIONS.to };
  expect((await createReport(store, one)).backend_error_summary[2]!.count).toBe(1);
  const before = { api: 'atmapp', from: OPTIONS.to - 2, to: OPTIONS.to - 1 };
  expect((await createReport(store, before)).backend_error_summary[2]!.count).toBe(0);
});
