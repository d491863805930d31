/** The table of levels and priorities, pair by pair: the higher wins, and the lower is there to be won over. */

import { describe, expect, it } from 'vitest';
import { BusinessException, createFaultline, ValidationException, type RequestFacts } from 'faultline';
import { factsWith } from '../pipeline/facts.ts';
import type { Api, Condition, Config, Formats, Row, Rule, Scope, Template } from '../../src/config/shapes.ts';

const LEVELS = ['route', 'api', 'group', 'platform'] as const;
type Level = (typeof LEVELS)[number];
type Parts = Readonly<Partial<Record<Level, Scope & { readonly templates?: Formats }>>>;

/** One api with one route in one group, and one that has nothing to do with it. */
function configOf({ route, api, group, platform }: Parts): Config {
  return {
    platform: platform ?? {},
    groups: [{ id: 'retail', name: 'Retail', ...group }],
    apis: [
      {
        id: 'shop',
        name: 'Shop',
        group: 'retail',
        match: ['/shop/*rest'],
        ...api,
        routes: [{ path: '/shop/items', ...route }],
      },
      { id: 'users', name: 'Users', match: ['/users/*rest'] },
    ],
  };
}

interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const failure = (): unknown =>
  new BusinessException('Only 3 are left', { code: 'STOCK_TOO_LOW', status: 409 });

function answer(config: Config, more: Partial<RequestFacts> = {}, thrown: unknown = failure()): Said {
  const fl = createFaultline({ config, mode: 'release', logger: false, now: () => 0 });
  const { reply, replaced } = fl.resolve(thrown, factsWith({}, { url: '/shop/items', ...more }));
  expect(replaced).toBeUndefined();
  const { status, headers, body } = reply;
  return { status, type: headers['content-type']!, body, headers };
}

/** What a marked source wrote: the whole text, or the detail of the default format. */
function said(parts: Parts): string {
  const { type, body } = answer(configOf(parts));
  return type.startsWith('text/plain') ? body : (JSON.parse(body) as { detail: string }).detail;
}

const marked = (mark: string): Template => ({ body: mark, contentType: 'text/plain' });
const ruled = (mark: string, when?: Condition): Rule => ({
  order: 1,
  name: mark,
  ...marked(mark),
  ...(when && { when }),
});
const rowWith = (row: Row): Scope => ({ errors: { STOCK_TOO_LOW: row } });

/** Two settings of a level together. */
function both(first: Scope = {}, second: Scope = {}): Scope {
  const row = { ...first.errors?.['STOCK_TOO_LOW'], ...second.errors?.['STOCK_TOO_LOW'] };
  return { ...first, ...second, ...(Object.keys(row).length > 0 && rowWith(row)) };
}

function together(first: Parts, second: Parts): Parts {
  return Object.fromEntries(LEVELS.map((level) => [level, both(first[level], second[level])]));
}

interface Source {
  readonly name: string;
  readonly parts: Parts;
  readonly says: string;
}

function pairsOf<T>(sorted: readonly T[]): { high: T; low: T }[] {
  return sorted.flatMap((high, index) => sorted.slice(index + 1).map((low) => ({ high, low })));
}

const PRIORITIES: readonly Source[] = [
  { name: '1 per-error template', parts: { route: rowWith({ template: marked('1') }) }, says: '1' },
  { name: '2 route-wide template', parts: { route: { template: marked('2') } }, says: '2' },
  { name: '3 rules', parts: { route: { rules: [ruled('3')] } }, says: '3' },
  { name: '4 row fields', parts: { route: rowWith({ message: '4' }) }, says: '4' },
  { name: '5 platform customization', parts: { platform: rowWith({ message: '5' }) }, says: '5' },
  { name: '6 system default', parts: {}, says: 'Only 3 are left' },
];

