/** What is reported of configurations that are valid, and probably not meant so. */

import { describe, expect, it } from 'vitest';
import { analyse, type Warning } from '../../src/config/analysis/index.ts';
import { createCoverings, mayMeet } from '../../src/config/analysis/covering.ts';
import { implies } from '../../src/config/analysis/implies.ts';
import { compilePolicy } from '../../src/config/compile.ts';
import { loadServerErrors } from '../../src/config/server-errors.ts';
import { runAtOnce } from '../../src/slices.ts';
import type { Condition, Config, Rule } from '../../src/config/shapes.ts';

function analysed(config: Config, serverErrors?: object): readonly Warning[] {
  const problems: string[] = [];
  const mapped = serverErrors && loadServerErrors(serverErrors);
  const sources = { config, serverErrors: mapped?.errors ?? [], env: new Map<string, string>() };
  const policy = runAtOnce(
    compilePolicy(sources, (pointer, problem) => problems.push(`${pointer} ${problem}`)),
  );
  expect(problems).toEqual([]);
  return analyse(config, mapped, policy);
}

const body = {};
const template = { body };
const rule = (order: number, when?: Condition, more?: Partial<Rule>): Rule => {
  return { order, name: `rule ${order}`, body, ...(when && { when }), ...more };
};
const api = { id: 'shop', name: 'Shop', match: ['/shop', '/shop/*rest'] };
const other = { id: 'other', name: 'Other', match: ['/other/*rest'] };
const mobile: Condition = { header: { 'X-Client': 'mobile' } };

