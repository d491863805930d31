import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/config/shapes.ts';
import type { RequestFacts } from '../../src/model.ts';
import type { ErrorFacts, Named } from '../../src/policy.ts';
import { compileCondition } from '../../src/rules/condition.ts';
import { collect, refuse } from './reports.ts';

const ERROR: ErrorFacts = { code: 'USER_NOT_FOUND', name: 'NotFoundException', status: 404 };
const API: Named = { id: 'users', name: 'Users' };
const HEADERS: Readonly<Record<string, string>> = {
  'x-client-type': 'mobile',
  'x-list': 'a, b',
  'x-empty': '',
  'content-type': 'Application/Problem+JSON; charset=utf-8',
};
const FACTS: RequestFacts = {
  method: 'POST',
  url: '/Api/v1/users/42/?a=1&b=x%20y+z&a=2&e=&f&%67=%zz#h=1',
  header: (name) => HEADERS[name],
  remoteAddress: '::ffff:10.1.2.3',
};

function holds(
  when: Condition | undefined,
  facts: Partial<RequestFacts> = {},
  api: Named | undefined = API,
): boolean {
  const test = compileCondition(when, '/when', refuse);
  return test === undefined || test(ERROR, { ...FACTS, ...facts }, api);
}

describe('R69 a condition that is empty always holds', () => {
  it.each([
    [undefined],
    [{}],
    [{ all: [] }],
    [{ all: [{}] }],
    [{ any: [{}, { status: 500 }] }],
    [{ header: {} }],
  ])('%j', (when) => {
    expect(holds(when)).toBe(true);
  });

  it('and costs nothing where that is plain', () => {
    for (const when of [undefined, {}, { all: [] }, { any: [{}] }]) {
      expect(compileCondition(when, '', refuse)).toBeUndefined();
    }
  });
});