describe('R64 R65 R87 D30 the 15 pairs of priorities', () => {
  const pairs = pairsOf(PRIORITIES);

  it('are 15', () => {
    expect(pairs).toHaveLength(15);
  });

  it.each(pairs)('$high.name wins over $low.name', ({ high, low }) => {
    expect(said(together(high.parts, low.parts))).toBe(high.says);
    expect(said(low.parts)).toBe(low.says);
  });

  it('R65 all of them at once: each is used as soon as those above it are gone', () => {
    for (let first = 0; first < PRIORITIES.length; first++) {
      const parts = PRIORITIES.slice(first).reduce<Parts>((sum, { parts: more }) => together(sum, more), {});
      expect(said(parts)).toBe(PRIORITIES[first]!.says);
    }
  });
});

const KINDS: Readonly<Record<string, (mark: string) => Scope>> = {
  'template of a row': (mark) => rowWith({ template: marked(mark) }),
  'template of a level': (mark) => ({ template: marked(mark) }),
  'rule of a row': (mark) => rowWith({ rules: [ruled(mark)] }),
  'rule of a level': (mark) => ({ rules: [ruled(mark)] }),
  'message of a row': (mark) => rowWith({ message: mark }),
};

describe.each(Object.entries(KINDS))('R63 R85 R87 D28 the 6 pairs of places: %s', (_kind, make) => {
  it.each(pairsOf(LEVELS))('$high wins over $low', ({ high, low }) => {
    const lower = { [low]: make(low) };
    expect(said({ ...lower, [high]: make(high) })).toBe(high);
    expect(said(lower)).toBe(low);
  });
});

describe('R63 R87 the 6 pairs of levels', () => {
  const formatted = (mark: string): { templates: Formats } => ({ templates: { json: { detail: mark } } });
  const levels: readonly Source[] = [
    { name: '4 per error', parts: { route: rowWith({ template: marked('4') }) }, says: '4' },
    { name: '3 route', parts: { route: { template: marked('3') } }, says: '3' },
    { name: '2 api', parts: { api: formatted('2') }, says: '2' },
    { name: '1 platform', parts: { platform: formatted('1') }, says: '1' },
  ];
  const pairs = pairsOf(levels);

  it('are 6', () => {
    expect(pairs).toHaveLength(6);
  });

  it.each(pairs)('level $high.name overrides level $low.name', ({ high, low }) => {
    expect(said(together(high.parts, low.parts))).toBe(high.says);
    expect(said(low.parts)).toBe(low.says);
  });

  it.each(pairsOf(LEVELS.slice(1)))('R72 formats of $high override those of $low', ({ high, low }) => {
    const lower = { [low]: formatted(low) };
    expect(said({ ...lower, [high]: formatted(high) })).toBe(high);
    expect(said(lower)).toBe(low);
  });
});

describe('what the two texts of the source disagree about', () => {
  it('D28 a per-error template of the platform wins over a route-wide one', () => {
    const platform = rowWith({ template: marked('per error') });
    expect(said({ route: { template: marked('wide') }, platform })).toBe('per error');
    expect(said({ route: { template: marked('wide') } })).toBe('wide');
  });

  it('D29 rules of a row are dead where any level has a wide template', () => {
    const route = rowWith({ rules: [ruled('rule')] });
    expect(said({ route, platform: { template: marked('wide') } })).toBe('wide');
    expect(said({ route })).toBe('rule');
  });

  it('D28 rules: a nearer level goes first, and in a level those of the row', () => {
    const row = rowWith({ rules: [{ ...ruled('row'), order: 9 }] });
    const level = { rules: [ruled('level')] };
    expect(said({ api: both(row, level) })).toBe('row');
    expect(said({ route: level, api: row })).toBe('level');
  });

  it.each<[string, Parts, string]>([
    ['6', {}, 'Only 3 are left'],
    ['5', { platform: rowWith({ message: 'of the platform' }) }, 'of the platform'],
    ['4', { route: rowWith({ message: 'of the route' }) }, 'of the route'],
  ])('D27 formats show the values of priority %s', (_priority, parts, message) => {
    const api = { templates: { json: { detail: 'Formatted: #FAULTMESSAGE#' } } };
    expect(said({ ...parts, api })).toBe(`Formatted: ${message}`);
  });

  it.each(PRIORITIES.slice(0, 3))('D27 formats do nothing to priority $name', ({ parts, says }) => {
    const templates = { json: { detail: 'formatted' }, text: 'formatted' };
    expect(said({ ...parts, api: { templates }, platform: { templates } })).toBe(says);
  });
});