/** Configuration, the pointer that is warned about, words of the warning, and what answers its witness. */
const CASES: readonly (readonly [
  title: string,
  config: Config,
  pointer: string,
  words: string,
  answeredBy: string | undefined,
])[] = [
  [
    'D29 a rule of a row behind the template of the row',
    { platform: { errors: { NOT_FOUND: { template, rules: [rule(1)] } } } },
    '/platform/errors/NOT_FOUND/rules/0',
    'the rule "rule 1" never answers: /platform/errors/NOT_FOUND/template is for the same errors',
    '/platform/errors/NOT_FOUND/template',
  ],
  [
    'D29 a rule of a row behind the template of its level',
    { platform: { template, errors: { '404': { rules: [rule(1)] } } } },
    '/platform/errors/404/rules/0',
    '/platform/template is for all of its level, and comes before every rule',
    '/platform/template',
  ],
  [
    'D29 a rule of a route behind a template of the platform',
    { platform: { template }, apis: [{ ...api, routes: [{ path: '/shop/:id', rules: [rule(1)] }] }] },
    '/apis/0/routes/0/rules/0',
    '/platform/template is for all',
    '/platform/template',
  ],
  [
    'D28 a rule of a row behind the template of a row farther out',
    {
      platform: { errors: { NOT_FOUND: { template } } },
      apis: [{ ...api, errors: { NOT_FOUND: { rules: [rule(1)] } } }],
    },
    '/apis/0/errors/NOT_FOUND/rules/0',
    '/platform/errors/NOT_FOUND/template is for the same errors',
    '/platform/errors/NOT_FOUND/template',
  ],
  [
    'a rule for a name behind the template of a row farther out for that name',
    {
      platform: { errors: { ShopException: { template }, '404': {} } },
      apis: [{ ...api, errors: { ShopException: { rules: [rule(1)] } } }],
    },
    '/apis/0/errors/ShopException/rules/0',
    '/platform/errors/ShopException/template is for the same errors',
    '/platform/errors/ShopException/template',
  ],
  [
    'a rule for a code behind the template of that code',
    {
      platform: {
        errors: { NOT_FOUND: { template } },
        rules: [rule(1, { all: [{}, { code: 'NOT_FOUND' }] })],
      },
    },
    '/platform/rules/0',
    '/platform/errors/NOT_FOUND/template is for the same errors',
    '/platform/errors/NOT_FOUND/template',
  ],
  [
    'a template behind the templates of rows for all errors',
    { platform: { template, errors: { '4xx': { template }, '5xx': { template } } } },
    '/platform/template',
    'never answers: /platform/errors/4xx/template is for the same errors',
    '/platform/errors/5xx/template',
  ],
  [
    'R70 a rule behind one without a condition',
    { platform: { rules: [rule(2, mobile), rule(1)] } },
    '/platform/rules/0',
    '/platform/rules/1 is asked first, and has no condition',
    '/platform/rules/1',
  ],
  [
    'a rule behind one that holds whenever it does',
    { platform: { rules: [rule(1, { method: ['GET', 'POST'] }), rule(2, { method: 'POST', ...mobile })] } },
    '/platform/rules/1',
    '/platform/rules/0 is asked first, and holds whenever this one does',
    '/platform/rules/0',
  ],
  [
    'a rule of a level behind rows that have a rule without a condition for every error',
    {
      platform: {
        errors: { '4xx': { rules: [rule(1)] }, '5xx': { rules: [rule(1)] }, BUSY: { template } },
        rules: [rule(1)],
      },
    },
    '/platform/rules/0',
    '/platform/errors/4xx/rules/0 is for the same errors',
    '/platform/errors/5xx/rules/0',
  ],
  [
    'a template of a group whose apis all have one',
    {
      groups: [{ id: 'g', name: 'G', template }],
      apis: [
        { ...api, group: 'g', template },
        { ...other, group: 'g', template },
      ],
    },
    '/groups/0/template',
    'never answers: /apis/0/template is nearer',
    '/apis/0/template',
  ],
  [
    'a row of a group whose apis all have templates for the same code',
    {
      groups: [{ id: 'g', name: 'G', errors: { NOT_FOUND: { template } } }],
      apis: [{ ...api, group: 'g', errors: { NOT_FOUND: { template } } }],
    },
    '/groups/0/errors/NOT_FOUND/template',
    '/apis/0/errors/NOT_FOUND/template is for the same errors',
    '/apis/0/errors/NOT_FOUND/template',
  ],
  [
    'a rule of a group whose apis all ask one first that holds whenever it does',
    {
      groups: [{ id: 'g', name: 'G', rules: [rule(1, mobile)] }],
      apis: [{ ...api, group: 'g', rules: [rule(1, mobile)] }],
    },
    '/groups/0/rules/0',
    '/apis/0/rules/0 is asked first, and holds whenever this one does',
    '/apis/0/rules/0',
  ],
  [
    'D27 a body of a format behind a template',
    { platform: { template, templates: { json: body } } },
    '/platform/templates/json',
    'never answers: /platform/template is for all',
    '/platform/template',
  ],
  [
    'D27 a body of a format behind a rule without a condition',
    { apis: [{ ...api, rules: [rule(1)], templates: { text: 'text' } }] },
    '/apis/0/templates/text',
    'never answers: /apis/0/rules/0 has no condition',
    '/apis/0/rules/0',
  ],
  [
    'R72 a body of a format of a group whose apis all have one',
    {
      groups: [{ id: 'g', name: 'G', templates: { xml: '<a/>' } }],
      apis: [{ ...api, group: 'g', templates: { xml: '<b/>' } }],
    },
    '/groups/0/templates/xml',
    'never answers: /apis/0/templates/xml is nearer',
    '/apis/0/templates/xml',
  ],
  [
    'a rule of the platform for an api that has a template',
    { platform: { rules: [rule(1, { api: 'shop' })] }, apis: [{ ...api, template }, other] },
    '/platform/rules/0',
    '/apis/0/template is for all of its level',
    '/apis/0/template',
  ],
  [
    'a template of an api whose routes have all of its requests and templates of their own',
    { apis: [{ ...api, template, routes: [{ path: '/shop{/*rest}', template }] }] },
    '/apis/0/template',
    '/apis/0/routes/0/template is nearer',
    '/apis/0/routes/0/template',
  ],
  [
    'a rule for another api than the one that it stands in',
    { apis: [{ ...api, rules: [rule(1, { api: ['other'] })] }, other] },
    '/apis/0/rules/0',
    'never holds: it is for other apis',
    undefined,
  ],
  [
    'D34 a rule for a code that rows set',
    { platform: { rules: [rule(1, { code: 'ERR-035' })] } },
    '/platform/rules/0',
    'never holds: the code of an error, before any row, is like "NOT_FOUND", never like "ERR-035"',
    undefined,
  ],
  [
    'D37 rules with the same order that both hold',
    {
      platform: {
        rules: [
          rule(1, mobile),
          rule(1, { method: 'POST', header: { 'x-client': ['mobile', 'x'] } }),
          rule(2),
        ],
      },
    },
    '/platform/rules/1/order',
    'the order 1 is also that of /platform/rules/0, so that the place in the file decides',
    '/platform/rules/0',
  ],
  [
    'D37 several rules with the same order',
    {
      apis: [{ ...api, errors: { BUSY: { rules: [rule(1, { method: 'GET' }), rule(1, mobile), rule(1)] } } }],
    },
    '/apis/0/errors/BUSY/rules/1/order',
    'the order 1 is also that of /apis/0/errors/BUSY/rules/0 and 1 more',
    '/apis/0/errors/BUSY/rules/0',
  ],
  [
    'an api whose paths an earlier one has',
    {
      apis: [
        { ...other, match: ['/*rest'] },
        { ...api, template, match: ['/shop'] },
      ],
    },
    '/apis/1',
    'gets no request: /apis/0/match/0 comes first and has all of its paths',
    '/apis/0/match/0',
  ],
  [
    'a pattern of an api that an earlier api has',
    {
      apis: [
        { ...other, match: ['/shop/:id'] },
        { ...api, match: ['/shop', '/shop/7'] },
      ],
    },
    '/apis/1/match/1',
    '"/shop/7" is never matched: /apis/0/match/0 comes first',
    '/apis/0/match/0',
  ],
  [
    'a route that an earlier one has, whatever its parameters are called',
    {
      apis: [{ ...api, routes: [{ path: '/shop/:id' }, { path: '/shop/:key', methods: ['GET'], template }] }],
    },
    '/apis/0/routes/1/path',
    '"/shop/:key" is never matched: /apis/0/routes/0/path comes first',
    '/apis/0/routes/0/path',
  ],
  [
    'a route whose paths an earlier api has',
    {
      apis: [
        { ...other, match: ['/shop/a/*rest'] },
        { ...api, routes: [{ path: '/shop/a/b' }] },
      ],
    },
    '/apis/1/routes/0/path',
    '/apis/0/match/0 comes first',
    '/apis/0/match/0',
  ],
  [
    'a route whose path is not that of its api',
    { apis: [{ ...api, routes: [{ path: '/orders/:id' }] }] },
    '/apis/0/routes/0/path',
    '"/orders/:id" is never matched: no pattern of its api has such paths; give the whole path',
    '',
  ],
  [
    'a route whose path another api has, and its own has not',
    { apis: [{ ...api, routes: [{ path: '/other/:id' }] }, other] },
    '/apis/0/routes/0/path',
    'no pattern of its api has such paths',
    'the api other',
  ],
  [
    'a group that no api is in',
    { groups: [{ id: 'g', name: 'G', template, rules: [rule(1)] }] },
    '/groups/0',
    'no api is in this group',
    undefined,
  ],
];

