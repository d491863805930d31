/** Problems of every kind, for what must hold of any of them. */

import { INJECTIONS } from '../injections.ts';
import { everywhere, shownWith, type Parts } from '../problems.ts';

export const FIELDS: Parts['errors'] = [
  { pointer: '/items/0/sku', message: 'must be text', code: 'type' },
  { pointer: '/query/page/size', message: 'must be at most 100', code: 'maximum' },
  { pointer: '/headers/x-tenant', message: 'is missing', code: 'required' },
  { pointer: '/cookies/session', message: 'is missing' },
  { pointer: '/params/id', message: 'must be a number' },
  { pointer: '', message: 'must be an object' },
  { pointer: 'name', message: 'is missing' },
  { pointer: 'name', message: 'is missing' },
];

export const DEBUG: Parts['debug'] = {
  name: 'TypeError',
  message: 'x is undefined',
  stack: ['TypeError: x is undefined', '    at f'],
  causes: [{ name: 'Error', message: 'no x' }],
};

const FULL: Partial<Parts> = {
  errors: FIELDS,
  details: { left: 3, sku: 'A1', 'a b': [1, { c: null }], details: true },
  retryable: true,
  headers: { 'retry-after': '30' },
  language: 'de-AT',
  debug: DEBUG,
  shown: shownWith('shown'),
};

export const TABLE: readonly (readonly [string, Partial<Parts>])[] = [
  ['nothing but a status', { status: 404, title: 'Not Found', detail: undefined, code: 'NOT_FOUND' }],
  ['a detail', {}],
  ['field errors', { status: 422, errors: FIELDS }],
  ['details', { details: { left: 3, sku: 'A1' } }],
  ['details that are a list', { details: ['A1', 2] }],
  ['retryable', { retryable: false }],
  ['a delay', { status: 503, headers: { 'retry-after': '120' } }],
  ['a language', { language: 'de' }],
  ['debug', { debug: DEBUG }],
  ['all that can be shown', { shown: shownWith('a') }],
  ['no explanation', { shown: shownWith('a', false) }],
  ['a code of another vocabulary', { code: 'ERR-035' }],
  ['everything', FULL],
  ...INJECTIONS.map((text): readonly [string, Partial<Parts>] => [
    JSON.stringify(text),
    { ...everywhere(text), title: text, language: text, shown: shownWith(text) },
  ]),
];