describe('R66 D26 values are overlaid from the platform up, field by field', () => {
  const parts: Parts = {
    route: rowWith({ message: 'Sold out' }),
    api: rowWith({ message: 'no', code: 'SHOP-7' }),
    group: rowWith({ message: 'no', code: 'no', status: 410 }),
    platform: rowWith({ message: 'no', code: 'no', status: 418, title: 'Not now', retryable: true }),
  };
  const values = {
    default: 'STOCK_TOO_LOW 409 Only 3 are left',
    customized: 'SHOP-7 410 Sold out',
  };
  const three = (kind: string): string =>
    ['ErrorCode', 'HttpCode', 'Message'].map((field) => `#{error.${kind}${field}}`).join(' ');

  it('R67 in the default format', () => {
    const { status, body, type } = answer(configOf(parts));
    expect(status).toBe(410);
    expect(type).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(body)).toMatchObject({
      title: 'Not now',
      status: 410,
      detail: 'Sold out',
      code: 'SHOP-7',
      retryable: true,
    });
  });

  it('D34 a template of the platform sees those of the route, and the default ones', () => {
    const template = marked(`${three('default')} | ${three('customized')}`);
    const { status, body } = answer(configOf(together(parts, { platform: { template } })));
    expect(body).toBe(`${values.default} | ${values.customized}`);
    expect(status).toBe(410);
  });

  it('D34 without any row the customized values are the default ones', () => {
    const { body } = answer(configOf({ platform: { template: marked(three('customized')) } }));
    expect(body).toBe(values.default);
  });

  it('D34 the final values are what is sent: a template may choose the status', () => {
    const body = '#FAULTSTATUSCODE# #{error.customizedHttpCode} #{error.defaultHttpCode} #FAULTCODE#';
    const template = { ...marked(body), status: 503 };
    const found = answer(configOf(together(parts, { platform: { template } })));
    expect(found.body).toBe('503 410 409 SHOP-7');
    expect(found.status).toBe(503);
  });

  it('headers are merged by name, the nearest value wins, and over the default', () => {
    const thrown = new BusinessException('Closed', { code: 'STOCK_TOO_LOW', retryAfter: 30 });
    const config = configOf({
      route: rowWith({ headers: { 'X-One': 'route' } }),
      platform: rowWith({ headers: { 'x-one': 'platform', 'X-Two': 'platform', 'Retry-After': '60' } }),
    });
    expect(answer(config, {}, thrown).headers).toMatchObject({
      'x-one': 'route',
      'x-two': 'platform',
      'retry-after': '60',
    });
    expect(answer(configOf({}), {}, thrown).headers).toMatchObject({ 'retry-after': '30' });
  });
});