describe('what is warned about', () => {
  it.each(CASES)('%s', (_title, config, pointer, words, answeredBy) => {
    const warnings = analysed(config).filter((warning) => warning.pointer === pointer);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.message).toContain(words);
    expect(warnings[0]!.message).toMatch(/; .*[^.]$/);
    expect(warnings[0]!.witness?.answeredBy).toBe(answeredBy);
  });

  it('witnesses tell the whole failure', () => {
    const when: Condition = {
      path: '/shop/:id',
      method: 'POST',
      header: { 'X-Client': { matches: '^mob[0-9]{2}$' }, accept: ['a', 'b'] },
      query: { lang: 'de & fr' },
      ip: '10.0.0.0/8',
      contentType: 'application/*+json',
      any: [{ code: ['BUSY', 'ERR-1'] }, { status: '4xx' }],
    };
    const [warning] = analysed({
      apis: [{ ...api, rules: [rule(1), rule(2, { ...when, header: { accept: 'a' } })] }],
    });
    expect(warning!.witness).toEqual({
      method: 'POST',
      path: '/shop/1?lang=de+%26+fr',
      headers: { accept: 'a', 'content-type': 'application/x+json' },
      remoteAddress: '10.0.0.0',
      error: { code: 'BUSY', name: 'SomeException', status: 500 },
      answeredBy: '/apis/0/rules/0',
    });
    const [unknown] = analysed({ apis: [{ ...api, rules: [rule(1), rule(2, when)] }] });
    expect(unknown!.pointer).toBe('/apis/0/rules/1');
    expect(unknown!.witness).toBeUndefined();
  });

  it.each([
    ['any/*', '*/json', 'text/json'],
    ['status', '5xx', undefined],
  ])('makes up a failure for %s %s', (name, value, expected) => {
    const when = (
      name === 'status' ? { not: { method: 'POST' }, status: value } : { contentType: value }
    ) as Condition;
    const [warning] = analysed({ platform: { rules: [rule(1), rule(2, when)] } });
    expect(warning!.witness?.headers['content-type']).toBe(expected);
  });

  it.each(['*any', '{/:x}', '/:x{/:y{/:z}}', '/:"a b"'])('makes up a path for %s', (path) => {
    const [warning] = analysed({ platform: { rules: [rule(1), rule(2, { path })] } });
    expect(warning!.witness?.answeredBy).toBe('/platform/rules/0');
  });

  it('D1 phrases of server_error.json that differ from the standard', () => {
    const entry = { error_code: '405', error_def: 'Unauthorized', msg_body: 'No.' };
    const broken = { error_code: '5xx', error_def: 'Broken\nphrase', msg_body: 'No.' };
    const warnings = analysed({}, { server_error: [entry, broken] });
    expect(warnings.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      '/server_error/0/error_def is "Unauthorized"; 405 is "Method Not Allowed" by the standard',
      '/server_error/1/error_def has line breaks or controls, which are left out; write it on one line',
    ]);
    expect(warnings.map(({ witness }) => witness?.error.status)).toEqual([405, 500]);
    expect(warnings[0]!.witness!.answeredBy).toBe('/server_error/0');
  });
});

