/** A configuration with every member there is, and what is wrong with others. */

import { ConfigError, type Fault } from '../../src/config/config-error.ts';
import type { Condition, Config, Scope } from '../../src/config/shapes.ts';

const condition: Condition = {
  path: ['/orders/:id', '/files/*rest'],
  method: 'GET',
  header: { 'X-Client-Type': 'mobile', accept: ['a', 'b'], 'user-agent': { matches: '^curl/' } },
  query: { lang: 'de', page: { matches: '^[0-9]+$' } },
  ip: ['10.0.0.0/8', '::1'],
  contentType: 'application/json',
  status: [404, '409', '5xx'],
  code: ['NOT_FOUND', 'ERR-035'],
  api: 'shop',
  all: [],
  any: [{ method: ['GET', 'M-SEARCH'] }],
  not: { status: '4xx' },
};

const scope: Scope = {
  errors: {
    NOT_FOUND: {
      message: 'There is no #{request.uri}.',
      title: 'Gone missing',
      code: 'ERR-035',
      status: 404,
      retryable: false,
      headers: { 'x-error': '#{error.defaultErrorCode}' },
      template: { body: { a: [1, null] }, contentType: 'application/json', status: 410 },
      rules: [{ order: 1, name: 'row', body: 'x' }],
    },
    ValidationException: {},
    '404': {},
    '4xx': {},
    'ERR-035': {},
    $Odd: {},
  },
  rules: [
    {
      order: 1.5,
      name: 'mobile',
      when: condition,
      body: '{}',
      contentType: 'a/b',
      status: 500,
      active: false,
    },
    { order: -1, name: 'catch-all', when: {}, body: null },
  ],
  template: { body: '{}' },
};

/** No two parts of it are the same object. */
export const whole: Config = JSON.parse(
  JSON.stringify({
    $schema: './node_modules/faultline/schema.json',
    platform: { ...scope, templates: { json: { a: 1 }, xml: '<a/>', text: 'a', html: '<p>a</p>' } },
    groups: [{ id: 'g', name: 'Group', ...scope, templates: {} }],
    apis: [
      {
        id: 'shop',
        name: 'Shop',
        group: 'g',
        match: ['/shop', '/shop/*rest', '{/:lang}/shop', '*any'],
        ...scope,
        templates: {},
        routes: [
          { id: 'r', path: '/shop/orders/:id', methods: ['GET', 'POST'], ...scope },
          { path: '/shop' },
        ],
      },
    ],
    env: ['REGION', '_x1'],
    language: 'en-GB',
    locales: { de: { OUT_OF_STOCK: { title: 'Ausverkauft', message: 'Nicht vorrätig.' } }, 'pt-BR': {} },
  } satisfies Config),
) as Config;

/** What was reported; fails when nothing was. */
export function faultsOf(load: () => unknown): readonly Fault[] {
  return refusal(load).faults;
}

export function refusal(load: () => unknown): ConfigError {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

/** How often the work yields before it ends in a refusal; fails when it does not. */
export function stepsUntilRefused(work: Generator<void, unknown>): number {
  let steps = 0;
  refusal(() => {
    while (work.next().done !== true) steps += 1;
  });
  return steps;
}