describe('which row is meant', () => {
  const rows = {
    STOCK_TOO_LOW: { message: 'by code' },
    BusinessException: { message: 'by name' },
    409: { message: 'by status' },
    '4xx': { message: 'by class' },
  };

  it.each(pairsOf(['STOCK_TOO_LOW', 'BusinessException', '409', '4xx']))(
    'D6 $high is more exact than $low, in any order',
    ({ high, low }) => {
      const [higher, lower] = [high, low].map((key) => rows[key as '4xx']);
      expect(said({ route: { errors: { [low]: lower!, [high]: higher! } } })).toBe(higher!.message);
      expect(said({ route: { errors: { [high]: higher!, [low]: lower! } } })).toBe(higher!.message);
      expect(said({ route: { errors: { [low]: lower! } } })).toBe(lower!.message);
    },
  );

  it('D26 each level is searched by itself: a class of a route wins over a code of the platform', () => {
    const route = { errors: { '4xx': rows['4xx'] } };
    expect(said({ route, platform: { errors: { STOCK_TOO_LOW: rows.STOCK_TOO_LOW } } })).toBe('by class');
  });

  it('R65 within a level the rows are not merged', () => {
    const errors = { STOCK_TOO_LOW: { code: 'SHOP-7' }, '4xx': { message: 'by class' } };
    expect(said({ route: { errors } })).toBe('Only 3 are left');
  });

  it.each(['STOCK_TOO_LOWER', 'stock_too_low', 'ValidationException', '404', '5xx'])(
    '%s is another error',
    (key) => {
      expect(said({ route: { errors: { [key]: { message: 'wrong' } } } })).toBe('Only 3 are left');
    },
  );

  it('an overlaid status does not lead to another row', () => {
    const route = rowWith({ status: 503 });
    expect(said({ route, platform: { errors: { 503: { message: 'wrong' } } } })).toBe('Only 3 are left');
  });
});

describe('R69 R87 each field of a rule', () => {
  const config = (...rules: readonly Rule[]): Config => configOf({ route: { rules } });

  it('R70 order: the lowest first, whichever was declared first', () => {
    const [late, early] = [ruled('late'), ruled('early')];
    expect(answer(config({ ...late, order: 20 }, { ...early, order: 3 })).body).toBe('early');
    expect(answer(config({ ...early, order: 3 }, { ...late, order: 20 })).body).toBe('early');
  });

  it('D37 tie: as declared', () => {
    expect(answer(config(ruled('first'), ruled('second'))).body).toBe('first');
    expect(answer(config(ruled('second'), ruled('first'))).body).toBe('second');
  });

  it('name: decides nothing', () => {
    const renamed = config({ ...ruled('first'), name: 'zzz' }, { ...ruled('second'), name: 'aaa' });
    expect(answer(renamed).body).toBe('first');
  });

  it.each<[string, Condition | undefined]>([
    ['absent', undefined],
    ['empty', {}],
  ])('no condition (%s): always holds', (_case, when) => {
    const fallback = ruled('catch-all', when);
    expect(answer(config(ruled('other', { method: 'PUT' }), fallback)).body).toBe('catch-all');
    expect(answer(config(fallback), { method: 'DELETE', url: '/shop/items?x=1' }).body).toBe('catch-all');
  });

  it('R70 no match: the next priority', () => {
    const route = { ...rowWith({ message: 'of the row' }), rules: [ruled('no', { method: 'PUT' })] };
    expect(said({ route })).toBe('of the row');
    expect(said({ route: { rules: route.rules } })).toBe('Only 3 are left');
    expect(said({ route, platform: { rules: [ruled('of the platform')] } })).toBe('of the platform');
  });

  it('R70 inactive: skipped, and nothing but false makes it so', () => {
    const rules = (active?: boolean): readonly Rule[] => [
      { ...ruled('first'), ...(active !== undefined && { active }) },
      { ...ruled('second'), order: 2 },
    ];
    expect(answer(config(...rules(false))).body).toBe('second');
    expect(answer(config(...rules(true))).body).toBe('first');
    expect(answer(config(...rules())).body).toBe('first');
  });

  it('body: its placeholders are filled', () => {
    expect(answer(config(ruled('#FAULTCODE# #{request.method}'))).body).toBe('STOCK_TOO_LOW GET');
  });

  it('content type: its own, else the default', () => {
    const xml = { order: 1, name: 'xml', body: '<error>#FAULTCODE#</error>', contentType: 'text/xml' };
    expect(answer(config(xml))).toMatchObject({
      type: 'text/xml;charset=utf-8',
      body: '<error>STOCK_TOO_LOW</error>',
    });
    const json = { order: 1, name: 'json', body: { code: '#FAULTCODE#' } };
    expect(answer(config(json))).toMatchObject({
      type: 'application/json;charset=utf-8',
      body: '{"code":"STOCK_TOO_LOW"}',
    });
  });

  it('status: its own, else that of the row, else the default', () => {
    const route = { rules: [ruled('x')] };
    expect(answer(configOf({ route: { rules: [{ ...ruled('x'), status: 502 }] } })).status).toBe(502);
    expect(answer(configOf({ route, platform: rowWith({ status: 410 }) })).status).toBe(410);
    expect(answer(configOf({ route })).status).toBe(409);
  });
});