/** What might look like a mistake, and has its use. */
const FINE: readonly (readonly [title: string, config: Config])[] = [
  ['nothing', {}],
  [
    'a template of the platform that every api has its own of',
    { platform: { template }, apis: [{ ...api, template }] },
  ],
  ['rules that are switched off', { platform: { template, rules: [rule(1, {}, { active: false })] } }],
  [
    'the same order as a rule that is switched off',
    { platform: { rules: [rule(1, mobile), rule(1, {}, { active: false })] } },
  ],
  [
    'a rule behind one that is switched off',
    { platform: { rules: [rule(1, {}, { active: false }), rule(2, mobile), rule(3)] } },
  ],
  [
    'a row behind a row farther out for a status, which another code may bring in',
    {
      platform: { errors: { '404': { template }, NOT_FOUND: {} } },
      apis: [{ ...api, errors: { '404': { rules: [rule(1)] } } }],
    },
  ],
  [
    'a route for one method before one for all',
    { apis: [{ ...api, routes: [{ path: '/shop/:id', methods: ['GET'] }, { path: '/shop/:id' }] }] },
  ],
  ['more exact patterns first', { apis: [{ ...other, match: ['/shop/7', '/shop/:id{-:part}'] }, api] }],
  [
    'routes at the edge of their api',
    {
      apis: [
        {
          ...api,
          match: ['/shop/*rest', '/shop/', '/:lang/cart', '{/:any}/end'],
          routes: [
            { path: '/shop/' },
            { path: '/shop/a' },
            { path: '/de/:x' },
            { path: '/a/end' },
            { path: '/*all' },
          ],
        },
      ],
    },
  ],
  [
    'a template of an api whose routes have some methods only',
    { apis: [{ ...api, template, routes: [{ path: '/shop{/*rest}', methods: ['GET'], template }] }] },
  ],
  [
    'a rule of the platform for an api that has no template',
    { platform: { rules: [rule(1, { api: ['shop', 'other'] })] }, apis: [{ ...api, template }, other] },
  ],
  [
    'a rule of the platform for an api in a group beside others',
    {
      platform: { rules: [rule(1, { api: ['shop'] })] },
      groups: [
        { id: 'g', name: 'G' },
        { id: 'h', name: 'H', template },
      ],
      apis: [
        { ...api, group: 'g' },
        { ...other, group: 'h' },
      ],
    },
  ],
  [
    'a body of a format for places without a template',
    {
      platform: { templates: { json: body } },
      apis: [{ ...api, errors: { BUSY: { template } }, rules: [rule(1, mobile)] }],
    },
  ],
  [
    'texts of locales for codes that nobody knows',
    { locales: { de: { NO_SUCH_CODE: { message: 'Nein.' } } } },
  ],
];

