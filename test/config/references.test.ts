/** Names in a configuration: given once, and known. */

import { expect, it, vi } from 'vitest';
import { checkReferences, checkReferencesInSteps } from '../../src/config/references.ts';
import type { Config } from '../../src/config/shapes.ts';
import { whole } from './faults.ts';

function reported(config: Config): readonly (readonly string[])[] {
  const found: string[][] = [];
  checkReferences(config, (...fault) => void found.push(fault));
  return found;
}

const api = { name: 'A', match: ['/a'] };
const rule = { order: 1, name: 'r', body: 'x' };

it('a configuration with every member, and an empty one, are right', () => {
  expect(reported(whole)).toEqual([]);
  expect(reported({})).toEqual([]);
});

it.each<readonly [string, Config, readonly (readonly string[])[]]>([
  [
    'ids of groups',
    {
      groups: [
        { id: 'a', name: 'A' },
        { id: 'b', name: 'B' },
        { id: 'a', name: 'C' },
      ],
    },
    [['/groups/2/id', 'is "a", as in /groups/0', 'give each an id of its own']],
  ],
  [
    'ids of apis',
    {
      apis: [
        { ...api, id: 'a' },
        { ...api, id: 'a' },
        { ...api, id: 'a' },
      ],
    },
    [
      ['/apis/1/id', 'is "a", as in /apis/0', 'give each an id of its own'],
      ['/apis/2/id', 'is "a", as in /apis/0', 'give each an id of its own'],
    ],
  ],
  [
    'ids of the routes of one api, not of several',
    {
      apis: [
        {
          ...api,
          id: 'a',
          routes: [{ path: '/a' }, { id: 'r', path: '/b' }, { id: 'r', path: '/c' }, { path: '/d' }],
        },
        { ...api, id: 'b', routes: [{ id: 'r', path: '/a' }] },
      ],
    },
    [['/apis/0/routes/2/id', 'is "r", as in /apis/0/routes/1', 'give each an id of its own']],
  ],
  [
    'groups',
    {
      groups: [{ id: 'payments', name: 'P' }],
      apis: [
        { ...api, id: 'a', group: 'payment' },
        { ...api, id: 'b', group: 'x' },
      ],
    },
    [
      ['/apis/0/group', 'is "payment", which no group has', 'did you mean "payments"?'],
      ['/apis/1/group', 'is "x", which no group has', 'give the id of one of the groups'],
    ],
  ],
  [
    'apis in conditions, wherever they stand',
    {
      platform: { rules: [{ ...rule, when: { api: 'shoop' } }, rule] },
      groups: [
        { id: 'g', name: 'G', errors: { 'A/B': { rules: [{ ...rule, when: { api: ['shop', 'x'] } }] } } },
      ],
      apis: [
        {
          ...api,
          id: 'shop',
          rules: [{ ...rule, when: { all: [{ not: { api: 'y' } }] } }],
          routes: [{ path: '/a', rules: [{ ...rule, when: { any: [{}, { api: 'z' }] } }] }],
        },
      ],
    },
    [
      ['/platform/rules/0/when/api', 'is "shoop", which no api has', 'did you mean "shop"?'],
      [
        '/groups/0/errors/A~1B/rules/0/when/api/1',
        'is "x", which no api has',
        'give the id of one of the apis',
      ],
      ['/apis/0/rules/0/when/all/0/not/api', 'is "y", which no api has', 'give the id of one of the apis'],
      [
        '/apis/0/routes/0/rules/0/when/any/1/api',
        'is "z", which no api has',
        'give the id of one of the apis',
      ],
    ],
  ],
  [
    'R37: languages, in whatever spelling',
    {
      language: 'x-mine',
      locales: { 'de-at': {}, 'de-AT': {}, 'x-private': {}, en: {}, abcdefghi: {} },
    },
    [
      ['/language', 'is "x-mine", which is no language', 'give a tag of RFC 5646, such as "de" or "pt-BR"'],
      ['/locales/de-AT', 'is the same language as "de-at"', 'keep one of the two'],
      ['/locales/x-private', 'is no language', 'give a tag of RFC 5646, such as "de" or "pt-BR"'],
      ['/locales/abcdefghi', 'is no language', 'give a tag of RFC 5646, such as "de" or "pt-BR"'],
    ],
  ],
])('%s', (_, config, expected) => {
  expect(reported(config)).toEqual(expected);
});

it('what was meant is looked for no more once many names are wrong', () => {
  const apis = Array.from({ length: 60 }, (_, index) => ({ ...api, id: `a${index}`, group: 'group1' }));
  const found = reported({ groups: [{ id: 'group', name: 'G' }], apis });
  expect(found.filter(([, , cure]) => cure === 'did you mean "group"?')).toHaveLength(50);
  expect(found).toHaveLength(60);
});

it('what was meant is found among thousands, wherever it stands', () => {
  const groups = Array.from({ length: 1300 }, (_, index) => ({ id: `group-${index}-of-many`, name: 'G' }));
  groups.push({ id: 'payments', name: 'P' });
  const at = (group: string): readonly (readonly string[])[] =>
    reported({ groups, apis: [{ ...api, id: 'a', group }] });
  expect(at('paiments')[0]![2]).toBe('did you mean "payments"?');
  expect(at('group-1-of-mamy')[0]![2]).toBe('did you mean "group-1-of-many"?');
  expect(at('elsewhere')[0]![2]).toBe('give the id of one of the groups');
});

it('R85 thousands of names are looked up in steps', () => {
  const many = Array.from({ length: 1000 }, (_, index) => index);
  const rules = many.map((order) => ({ ...rule, order, when: { any: [{ api: 'x' }, { api: 'y' }] } }));
  const config: Config = {
    platform: { rules, errors: Object.fromEntries(many.map((index) => [`CODE_${index}`, {}])) },
    groups: many.map((index) => ({ id: `g${index}`, name: 'G' })),
    locales: Object.fromEntries(many.map((index) => [`de-x${index}`, {}])),
  };
  let found = 0;
  const steps = [...checkReferencesInSteps(config, () => void (found += 1))];
  expect(found).toBeGreaterThan(2000);
  expect(steps.length).toBeGreaterThan(1000 * (1 + 3 + 1 + 1));
});

it('languages are taken as they are where nobody knows them', () => {
  vi.stubGlobal('Intl', undefined);
  const found = reported({ locales: { de: {} } });
  vi.unstubAllGlobals();
  expect(found).toEqual([]);
});