describe('R68 R87 a template', () => {
  it.each<[string, Parts]>([
    ['of a row', { api: rowWith({ template: { body: '{"code": "#FAULTCODE#"}' } }) }],
    ['of a level', { api: { template: { body: '{"code": "#FAULTCODE#"}' } } }],
    ['of a rule', { api: { rules: [{ order: 1, name: 'all', body: '{"code": "#FAULTCODE#"}' }] } }],
  ])('%s: default content type, whatever the client accepts', (_case, parts) => {
    const header = (name: string): string | undefined => (name === 'accept' ? 'text/html' : undefined);
    expect(answer(configOf(parts), { header })).toMatchObject({
      status: 409,
      type: 'application/json;charset=utf-8',
      body: '{"code": "STOCK_TOO_LOW"}',
    });
  });

  it('has its own content type and status', () => {
    const template = { body: 'Gone.', contentType: 'text/plain;charset=utf-8', status: 410 };
    expect(answer(configOf({ group: { template } }))).toMatchObject({
      status: 410,
      type: 'text/plain;charset=utf-8',
      body: 'Gone.',
    });
  });

  it.each<[string, string, string]>([
    ['CRLF', 'One line.\r\nAnother line.', 'One line.'],
    ['LF', 'One line.\nAnother line.', 'One line.'],
    ['CR', 'One line.\rAnother line.', 'One line.'],
    ['none', 'One line.', 'One line.'],
    ['empty first line', '\r\nAnother line.', ''],
  ])('R73 R87 first line of a text: %s', (_case, message, first) => {
    const config = configOf({ platform: { template: marked('[#FAULTMESSAGE_FIRSTLINE#]') } });
    expect(answer(config, {}, new ValidationException(message)).body).toBe(`[${first}]`);
  });

  it('R87 D33 first line of an empty text, and missing values: nothing', () => {
    const missing = [
      '#RESPONSEFROMAPI#',
      '#RESPONSEFROMAPI_FIRSTLINE#',
      '#{request.contentType}',
      '#{request.remoteAddress}',
      '#{request.queryString}',
      '#{request.contextPath}',
      '#{apiProxy.id}',
      '#{apiProxy.name}',
      '${FAULTLINE_TEST_NOT_SET}',
    ];
    const config = {
      env: ['FAULTLINE_TEST_NOT_SET'],
      platform: { template: { body: missing } },
    };
    expect(JSON.parse(answer(config).body)).toEqual(missing.map(() => ''));
  });

  it('D34 an error without a text of its own has that of its status', () => {
    const platform = { template: marked('#{error.defaultMessage}') };
    const config = configOf({ platform });
    expect(answer(config, {}, new BusinessException('', { status: 409 })).body).toBe('Conflict');
    const unvetted = answer(config, { correlationId: 'K7QF-2MXD-9TRB' }, new Error('password of postgres'));
    expect(unvetted.body).toBe(
      'An unexpected error occurred. If you need help, mention this reference: K7QF-2MXD-9TRB.',
    );
  });
});