it.each(FINE)('is silent about %s', (_title, config) => {
  expect(analysed(config)).toEqual([]);
});

describe('whether a condition holds whenever another one does', () => {
  const YES: readonly (readonly [Condition | undefined, Condition | undefined])[] = [
    [mobile, undefined],
    [undefined, {}],
    [{ code: 'A' }, { code: ['A', 'B'] }],
    [{ code: ['A', 'B'] }, { code: ['B', 'C', 'A'] }],
    [{ status: [404, '4xx'] }, { status: '4xx' }],
    [{ status: '404' }, { status: 404 }],
    [{ header: { 'X-A': ['b'], y: 'z' } }, { header: { 'x-a': ['a', 'b'] } }],
    [{ header: { a: ['mob1', 'mob2'] } }, { header: { a: { matches: '^mob' } } }],
    [{ query: { a: { matches: '^x' } } }, { query: { a: { matches: '^x' } } }],
    [{ method: 'HEAD' }, { method: 'GET' }],
    [{ ip: ['10.1.0.0/16', '10.2.3.4'] }, { ip: '10.0.0.0/8' }],
    [{ contentType: 'application/json' }, { contentType: ['text/*', 'application/*'] }],
    [{ contentType: 'Text/*' }, { contentType: 'text/*' }],
    [{ path: ['/a/:x/c', '/a/*y'] }, { path: '/a/*rest' }],
    [{ path: '/a/:x-:y' }, { path: ['/b', '/a/:x-:y'] }],
    [{ path: '/a{/b}' }, { path: ['/a', '/:x/b'] }],
    [{ api: 'a' }, { api: ['a', 'b'] }],
    [{ all: [{ code: 'A' }, { status: 404 }] }, { status: 404 }],
    [{ any: [{ code: 'A' }, { code: 'B' }] }, { code: ['A', 'B'] }],
    [{ code: 'A' }, { any: [{ status: 404 }, { code: 'A' }] }],
    [{ any: [{ code: 'A' }, { status: 404 }] }, { any: [{ status: 404 }, { code: 'A' }] }],
    [{ not: { code: ['A', 'B'] } }, { not: { code: 'A' } }],
    [{ code: 'A', status: 404 }, { all: [{ code: 'A' }, { status: 404 }] }],
  ];
  it.each(YES)('%j implies %j', (stronger, weaker) => {
    expect(implies(stronger, weaker)).toBe(true);
  });

  const NO: readonly (readonly [Condition | undefined, Condition | undefined])[] = [
    [undefined, mobile],
    [{ code: ['A', 'B'] }, { code: 'A' }],
    [{ status: '4xx' }, { status: 404 }],
    [{ header: { a: 'b' } }, { header: { a: 'b', c: 'd' } }],
    [{ header: { a: 'b' } }, { header: { a: 'b', A: 'c' } }],
    [{ header: { a: 'B' } }, { header: { a: 'b' } }],
    [{ header: { a: { matches: '^x' } } }, { header: { a: 'x' } }],
    [{ header: { a: { matches: '^xy' } } }, { header: { a: { matches: '^x' } } }],
    [{ query: { A: 'x' } }, { query: { a: 'x' } }],
    [{ method: ['GET', 'POST'] }, { method: 'GET' }],
    [{ method: 'GET' }, { method: 'HEAD' }],
    [{ ip: '10.0.0.0/8' }, { ip: '10.1.0.0/16' }],
    [{ ip: '::1' }, { ip: '0.0.0.0/0' }],
    [{ contentType: 'text/*' }, { contentType: 'text/plain' }],
    [{ path: '/a/*rest' }, { path: '/a/:x' }],
    [{ path: '/:x' }, { path: '/a' }],
    [{ path: '/a/' }, { path: '/a/*rest' }],
    [{ path: '/a/' }, { path: '/:x/:y' }],
    [{ path: '/a{/b}' }, { path: '/a' }],
    [{ path: '/:x-:y' }, { path: '/:z' }],
    [{ path: '/a/:x-:y' }, { path: '/a/*rest' }],
    [{ any: [{ code: 'A' }, { status: 404 }] }, { code: 'A' }],
    [{ code: 'A' }, { not: { code: 'B' } }],
    [{ not: { code: 'A' } }, { not: { code: ['A', 'B'] } }],
    [{ code: 'A' }, { all: [{ code: 'A' }, { status: 404 }] }],
  ];
  it.each(NO)('%j does not imply %j', (stronger, weaker) => {
    expect(implies(stronger, weaker)).toBe(false);
  });

  it('gives up on conditions that take too long to compare', () => {
    const deep = (depth: number, leaf: Condition): Condition =>
      depth === 0 ? leaf : { any: [deep(depth - 1, leaf), deep(depth - 1, leaf), deep(depth - 1, leaf)] };
    const stronger = deep(7, { code: 'A' });
    expect(implies(stronger, deep(7, { code: 'B' }))).toBe(false);
  });
});

