import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestFacts } from 'faultline';
import type { Config } from '../../src/config/shapes.ts';
import { runAtOnce } from '../../src/slices.ts';
import { openPolicy } from '../../src/config/open.ts';
import { compilePolicy } from '../../src/config/compile.ts';
import type { ErrorFacts, Selection, TemplateContext } from '../../src/policy.ts';
import { factsWith } from '../pipeline/facts.ts';
import { configs } from './arbitrary.ts';
import { compileConfig, compiled } from './compiled.ts';

const BUSY: ErrorFacts = { code: 'BUSY', name: 'BusinessException', status: 503 };

function selected(config: Config, facts: Partial<RequestFacts> = {}, error = BUSY): Selection {
  const policy = compiled(config, (line) => {
    throw new Error(line);
  });
  return policy.select(error, factsWith({}, { url: '/shop/items/7', ...facts }));
}

const context = {} as TemplateContext;
const shop = (routes: readonly object[], more: object = {}): Config =>
  ({ apis: [{ id: 'shop', name: 'Shop', match: ['/shop/*rest'], routes, ...more }] }) as Config;

describe('R63 where a request is', () => {
  it('the first api that is declared has it, and of its routes the first', () => {
    const config: Config = {
      apis: [
        { id: 'a', name: 'A', match: ['/users', '/shop/items/:id'], errors: { BUSY: { code: 'A' } } },
        { id: 'b', name: 'B', match: ['/shop/*rest'], errors: { BUSY: { code: 'B' } } },
      ],
    };
    expect(selected(config)).toMatchObject({ api: { id: 'a', name: 'A' }, values: { code: 'A' } });
    expect(selected(config, { url: '/shop/orders' })).toMatchObject({
      api: { id: 'b' },
      values: { code: 'B' },
    });
    expect(selected(config, { url: '/elsewhere' }).api).toBeUndefined();
    const routes = [
      { path: '/shop/items/:id', methods: ['POST'], errors: { BUSY: { code: 'POST' } } },
      { path: '/shop/items/:id', errors: { BUSY: { code: 'FIRST' } } },
      { path: '/shop/items/7', errors: { BUSY: { code: 'SECOND' } } },
    ];
    expect(selected(shop(routes)).values.code).toBe('FIRST');
    expect(selected(shop(routes), { method: 'POST' }).values.code).toBe('POST');
  });

  it('a route without a word, or a request that none has, is that of its api', () => {
    const config = shop([{ path: '/shop/items/:id' }], { errors: { BUSY: { code: 'API' } } });
    expect(selected(config).values.code).toBe('API');
    expect(selected(config, { url: '/shop/orders' }).values.code).toBe('API');
    expect(selected(shop([], { errors: { BUSY: { code: 'API' } } })).values.code).toBe('API');
  });

  it('an api of a group that there is not is below the platform: the name was told of before', () => {
    const config: Config = {
      platform: { errors: { BUSY: { code: 'P' } } },
      apis: [{ id: 'a', name: 'A', match: ['/a'], group: 'none' }],
    };
    expect(selected(config, { url: '/a' }).values.code).toBe('P');
    expect(compileConfig(config).faults.map(({ pointer }) => pointer)).toEqual(['/apis/0/group']);
  });

  it('an api without a group is below the platform only', () => {
    const config: Config = {
      platform: { errors: { BUSY: { title: 'p' } } },
      groups: [{ id: 'g', name: 'G', errors: { BUSY: { title: 'g' } } }],
      apis: [
        { id: 'a', name: 'A', match: ['/a'], group: 'g' },
        { id: 'b', name: 'B', match: ['/b'] },
      ],
    };
    expect(selected(config, { url: '/a' }).values.title?.(context)).toBe('g');
    expect(selected(config, { url: '/b' }).values.title?.(context)).toBe('p');
  });
});