describe('R71 D37 conditions', () => {
  const headers: Readonly<Record<string, string>> = {
    'x-client-type': 'mobile',
    'content-type': 'application/json; charset=utf-8',
  };
  const request: Partial<RequestFacts> = {
    method: 'POST',
    url: '/shop/items?lang=de&page=1&page=2',
    remoteAddress: '10.1.2.3',
    header: (name) => headers[name],
  };

  it.each<[string, Condition, Condition]>([
    ['path', { path: '/shop/*rest' }, { path: '/users/*rest' }],
    ['one of several paths', { path: ['/users', '/shop/:kind'] }, { path: ['/users', '/shop'] }],
    ['method', { method: 'POST' }, { method: 'GET' }],
    ['one of several methods', { method: ['GET', 'POST'] }, { method: ['GET', 'PUT'] }],
    [
      'header, name in any case',
      { header: { 'X-Client-Type': 'mobile' } },
      { header: { 'X-Client': 'mobile' } },
    ],
    [
      'header, value exact',
      { header: { 'x-client-type': 'mobile' } },
      { header: { 'x-client-type': 'Mobile' } },
    ],
    [
      'header, one of several',
      { header: { 'x-client-type': ['web', 'mobile'] } },
      { header: { 'x-client-type': ['web', 'tv'] } },
    ],
    [
      'header, pattern',
      { header: { 'x-client-type': { matches: '^mob' } } },
      { header: { 'x-client-type': { matches: '^ob' } } },
    ],
    ['query', { query: { lang: 'de' } }, { query: { lang: 'fr' } }],
    ['query, repeated', { query: { page: '2' } }, { query: { page: '3' } }],
    ['address', { ip: '10.1.2.3' }, { ip: '10.1.2.4' }],
    ['network', { ip: ['192.168.0.0/16', '10.0.0.0/8'] }, { ip: '192.168.0.0/16' }],
    ['content type', { contentType: 'application/json' }, { contentType: 'text/json' }],
    ['content type, wildcard', { contentType: 'application/*' }, { contentType: 'text/*' }],
    ['status', { status: 409 }, { status: 410 }],
    ['class of statuses', { status: '4xx' }, { status: ['404', '5xx'] }],
    ['code', { code: 'STOCK_TOO_LOW' }, { code: 'STOCK' }],
    ['api', { api: 'shop' }, { api: 'users' }],
    ['not', { not: { method: 'GET' } }, { not: { method: 'POST' } }],
    ['all', { all: [{ method: 'POST' }, { api: 'shop' }] }, { all: [{ method: 'POST' }, { api: 'users' }] }],
    ['any', { any: [{ method: 'GET' }, { api: 'shop' }] }, { any: [{ method: 'GET' }, { api: 'users' }] }],
    ['several: all of them', { method: 'POST', api: 'shop' }, { method: 'POST', api: 'users' }],
  ])('%s', (_case, holding, failing) => {
    const body = (when: Condition): string =>
      answer(configOf({ route: { rules: [ruled('holds', when), ruled('does not hold')] } }), request).body;
    expect(body(holding)).toBe('holds');
    expect(body(failing)).toBe('does not hold');
  });

  it('see the status and the code of the error before any overlay', () => {
    const rules = [ruled('holds', { status: 409, code: 'STOCK_TOO_LOW' }), ruled('does not hold')];
    const route = both(rowWith({ status: 503, code: 'OTHER' }), { rules });
    expect(said({ route })).toBe('holds');
  });
});

