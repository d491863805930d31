/** Small configurations, requests and failures out of one small vocabulary, so that they really meet. */

import * as fc from 'fast-check';
import { BusinessException, NotFoundException, ValidationException } from 'faultline';
import type {
  Api,
  Condition,
  Config,
  Expected,
  Formats,
  Group,
  Route,
  Row,
  Rule,
  Scope,
  Template,
} from '../../src/config/shapes.ts';
import type { JsonValue } from '../../src/model.ts';
import type { Failure, Request } from './oracle.ts';

/** What an application throws, and what of it the oracle is told. */
export interface Thrown {
  readonly failure: Failure;
  make(): unknown;
}

const PATHS = [
  '/',
  '/shop',
  '/shop/items',
  '/shop/items/',
  '/shop/items/7',
  '/SHOP/Items/7',
  '/shop/%69tems/7',
  '/shop/items/7/parts',
  '/shop//items',
  '/shop/orders/caf%C3%A9',
  '/users/1',
  '/files/list.txt',
  '/elsewhere',
];

const PATTERNS = [
  '/shop',
  '/shop/*rest',
  '/shop{/*rest}',
  '/shop/items',
  '/shop/items/:id',
  '/shop/:kind/:id',
  '/shop{/:kind}',
  '/shop/orders/*rest',
  '/users/:id',
  '/files/:name.:ext',
  '/*all',
];

const CODES = ['STOCK_TOO_LOW', 'VALIDATION_FAILED', 'NOT_FOUND', 'BUSY', 'INTERNAL_ERROR', 'OUT_OF_LUCK'];
const NAMES = ['BusinessException', 'ValidationException', 'NotFoundException', 'Error', 'toString'];
const STATUSES = [400, 403, 404, 409, 418, 422, 429, 500, 502, 503];

const keys = fc.oneof(
  fc.constantFrom(...CODES),
  fc.constantFrom(...NAMES),
  fc.constantFrom('400', '404', '409', '500', '503'),
  fc.constantFrom('4xx', '5xx'),
);

const ENVIRONMENT = '${FAULTLINE_TEST_REGION}';

/** What does not depend on the overlay, and so may stand in a row's own texts. */
const BEFORE_OVERLAY = [
  '#CORRELATIONID#',
  '#{error.defaultErrorCode}',
  '#{error.defaultMessage}',
  '#{error.defaultHttpCode}',
  '#{request.method}',
  '#{request.uri}',
  '#{request.contentType}',
  '#{request.remoteAddress}',
  '#{request.queryString}',
  '#{request.pathInfo}',
  '#{request.contextPath}',
  '#{message.correlationId}',
  '#{apiProxy.id}',
  '#{apiProxy.name}',
  '#{dateTime.formattedText}',
  '#{dateTime.timestamp}',
  ENVIRONMENT,
];

const ALL = [
  ...BEFORE_OVERLAY,
  '#FAULTCODE#',
  '#FAULTMESSAGE#',
  '#FAULTMESSAGE_FIRSTLINE#',
  '#FAULTSTATUSCODE#',
  '#RESPONSEFROMAPI#',
  '#RESPONSEFROMAPI_FIRSTLINE#',
  '#{error.customizedErrorCode}',
  '#{error.customizedHttpCode}',
  '#{error.customizedMessage}',
  '#{dateTime.year}',
  '#{dateTime.month}',
  '#{dateTime.dayOfMonth}',
  '#{dateTime.hour}',
  '#{dateTime.minute}',
  '#{dateTime.second}',
];

const NUMBERS = ['#FAULTSTATUSCODE#', '#{error.customizedHttpCode}', '#{error.defaultHttpCode}', '404'];

/** A run of placeholders and of what the format can hold as it stands. */
function run(...literals: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...ALL),
    fc.constantFrom('ok ', ' of ', 'é', ' # ', '$5', ...literals),
  );
  return fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
}

const jsonText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...ALL), run(String.raw`\n`, String.raw`\"`), fc.constantFrom(...NUMBERS))
  .map(
    ([code, message, status]) => `{\n  "code": "${code}",\n  "message": "${message}", "status": ${status} }`,
  );

const jsonValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.record({ error: fc.record({ text: run('"', '\\', '\n'), flags: fc.constant([true, null, 1.5]) }) }),
  fc.tuple(run('"'), run('<')),
  fc.constantFrom<JsonValue>(null, 0, {}, []),
);