describe('R64 the row of a scope', () => {
  const all = {
    BUSY: { message: 'code' },
    BusinessException: { message: 'name' },
    '503': { message: 'status' },
    '5xx': { message: 'class' },
    '4xx': { message: 'other class' },
  };

  it.each<[string[], string | undefined]>([
    [['BUSY', 'BusinessException', '503', '5xx'], 'code'],
    [['BusinessException', '503', '5xx'], 'name'],
    [['503', '5xx'], 'status'],
    [['5xx'], 'class'],
    [[], undefined],
  ])('of %j is that of the %s', (keys, expected) => {
    const errors = Object.fromEntries(
      Object.entries(all).filter(([key]) => key === '4xx' || keys.includes(key)),
    );
    expect(selected({ platform: { errors } }).values.message?.(context)).toBe(expected);
  });

  it('499 is of the class of clients', () => {
    expect(
      selected({ platform: { errors: all } }, {}, { code: 'X', name: 'X', status: 499 }).values.message?.(
        context,
      ),
    ).toBe('other class');
  });

  it('what was found is kept, and not for another error of the same code', () => {
    const policy = compiled({ platform: { errors: all } }, () => undefined);
    const said = (error: ErrorFacts): string | undefined =>
      policy.select(error, factsWith()).values.message?.(context);
    const other = { code: 'OTHER', name: 'Error', status: 503 };
    for (let round = 0; round < 3; round++) {
      expect(said({ ...other, name: 'BusinessException' })).toBe('name');
      expect(said(other)).toBe('status');
      expect(said({ ...other, status: 500 })).toBe('class');
      expect(said({ ...other, status: 404 })).toBe('other class');
    }
    for (let made = 0; made < 12_000; made++) said({ ...other, code: `MADE_UP_${made}` });
    expect(said(other)).toBe('status');
    expect(said({ ...other, code: 'MADE_UP_1', status: 400 })).toBe('other class');
  });
});