describe('R63 which api and which route', () => {
  const api = (id: string, match: readonly string[]): Api => ({ id, name: id, match, template: marked(id) });
  const bodyAt = (config: Config, url: string, method = 'GET'): string =>
    answer(config, { url, method }).body;

  it('the first api that is declared and matches', () => {
    const apis = [
      api('users', ['/users/*rest']),
      api('first', ['/shop/*rest']),
      api('second', ['/shop/items']),
    ];
    expect(bodyAt({ apis }, '/shop/items')).toBe('first');
    expect(bodyAt({ apis: apis.toReversed() }, '/shop/items')).toBe('second');
    expect(bodyAt({ apis }, '/users/1')).toBe('users');
    expect(bodyAt({ apis, platform: { template: marked('none') } }, '/elsewhere')).toBe('none');
  });

  it('the first route of it that is declared and matches, by path and method', () => {
    const routes = [
      { path: '/shop/items', methods: ['POST'], template: marked('post') },
      { path: '/shop/:kind', methods: ['GET'], template: marked('kind') },
      { path: '/shop/items', template: marked('items') },
    ];
    const config = { apis: [{ ...api('shop', ['/shop/*rest']), routes }] };
    expect(bodyAt(config, '/shop/items', 'POST')).toBe('post');
    expect(bodyAt(config, '/shop/items', 'GET')).toBe('kind');
    expect(bodyAt(config, '/shop/items', 'HEAD')).toBe('kind');
    expect(bodyAt(config, '/shop/items', 'DELETE')).toBe('items');
    expect(bodyAt(config, '/shop/items/7')).toBe('shop');
  });

  it('a route of another api has no say', () => {
    const routes = [{ path: '/shop/items', template: marked('route of the second') }];
    const apis = [api('first', ['/shop/*rest']), { ...api('second', ['/shop/*rest']), routes }];
    expect(bodyAt({ apis }, '/shop/items')).toBe('first');
  });

  it.each(['/SHOP/Items', '/shop/items/', '/shop/%69tems', '/shop/items?a=/b', '/sh%6Fp/items#x'])(
    'no spelling evades it: %s',
    (url) => {
      const config = configOf({ route: { template: marked('route') } });
      expect(bodyAt(config, url)).toBe('route');
    },
  );
});

describe('R72 R84 D31 formats of a level, by what the client accepts, then by what it sent', () => {
  const templates = {
    json: { code: '#FAULTCODE#' },
    xml: '<error><code>#FAULTCODE#</code></error>',
    text: 'Code: #FAULTCODE#',
  };
  const bodies = {
    json: ['application/json;charset=utf-8', '{"code":"STOCK_TOO_LOW"}'],
    xml: ['application/xml;charset=utf-8', '<error><code>STOCK_TOO_LOW</code></error>'],
    text: ['text/plain;charset=utf-8', 'Code: STOCK_TOO_LOW'],
  } as const;

  it.each<[Readonly<Record<string, string>>, keyof typeof bodies]>([
    [{}, 'json'],
    [{ accept: 'application/xml' }, 'xml'],
    [{ accept: 'text/plain' }, 'text'],
    [{ 'content-type': 'application/xml' }, 'xml'],
    [{ 'content-type': 'application/json' }, 'json'],
    [{ accept: 'application/json', 'content-type': 'application/xml' }, 'json'],
    [{ accept: 'application/xml', 'content-type': 'application/json' }, 'xml'],
    [{ accept: '*/*', 'content-type': 'text/xml' }, 'xml'],
  ])('%o: %s', (headers, format) => {
    const { type, body } = answer(configOf({ api: { templates } }), { header: (name) => headers[name] });
    expect([type, body]).toEqual(bodies[format]);
  });

  it('a format that no level has: the default body of that format', () => {
    const header = (name: string): string | undefined => (name === 'accept' ? 'text/html' : undefined);
    const { type, body } = answer(configOf({ api: { templates } }), { header });
    expect(type).toBe('text/html; charset=utf-8');
    expect(body).toContain('Only 3 are left');
  });

  it('each format from the nearest level that has it', () => {
    const parts = {
      api: { templates: { xml: '<api/>' } },
      group: { templates: { xml: '<group/>', text: 'group' } },
      platform: { templates: { xml: '<platform/>', text: 'platform', json: ['platform'] } },
    };
    const bodyFor = (accept: string): string =>
      answer(configOf(parts), { header: (name) => (name === 'accept' ? accept : undefined) }).body;
    expect(bodyFor('application/xml')).toBe('<api/>');
    expect(bodyFor('text/plain')).toBe('group');
    expect(bodyFor('application/json')).toBe('["platform"]');
  });
});