const xmlText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n'), run('&amp;', '&#169;', '"'))
  .map(
    ([prolog, message]) => `${prolog}<error><code>#FAULTCODE#</code><message>${message}</message></error>`,
  );

const plainText: fc.Arbitrary<string> = run('\n', '<b>', '"', '&').map((text) => `Failed: ${text}`);

const htmlText: fc.Arbitrary<string> = run('&lt;', '<br>').map(
  (text) => `<!doctype html><html lang="en"><body><p>${text}</p></body></html>`,
);

const body = fc.oneof(
  fc.record({ body: jsonText }),
  fc.record({
    body: fc.oneof(jsonText, jsonValue),
    contentType: fc.constantFrom('application/json', 'application/vnd.shop+json;charset=utf-8'),
  }),
  fc.record({ body: jsonValue }),
  fc.record({ body: xmlText, contentType: fc.constantFrom('application/xml', 'text/xml;charset=utf-8') }),
  fc.record({ body: plainText, contentType: fc.constantFrom('text/plain', 'text/plain;charset=utf-8') }),
  fc.record({ body: htmlText, contentType: fc.constant('text/html') }),
);

const status = fc.constantFrom(...STATUSES);

/** Makes members optional; `weight` in ten are there. */
function sometimes<T>(weight: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  const nothing = fc.constant(undefined);
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - weight, arbitrary: nothing },
    { weight, arbitrary: value },
  );
}

/** An object without the members that are `undefined`, as a file has it. */
function members<T extends object>(value: fc.Arbitrary<unknown>): fc.Arbitrary<T> {
  return value.map((object) => {
    const entries = Object.entries(object as object).filter(([, member]) => member !== undefined);
    return Object.fromEntries(entries) as T;
  });
}

const template: fc.Arbitrary<Template> = members(
  fc.tuple(body, sometimes(4, status)).map(([shape, sent]) => ({ ...shape, status: sent })),
);

function expectedOf(...values: readonly string[]): fc.Arbitrary<Expected> {
  const patterns = ['^mob', 'e$', '[0-9]+', 'w|M', '^$'].map((matches) => ({ matches }));
  return fc.oneof(
    fc.constantFrom(...values),
    fc.subarray([...values], { minLength: 1 }),
    fc.constantFrom(...patterns),
  );
}

const client = expectedOf('mobile', 'web', 'Web', '');
const region = expectedOf('de', 'fr, de', 'fr');
const page = expectedOf('12', '', '1');

const headers: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ header: fc.record({ 'X-Client': client }) }),
  fc.record({ header: fc.record({ 'x-region': region }) }),
  fc.record({ header: fc.record({ 'x-client': client, 'X-REGION': region }) }),
);

const parameters: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ query: fc.record({ lang: region }) }),
  fc.record({ query: fc.record({ page }) }),
  fc.record({ query: fc.record({ lang: region, page }) }),
);

function oneOrMore<T>(...values: readonly T[]): fc.Arbitrary<T | readonly T[]> {
  const one = fc.constantFrom(...values);
  return fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 2 }));
}

const mediaTypes: fc.Arbitrary<Condition> = fc.record({
  contentType: oneOrMore('application/json', 'application/*', 'text/plain', 'application/*+json'),
});

const simple: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ path: oneOrMore(...PATTERNS) }),
  fc.record({ method: oneOrMore('GET', 'POST', 'PUT') }),
  { weight: 3, arbitrary: headers },
  { weight: 3, arbitrary: parameters },
  fc.record({ ip: oneOrMore('10.0.0.0/8', '10.1.2.3', '192.168.0.9', '2001:db8::/32') }),
  { weight: 2, arbitrary: mediaTypes },
  fc.record({ status: oneOrMore<number | string>(400, 404, '409', '4xx', '5xx') }),
  fc.record({ code: oneOrMore(...CODES) }),
  fc.record({ api: oneOrMore('api-0', 'api-1') }),
);