/** D37: `=` exact on values, header names in any case, several conditions = all. */
const CASES: readonly (readonly [when: Condition, expected: boolean])[] = [
  [{ status: 404 }, true],
  [{ status: 500 }, false],
  [{ status: '404' }, true],
  [{ status: '4xx' }, true],
  [{ status: '4XX' }, true],
  [{ status: '5xx' }, false],
  [{ status: [500, '404'] }, true],
  [{ status: [] }, false],
  [{ code: 'USER_NOT_FOUND' }, true],
  [{ code: 'user_not_found' }, false],
  [{ code: ['A', 'USER_NOT_FOUND'] }, true],
  [{ code: 'NotFoundException' }, false],
  [{ api: 'users' }, true],
  [{ api: 'Users' }, false],
  [{ api: ['a', 'users'] }, true],
  [{ method: 'POST' }, true],
  [{ method: 'post' }, true],
  [{ method: ['GET', 'PUT'] }, false],
  [{ method: [] }, false],
  [{ header: { 'x-client-type': 'mobile' } }, true],
  [{ header: { 'X-Client-Type': 'mobile' } }, true],
  [{ header: { 'x-client-type': 'Mobile' } }, false],
  [{ header: { 'x-client-type': 'mob' } }, false],
  [{ header: { 'x-client-type': ['web', 'mobile'] } }, true],
  [{ header: { 'x-client-type': ['web'] } }, false],
  [{ header: { 'x-client-type': { matches: 'obil' } } }, true],
  [{ header: { 'x-client-type': { matches: '^obil' } } }, false],
  [{ header: { 'x-client-type': { matches: 'MOBILE' } } }, false],
  [{ header: { 'x-absent': { matches: '' } } }, false],
  [{ header: { 'x-absent': '' } }, false],
  [{ header: { 'x-empty': '' } }, true],
  [{ header: { 'x-list': 'a, b' } }, true],
  [{ header: { 'x-list': 'a' } }, false],
  [{ header: { 'x-client-type': 'mobile', 'x-list': 'a, b' } }, true],
  [{ header: { 'x-client-type': 'mobile', 'x-list': 'b' } }, false],
  [{ query: { a: '1' } }, true],
  [{ query: { a: '2' } }, true],
  [{ query: { a: '3' } }, false],
  [{ query: { a: ['3', '2'] } }, true],
  [{ query: { a: { matches: '^[2-9]$' } } }, true],
  [{ query: { b: 'x y z' } }, true],
  [{ query: { B: 'x y z' } }, false],
  [{ query: { e: '' } }, true],
  [{ query: { f: '' } }, true],
  [{ query: { g: '%zz' } }, true],
  [{ query: { h: '1' } }, false],
  [{ query: { absent: '' } }, false],
  [{ query: { a: '1', e: '' } }, true],
  [{ query: { a: '1', e: '1' } }, false],
  [{ ip: '10.0.0.0/8' }, true],
  [{ ip: '10.1.2.4' }, false],
  [{ ip: ['::1', '::ffff:10.1.2.3'] }, true],
  [{ contentType: 'application/problem+json' }, true],
  [{ contentType: 'APPLICATION/Problem+Json' }, true],
  [{ contentType: 'application/json' }, false],
  [{ contentType: 'application/*' }, true],
  [{ contentType: 'text/*' }, false],
  [{ contentType: '*/*' }, true],
  [{ contentType: 'application/*+json' }, true],
  [{ contentType: '*/*+json' }, true],
  [{ contentType: '*/*+xml' }, false],
  [{ contentType: ['text/plain', '*/problem+json'] }, true],
  [{ path: '/api/v1/users/:id' }, true],
  [{ path: '/api/v1/users' }, false],
  [{ path: ['/api/v2/*rest', '/api/v1/*rest'] }, true],
  [{ path: '/:a/:b/users/:x{-:y}' }, true],
  // All members must hold.
  [{ status: 404, code: 'USER_NOT_FOUND', method: 'POST', ip: '10.0.0.0/8', path: '/api/*rest' }, true],
  [{ status: 404, code: 'USER_NOT_FOUND', method: 'GET', ip: '10.0.0.0/8', path: '/api/*rest' }, false],
  [{ all: [{ status: 404 }, { method: 'POST' }] }, true],
  [{ all: [{ status: 404 }, { method: 'GET' }] }, false],
  [{ any: [{ status: 500 }, { method: 'POST' }] }, true],
  [{ any: [{ status: 500 }, { method: 'GET' }] }, false],
  [{ not: { status: 500 } }, true],
  [{ not: { status: 404 } }, false],
  [{ status: 404, any: [{ method: 'POST' }], all: [{ ip: '10.0.0.0/8' }], not: { code: 'A' } }, true],
  [{ status: 404, any: [{ method: 'POST' }], all: [{ ip: '10.0.0.0/8' }], not: { api: 'users' } }, false],
];