describe('patterns that take all paths of others', () => {
  it.each([
    ['/a/', '/a', true],
    ['/a', '/a/*rest', false],
    ['/a/*rest', '/a/*more', true],
    ['/a/*rest', '/a/b/c', true],
    ['/a/b', '/a/c', false],
    ['/a/b', '/a/b/c', false],
    ['/a/b', '/:x', false],
    ['/:x-:y', '/b', true],
    ['/b', '/a{/:x}', false],
    ['*any', '/a', true],
    ['/a//b', '/a/:x/b', true],
  ])('%s may have a path in common with %s: %s', (one, two, expected) => {
    expect(mayMeet(one, two)).toBe(expected);
    expect(mayMeet(two, one)).toBe(expected);
  });

  it.each([
    ['/a//b', '/a//:x', true],
    ['/a//b', '/a/:x/b', false],
    ['/a//b', '/a/*rest', false],
    ['*any', '*any', true],
    ['/A', '/a', true],
  ])('%s is taken by %s: %s', (pattern, by, expected) => {
    const coverings = createCoverings();
    coverings.add({ pointer: '/by', pattern: by });
    expect(coverings.find(pattern)?.pointer).toBe(expected ? '/by' : undefined);
  });

  it.each([
    ['GET', ['GET'], true],
    ['HEAD', ['GET'], true],
    ['POST', ['GET'], false],
    [undefined, ['GET'], false],
    ['GET', undefined, true],
  ])('%s is taken by %j: %s', (method, methods, expected) => {
    const coverings = createCoverings();
    coverings.add({ pointer: '/by', pattern: '/:x', methods });
    const found = coverings.find('/a', method === undefined ? undefined : [method]);
    expect(found !== undefined).toBe(expected);
  });
});

describe('long lists', () => {
  const long = Array.from({ length: 150 }, (_, index) => rule(index, { code: `CODE_${index}` }));

  it('a rule far behind that says the same as one beyond those that are compared', () => {
    const [warning, ...more] = analysed({ platform: { rules: [...long, rule(150, { code: 'CODE_120' })] } });
    expect(warning!.pointer).toBe('/platform/rules/150');
    expect(warning!.message).toContain('/platform/rules/120 is asked first');
    expect(warning!.witness?.answeredBy).toBe('/platform/rules/120');
    expect(more).toEqual([]);
  });

  it('a rule of a group before which an api has many others', () => {
    const groups = (code: string): NonNullable<Config['groups']> => [
      { id: 'g', name: 'G', rules: [rule(1, { code })] },
    ];
    const apis = [{ ...api, group: 'g', rules: long }];
    expect(analysed({ groups: groups('CODE_X'), apis })).toEqual([]);
    expect(analysed({ groups: groups('CODE_149'), apis })).toHaveLength(1);
  });

  it('a witness among many routes', () => {
    const routes = Array.from({ length: 30 }, (_, index) => ({
      path: `/shop/${index}`,
      errors: { BUSY: {} },
    }));
    const rules = [rule(1), rule(2, { path: '/elsewhere' })];
    expect(analysed({ apis: [{ ...api, rules, routes }] })[0]!.witness).toBeUndefined();
  });

  it('rules far behind one without a condition, and one that nothing is before', () => {
    const rules = [...long, rule(150), rule(151, { code: 'CODE_X' }), rule(152)];
    expect(analysed({ platform: { rules } }).map(({ pointer }) => pointer)).toEqual([
      '/platform/rules/151',
      '/platform/rules/152',
    ]);
  });
});