/** One or two members together, and what is made of others. */
const condition: fc.Arbitrary<Condition> = fc.letrec<{ part: Condition; whole: Condition }>((tie) => ({
  part: fc.oneof(
    { weight: 6, arbitrary: simple },
    { weight: 1, arbitrary: fc.record({ all: fc.array(tie('whole'), { maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(tie('whole'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie('whole').map((inner) => ({ method: 'GET', ...inner })) }) },
  ),
  whole: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    tie('part'),
    fc.tuple(tie('part'), simple).map(([first, second]) => ({ ...first, ...second })),
  ),
})).whole;

const rule: fc.Arbitrary<Rule> = members(
  fc
    .tuple(
      template,
      fc.record({
        order: fc.integer({ min: 1, max: 3 }),
        name: fc.constantFrom('mobile', 'partners', 'rest'),
        when: sometimes(8, fc.oneof({ weight: 9, arbitrary: condition }, fc.constant({}))),
        active: sometimes(3, fc.boolean()),
      }),
    )
    .map(([shape, more]) => ({ ...shape, ...more })),
);

const rules = fc.array(rule, { minLength: 1, maxLength: 3 });

const text = fc.oneof(
  fc
    .array(
      fc.oneof(fc.constantFrom(...BEFORE_OVERLAY), fc.constantFrom('Sorry: ', '<b>', '"', ' & ', "it's")),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((pieces) => pieces.join('')),
  fc.constantFrom('One line.\r\nAnother line.', '\nAfter an empty line', 'Plain words'),
);

const header = fc.constantFrom(
  'seen',
  '#{request.method} #{error.defaultErrorCode}',
  '#CORRELATIONID#',
  '60',
);

const row: fc.Arbitrary<Row> = members(
  fc.record({
    message: sometimes(5, text),
    title: sometimes(2, text),
    code: sometimes(4, fc.constantFrom('ERR-035', 'E.1', 'SHOP_CLOSED')),
    status: sometimes(4, status),
    retryable: sometimes(2, fc.boolean()),
    headers: sometimes(
      3,
      fc.dictionary(fc.constantFrom('X-Shop', 'x-policy', 'Retry-After'), header, { minKeys: 1, maxKeys: 2 }),
    ),
    template: sometimes(1, template),
    rules: sometimes(2, rules),
  }),
);

const errors = fc.dictionary(keys, row, { minKeys: 1, maxKeys: 4 });

const formats: fc.Arbitrary<Formats> = members(
  fc.record({
    json: sometimes(6, fc.oneof(jsonText, jsonValue)),
    xml: sometimes(6, xmlText),
    text: sometimes(4, plainText),
    html: sometimes(3, htmlText),
  }),
);

function scope<T extends Scope>(own: fc.Arbitrary<Omit<T, keyof Scope>>): fc.Arbitrary<T> {
  const common = fc.record({
    errors: sometimes(6, errors),
    rules: sometimes(2, rules),
    template: sometimes(1, template),
  });
  return members(fc.tuple(own, common).map(([first, second]) => ({ ...first, ...second })));
}

const templates = sometimes(3, formats);
const names = fc.constantFrom('Shop', 'Users & "friends"', '<i>');

const route: fc.Arbitrary<Route> = scope(
  members<Omit<Route, keyof Scope>>(
    fc.record({
      path: fc.constantFrom(...PATTERNS),
      methods: sometimes(4, fc.subarray(['GET', 'POST', 'HEAD'], { minLength: 1 })),
    }),
  ),
);

function groupsOf(count: number): fc.Arbitrary<readonly Group[]> {
  const groups = Array.from({ length: count }, (_, index) =>
    scope<Group>(
      members<Omit<Group, keyof Scope>>(
        fc.record({ id: fc.constant(`group-${index}`), name: names, templates }),
      ),
    ),
  );
  return fc.tuple(...groups);
}

function apisOf(count: number, groups: number): fc.Arbitrary<readonly Api[]> {
  const group = fc.integer({ min: 0, max: groups - 1 }).map((index) => `group-${index}`);
  const apis = Array.from({ length: count }, (_, index) =>
    scope<Api>(
      members<Omit<Api, keyof Scope>>(
        fc.record({
          id: fc.constant(`api-${index}`),
          name: names,
          group: sometimes(7, group),
          match: fc.uniqueArray(fc.constantFrom(...PATTERNS), { minLength: 1, maxLength: 3 }),
          templates,
          routes: sometimes(8, fc.array(route, { maxLength: 4 })),
        }),
      ),
    ),
  );
  return fc.tuple(...apis);
}

export const configs: fc.Arbitrary<Config> = fc
  .record({ groups: fc.integer({ min: 1, max: 3 }), apis: fc.integer({ min: 2, max: 4 }) })
  .chain((count) =>
    members<Config>(
      fc.record({
        platform: sometimes(8, scope(fc.record({ templates }))),
        groups: groupsOf(count.groups),
        apis: apisOf(count.apis, count.groups),
        env: fc.constant(['FAULTLINE_TEST_REGION']),
      }),
    ),
  );

const queries = [
  '',
  '?lang=de&page',
  '?lang=en&lang=fr&page=12',
  '?page=1&lang=fr%2C+de&page=12',
  '?page=%3Cscript%3E"\'',
  '?lang=%64e&x=#{request.method}',
];

/** A request is mounted only where its path goes on below the mount. */
export const requests: fc.Arbitrary<Request> = members<Request>(
  fc
    .record({
      method: fc.constantFrom('GET', 'GET', 'POST', 'HEAD', 'PUT'),
      path: fc.constantFrom(...PATHS),
      query: fc.constantFrom(...queries),
      headers: members<Readonly<Record<string, string>>>(
        fc.record({
          accept: sometimes(
            6,
            fc.constantFrom(
              'application/json',
              'application/xml',
              'application/problem+xml',
              'text/plain',
              'text/html',
              '*/*',
              'text/xml;q=0.9, application/json;q=0.1',
            ),
          ),
          'content-type': sometimes(
            7,
            fc.constantFrom(
              'application/json',
              'application/json; charset=utf-8',
              'application/xml',
              'text/plain',
              'application/vnd.shop+json',
              'image/png',
            ),
          ),
          'x-client': sometimes(8, fc.constantFrom('mobile', 'web', 'Mobile 7', '')),
          'x-region': sometimes(6, fc.constantFrom('de', 'fr, de')),
        }),
      ),
      remoteAddress: sometimes(
        8,
        fc.constantFrom('10.1.2.3', '::ffff:10.1.2.3', '192.168.0.9', '2001:db8::7', '::1'),
      ),
      mounted: fc.boolean(),
    })
    .map(({ path, query, mounted, ...more }) => ({
      ...more,
      url: path + query,
      mount: mounted && path.startsWith('/shop/') ? '/shop' : undefined,
    })),
);

class OutOfLuckException extends BusinessException {}

const HOSTILE =
  'First "line" <b>&amp;</b>\r\n#{request.method} ${HOME} #FAULTCODE# \u2028\ud800\u0007\u202e end';

const THROWN: readonly Thrown[] = [
  {
    failure: { code: 'STOCK_TOO_LOW', name: 'BusinessException', status: 409, message: 'Only 3 are left' },
    make: () => new BusinessException('Only 3 are left', { code: 'STOCK_TOO_LOW', status: 409 }),
  },
  {
    failure: {
      code: 'BUSY',
      name: 'BusinessException',
      status: 503,
      message: 'Please come back later',
      retryable: true,
      retryAfter: '30',
    },
    make: () =>
      new BusinessException('Please come back later', {
        code: 'BUSY',
        status: 503,
        retryable: true,
        retryAfter: 30,
      }),
  },
  {
    failure: { code: 'OUT_OF_LUCK', name: 'OutOfLuckException', status: 500, message: HOSTILE },
    make: () => new OutOfLuckException(HOSTILE),
  },
  {
    failure: { code: 'OUT_OF_LUCK', name: 'OutOfLuckException', status: 422 },
    make: () => new OutOfLuckException('', { status: 422 }),
  },
  {
    failure: {
      code: 'VALIDATION_FAILED',
      name: 'ValidationException',
      status: 400,
      message: 'The date must not be in the past',
      details: { earliest: '2026-12-15' },
      errors: [{ pointer: '/date', message: 'must not be in the past' }],
    },
    make: () =>
      new ValidationException('The date must not be in the past', {
        details: { earliest: '2026-12-15' },
        errors: [{ pointer: '/date', message: 'must not be in the past' }],
      }),
  },
  {
    failure: { code: 'NOT_FOUND', name: 'NotFoundException', status: 404 },
    make: () => new NotFoundException('customer 4711 has moved away'),
  },
  {
    failure: { code: 'INTERNAL_ERROR', name: 'Error', status: 500 },
    make: () => new Error('password authentication failed for user "postgres"'),
  },
  {
    failure: { code: 'INTERNAL_ERROR', name: 'toString', status: 500 },
    make: () => Object.assign(new Error('duplicate key value violates a constraint'), { name: 'toString' }),
  },
];

export const thrown: fc.Arbitrary<Thrown> = fc.constantFrom(...THROWN);