describe('R71 D37 a condition', () => {
  it.each(CASES)('%j holds: %j', (when, expected) => {
    expect(holds(when)).toBe(expected);
    expect(holds({ not: when })).toBe(!expected);
  });

  it('is as its members are together', () => {
    const generated = fc.array(fc.constantFrom(...CASES), { maxLength: 5 });
    fc.assert(
      fc.property(generated, (cases) => {
        const conditions = cases.map(([when]) => when);
        expect(holds({ all: conditions })).toBe(cases.every(([, expected]) => expected));
        if (cases.length > 0) expect(holds({ any: conditions })).toBe(cases.some(([, expected]) => expected));
      }),
      { numRuns: 500 },
    );
  });

  it('GET includes HEAD, not the other way', () => {
    expect(holds({ method: 'GET' }, { method: 'HEAD' })).toBe(true);
    expect(holds({ method: 'HEAD' }, { method: 'GET' })).toBe(false);
  });

  it('no api has the request', () => {
    const test = compileCondition({ api: 'users' }, '', refuse)!;
    expect(test(ERROR, FACTS, undefined)).toBe(false);
  });

  it.each(['json', '/json', 'application/', '', ';', ';application/json', '*'])(
    'a Content-Type that is none: %j',
    (type) => {
      expect(holds({ contentType: '*/*' }, { header: () => type })).toBe(false);
    },
  );

  it('a suffix needs something before it', () => {
    expect(holds({ contentType: 'application/*+json' }, { header: () => 'application/+json' })).toBe(false);
  });

  it('cannot be evaded by another spelling of the path', () => {
    expect(holds({ path: '/admin/*rest' }, { url: '/%61dmin/x' })).toBe(true);
    expect(holds({ path: '/admin' }, { url: 'http://other/ADMIN/?x' })).toBe(true);
    expect(holds({ path: '/%7Eadmin/é' }, { url: '/~admin/%c3%a9' })).toBe(true);
  });

  it('reads 256 parameters within 8,192 characters, and none by half', () => {
    const many = (count: number): string => `/?${'b&'.repeat(count)}a=1`;
    expect(holds({ query: { a: '1' } }, { url: many(255) })).toBe(true);
    expect(holds({ query: { a: '1' } }, { url: many(256) })).toBe(false);
    const long = (length: number): string => `/?b=${'x'.repeat(length - 8)}&a=1`;
    expect(holds({ query: { a: '1' } }, { url: long(8190) })).toBe(true);
    expect(holds({ query: { a: '1' } }, { url: long(8192) })).toBe(true);
    expect(holds({ query: { a: '1' } }, { url: `${long(8191)}2` })).toBe(false);
    expect(holds({ query: { a: '1' } }, { url: `${long(8192)}2` })).toBe(false);
    expect(holds({ query: { b: { matches: '' } } }, { url: `/?b=${'x'.repeat(9000)}` })).toBe(false);
    // The parameters before the cut still count.
    expect(holds({ query: { a: '1' } }, { url: `/?a=1&b=${'x'.repeat(9000)}` })).toBe(true);
  });

  it('reads parameters as URLSearchParams does', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab=&+%61?é')) }), (query) => {
        for (const name of ['a', 'b', '', 'a b', 'é', '?']) {
          for (const value of ['', 'a', 'b', ' ']) {
            const expected = new URLSearchParams(`?${query}`).getAll(name).includes(value);
            expect(holds({ query: { [name]: value } }, { url: `/?${query}` })).toBe(expected);
          }
        }
      }),
    );
  });

  it('is not confused by the names of what objects inherit', () => {
    const facts = { header: () => ({}) as never, url: '/?x' };
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(holds({ header: JSON.parse(`{"${name}":{"matches":""}}`) as never }, facts)).toBe(false);
      expect(holds({ query: JSON.parse(`{"${name}":{"matches":""}}`) as never }, facts)).toBe(false);
    }
  });
});

/** Asks for one thing of the request that is not there, or cannot be read. */
const ASKING: readonly Condition[] = [
  { method: 'POST' },
  { header: { 'x-client-type': 'mobile' } },
  { contentType: '*/*' },
  { ip: ['0.0.0.0/0', '::/0'] },
  { query: { a: '1' } },
  { path: '/*rest' },
];

describe('R71 a fact that cannot be read is like one that is absent', () => {
  const fail = (): never => {
    throw new Error('unreadable');
  };
  const BROKEN: readonly (readonly [name: string, facts: RequestFacts])[] = [
    [
      'throws',
      {
        get method() {
          return fail();
        },
        get url() {
          return fail();
        },
        header: fail,
        get remoteAddress() {
          return fail();
        },
      },
    ],
    [
      'is no text',
      { method: 1, url: {}, header: () => ['mobile'], remoteAddress: null } as unknown as RequestFacts,
    ],
    ['is absent', { header: () => undefined } as unknown as RequestFacts],
  ];

  describe.each(BROKEN)('it %s', (_, facts) => {
    it.each(ASKING)('%j', (when) => {
      const test = compileCondition(when, '', refuse)!;
      const not = compileCondition({ not: when }, '', refuse)!;
      expect(test(ERROR, facts, API)).toBe(false);
      expect(not(ERROR, facts, API)).toBe(true);
    });
  });

  it('an address that is none', () => {
    expect(holds({ ip: '0.0.0.0/0' }, { remoteAddress: '/run/app.sock' })).toBe(false);
  });
});