describe('what is compiled', () => {
  it('is everything, inactive rules too: all faults are told', () => {
    const template = { body: '{"a": #{wrong}}', contentType: 'application/json' };
    const config: Config = {
      platform: {
        errors: {
          'a/b~c': {
            message: '#{wrong}',
            title: '#{wrong}',
            headers: { 'x-a': '#{wrong}' },
            template,
            rules: [{ order: 1, name: 'r', active: false, ...template }],
          },
        },
        template,
        rules: [{ order: 2, name: 'r', body: 'x', when: { ip: 'here' }, active: false }],
        templates: { json: '#{wrong}', xml: '#{wrong}', text: '#{wrong}', html: '#{wrong}' },
      },
      groups: [{ id: 'g', name: 'G', template, templates: { text: '#{wrong}' } }],
      apis: [
        {
          id: 'a',
          name: 'A',
          match: ['/a', '/:'],
          template,
          templates: { text: '#{wrong}' },
          routes: [{ path: '/(', template }],
        },
      ],
      locales: { de: { BUSY: { message: '#{wrong}', title: '#{wrong}' } } },
    };
    const lines: string[] = [];
    compiled(config, (line) => lines.push(line));
    const pointers = new Set(lines.map((line) => line.split(':')[0]));
    const row = '/platform/errors/a~1b~0c';
    expect(pointers).toEqual(
      new Set([
        `${row}/message`,
        `${row}/title`,
        `${row}/headers/x-a`,
        `${row}/template/body`,
        `${row}/rules/0/body`,
        '/platform/template/body',
        '/platform/rules/0/body',
        '/platform/rules/0/when/ip',
        ...['json', 'xml', 'text', 'html'].map((format) => `/platform/templates/${format}`),
        '/groups/0/template/body',
        '/groups/0/templates/text',
        '/apis/0/match/1',
        '/apis/0/template/body',
        '/apis/0/templates/text',
        '/apis/0/routes/0/path',
        '/apis/0/routes/0/template/body',
        '/locales/de/BUSY/message',
        '/locales/de/BUSY/title',
      ]),
    );
  });

  it.each([
    'connection',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'HTTP2-Settings',
    'Host',
    'Date',
    'Vary',
    'Content-Language',
    'Content-Type',
    'X-Content-Type-Options',
    'X-Faultline-Detail',
  ])('a row may not set %s', (header) => {
    const config: Config = { platform: { errors: { BUSY: { headers: { [header]: 'x' } } } } };
    expect(compileConfig(config).faults).toEqual([
      {
        pointer: `/platform/errors/BUSY/headers/${header}`,
        problem: `"${header.toLowerCase()}" is not for a configuration to set`,
        cure: 'leave it out: the connection or this library sets it',
      },
    ]);
  });

  it('a header of a row has one value, however it is spelt', () => {
    const config: Config = { platform: { errors: { BUSY: { headers: { 'X-A': '1', 'x-a': '2' } } } } };
    expect(compileConfig(config).faults).toEqual([
      {
        pointer: '/platform/errors/BUSY/headers/x-a',
        problem: 'names "x-a" a second time',
        cure: 'leave one of them out',
      },
    ]);
  });

  it('R78 D36 environment variables are those that are allowed, as they were when it was loaded', () => {
    process.env['FAULTLINE_TEST_ONE'] = 'one';
    const config: Config = {
      env: ['FAULTLINE_TEST_ONE', 'FAULTLINE_TEST_NONE'],
      platform: { errors: { BUSY: { message: '${FAULTLINE_TEST_ONE}|${FAULTLINE_TEST_NONE}|' } } },
    };
    const { policy } = runAtOnce(openPolicy({ config }));
    process.env['FAULTLINE_TEST_ONE'] = 'two';
    expect(policy!.select(BUSY, factsWith()).values.message?.(context)).toBe('one||');
    delete process.env['FAULTLINE_TEST_ONE'];
    const { process: known } = globalThis;
    Object.defineProperty(globalThis, 'process', { value: undefined, configurable: true });
    try {
      const { policy: bare } = runAtOnce(openPolicy({ config }));
      expect(bare!.select(BUSY, factsWith()).values.message?.(context)).toBe('||');
    } finally {
      Object.defineProperty(globalThis, 'process', { value: known, configurable: true, writable: true });
    }
    const faults = compileConfig({ platform: { errors: { BUSY: { message: '${HOME}' } } } }).faults;
    expect(faults).toEqual([expect.objectContaining({ pointer: '/platform/errors/BUSY/message' })]);
  });

  it('R70 D37 rules are asked by order, then as they are declared', () => {
    const rule = (order: number, name: string, more = {}): object => ({
      order,
      name,
      body: name,
      contentType: 'text/plain',
      ...more,
    });
    const rules = [rule(2, 'c'), rule(1, 'a', { active: false }), rule(1, 'b'), rule(1, 'd')];
    const { source } = selected({ platform: { rules } } as Config);
    expect(source?.body.render(context)).toBe('b');
  });

  it('yields for every text of a translation', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`CODE_${index}`, { message: 'x' }]),
    );
    const config: Config = { platform: { errors: texts }, locales: { de: texts, fr: texts } };
    const work = compilePolicy({ config, serverErrors: [], env: new Map() }, () => undefined);
    let yields = 0;
    while (work.next().done !== true) yields += 1;
    expect(yields).toBeGreaterThanOrEqual(400);
  });

  it('yields often, and what it comes to does not depend on it', () => {
    const property = fc.property(configs, (config) => {
      const work = compilePolicy(
        { config, serverErrors: [], env: new Map([['FAULTLINE_TEST_REGION', 'x']]) },
        () => undefined,
      );
      let yields = 0;
      while (work.next().done !== true) yields += 1;
      const rows = JSON.stringify(config).match(/"order":/g)?.length ?? 0;
      expect(yields).toBeGreaterThanOrEqual(rows);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('an empty one says nothing', () => {
    const { policy, warnings, files } = runAtOnce(openPolicy({}));
    expect({ warnings, files }).toEqual({ warnings: [], files: [] });
    const { values, place, ...rest } = policy!.select(BUSY, factsWith());
    expect(place.scopes).toEqual([]);
    expect(Object.values({ ...values, ...rest }).filter((value) => value !== undefined)).toEqual([]);
    expect(policy!.translates).toBe(false);
  });
});