describe('R71 what a condition cannot mean is reported with a cure', () => {
  const deep = (depth: number): Condition => (depth === 1 ? { status: 404 } : { not: deep(depth - 1) });

  const REPORTED: readonly (readonly [Condition, ...(readonly [pointer: string, problem: string])[]])[] = [
    [{ status: 200 }, ['/status', '200 is not the status of an error']],
    [
      { status: [404, '6xx', 'x', 404.5, '40'] },
      ['/status/1', '"6xx" is not the status of an error'],
      ['/status/2', '"x" is not the status of an error'],
      ['/status/3', '404.5 is not the status of an error'],
      ['/status/4', '"40" is not the status of an error'],
    ],
    [{ ip: '10.0.0.0/33' }, ['/ip', '"10.0.0.0/33" is not an address or a network']],
    [{ ip: ['::1', 'localhost'] }, ['/ip/1', '"localhost" is not an address or a network']],
    [{ contentType: 'json' }, ['/contentType', '"json" is not a media type']],
    [
      { contentType: ['a/b', 'application/json; charset=utf-8', 'a*/b', 'a/b*'] },
      ['/contentType/1', '"application/json; charset=utf-8" is not a media type'],
      ['/contentType/2', '"a*/b" is not a media type'],
      ['/contentType/3', '"a/b*" is not a media type'],
    ],
    [{ path: '/a/*' }, ['/path', '"/a/*" is not a path pattern: missing parameter name at index 4']],
    [{ path: ['/a', 'b'] }, ['/path/1', 'the path pattern "b" does not start with "/"']],
    [{ header: { 'x y': 'a' } }, ['/header/x y', '"x y" is not the name of a header']],
    [
      { header: { 'a~b': { matches: '(?=a)' } } },
      [
        '/header/a~0b/matches',
        'the expression "(?=a)" has a look-around, which cannot be matched in bounded time',
      ],
    ],
    [
      { query: { 'a/b': { matches: 'a**' } } },
      ['/query/a~1b/matches', 'the expression "a**" has a "*" with nothing to repeat'],
    ],
    [{ any: [] }, ['/any', '"any" of no conditions never holds']],
    [{ not: {} }, ['/not', '"not" of a condition that always holds never holds']],
    [{ not: { all: [{}] } }, ['/not', '"not" of a condition that always holds never holds']],
    [
      { all: [{ not: { any: [{}, { status: 404 }] } }] },
      ['/all/0/not', '"not" of a condition that always holds never holds'],
    ],
    [{ not: { not: {} } }, ['/not/not', '"not" of a condition that always holds never holds']],
    [
      { all: [{}, { any: [{ not: { ip: 'x' } }] }] },
      ['/all/1/any/0/not/ip', '"x" is not an address or a network'],
    ],
    [deep(17), ['/not'.repeat(16), 'the condition lies more than 16 deep in others']],
    [
      { status: 1, ip: 'x', path: '*' },
      ['/status', '1 is not the status of an error'],
      ['/ip', '"x" is not an address or a network'],
      ['/path', '"*" is not a path pattern: missing parameter name at index 1'],
    ],
  ];

  it.each(REPORTED.map(([when, ...expected]) => ({ when, expected })))('$when', ({ when, expected }) => {
    const { reported, report } = collect();
    const test = compileCondition(when, '/rules/0/when', report);
    expect(reported.map(({ pointer, problem }) => [pointer, problem])).toEqual(
      expected.map(([pointer, problem]) => [`/rules/0/when${pointer}`, problem]),
    );
    for (const { cure } of reported) expect(cure).toMatch(/^[a-z].*[^.]$/);
    expect(() => test!(ERROR, FACTS, API)).not.toThrow();
  });

  it.each<Condition>([
    { header: { 'x-client-type': { matches: 'a**' } } },
    { query: { a: { matches: 'a**' } } },
    { contentType: ['json'] },
    { ip: ['x'] },
    { status: 1 },
    { any: [] },
    { not: {} },
  ])('and never holds: %j', (when) => {
    expect(compileCondition(when, '', () => undefined)!(ERROR, FACTS, API)).toBe(false);
  });

  it('what lies 16 deep is taken', () => {
    expect(holds(deep(16))).toBe(false);
    expect(holds(deep(15))).toBe(true);
  });
});
