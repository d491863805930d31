/** The five scenarios of the source, as the files in `examples/policy`, on every framework over real sockets. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AuthenticationException,
  BusinessException,
  createFaultline,
  NotFoundException,
  RateLimitException,
  UserPermissionsException,
  ValidationException,
} from 'faultline';
import { send, type Answer } from '../adapters/client.ts';
import { frameworks, type Framework, type Mounted, type Route } from '../adapters/frameworks.ts';
import { factsWith } from '../pipeline/facts.ts';

const ID = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890';
const NOW = Date.UTC(2026, 3, 5, 14, 30, 45);

interface Case {
  readonly title: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly thrown: () => unknown;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const PROBLEM = 'application/problem+json; charset=utf-8';
const JSON_TYPE = 'application/json;charset=utf-8';

function problem(status: number, title: string, detail: string, code: string): string {
  const members = { type: 'about:blank', title, status, detail, code, correlationId: ID };
  return JSON.stringify(members);
}

const stockTooLow = (): unknown =>
  new BusinessException('Only 3 of A1 are left', { code: 'STOCK_TOO_LOW', status: 409 });

const userNotFound = (): unknown =>
  new BusinessException('User not found', { code: 'USER_NOT_FOUND', status: 401 });

const quotaExceeded = (): unknown =>
  new RateLimitException('The quota of this hour is used up', { code: 'QUOTA_EXCEEDED' });

const SCENARIOS: Readonly<Record<string, readonly Case[]>> = {
  'R79 scenario 1: fields of the platform give one format everywhere': [
    {
      title: 'another status, code and message',
      path: '/orders',
      thrown: () => new ValidationException('The date must not be in the past'),
      status: 422,
      contentType: PROBLEM,
      body: problem(422, 'Unprocessable Content', 'The request is not valid.', 'ERR-010'),
    },
    {
      title: 'another code and message',
      path: '/orders/7',
      thrown: () => new UserPermissionsException('No permission to execute this process'),
      status: 403,
      contentType: PROBLEM,
      body: problem(403, 'Forbidden', 'You may not do this.', 'ERR-020'),
    },
    {
      title: 'by status',
      path: '/users/1',
      thrown: () => new NotFoundException('customer 4711 has moved away'),
      status: 404,
      contentType: PROBLEM,
      body: problem(404, 'Not Found', 'There is nothing at this address.', 'ERR-030'),
    },
    {
      title: 'by class of statuses',
      path: '/users/2',
      thrown: () => new Error('password authentication failed for user "postgres"'),
      status: 500,
      contentType: PROBLEM,
      body: problem(500, 'Internal Server Error', 'The service failed. Please try again later.', 'ERR-999'),
    },
    {
      title: 'an error without a row stays as it is',
      path: '/users/3',
      thrown: stockTooLow,
      status: 409,
      contentType: PROBLEM,
      body: problem(409, 'Conflict', 'Only 3 of A1 are left', 'STOCK_TOO_LOW'),
    },
  ],
  'R80 scenario 2: "User not found" is changed in one place only': [
    {
      title: 'there',
      path: '/accounts/login',
      thrown: userNotFound,
      status: 401,
      contentType: PROBLEM,
      body: problem(401, 'Unauthorized', 'Please check your user name and password.', 'USER_NOT_FOUND'),
    },
    {
      title: 'nowhere else in the api',
      path: '/accounts/7',
      thrown: userNotFound,
      status: 401,
      contentType: PROBLEM,
      body: problem(401, 'Unauthorized', 'User not found', 'USER_NOT_FOUND'),
    },
    {
      title: 'nowhere else at all',
      path: '/orders',
      thrown: userNotFound,
      status: 401,
      contentType: PROBLEM,
      body: problem(401, 'Unauthorized', 'User not found', 'USER_NOT_FOUND'),
    },
    {
      title: 'no other error there',
      path: '/accounts/login',
      thrown: stockTooLow,
      status: 409,
      contentType: PROBLEM,
      body: problem(409, 'Conflict', 'Only 3 of A1 are left', 'STOCK_TOO_LOW'),
    },
  ],
  'R81 D38 scenario 3: a template with the details of the request': [
    {
      title: 'byte for byte',
      path: '/api/v1/users',
      thrown: () => new AuthenticationException('Authentication failed! Invalid API key or password!'),
      status: 401,
      contentType: JSON_TYPE,
      body: `{
  "error": {
    "code": "ERR-035",
    "message": "Authentication failed! Invalid API key or password!",
    "timestamp": "2026-04-05 14:30:45",
    "correlationId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "path": "/api/v1/users"
  }
}`,
    },
    {
      title: 'D37 the path is without the query',
      path: '/api/v1/users?key=secret',
      thrown: () => new AuthenticationException('Say "please"'),
      status: 401,
      contentType: JSON_TYPE,
      body: `{
  "error": {
    "code": "ERR-035",
    "message": "Say \\"please\\"",
    "timestamp": "2026-04-05 14:30:45",
    "correlationId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "path": "/api/v1/users"
  }
}`,
    },
    {
      title: 'D38 a text that nobody vetted is not in it',
      path: '/api/v1/users',
      thrown: () => new Error('Invalid pair for Authenticator (SecretManager)!'),
      status: 500,
      contentType: PROBLEM,
      body: problem(
        500,
        'Internal Server Error',
        `An unexpected error occurred. If you need help, mention this reference: ${ID}.`,
        'INTERNAL_ERROR',
      ),
    },
  ],
  'R82 scenario 4: rules by type of client': [
    {
      title: 'short for mobile clients',
      path: '/orders',
      headers: { 'X-Client-Type': 'mobile' },
      thrown: quotaExceeded,
      status: 429,
      contentType: JSON_TYPE,
      body: `{
  "code": "QUOTA_EXCEEDED",
  "message": "Request failed"
}`,
    },
    ...[{}, { 'X-Client-Type': 'web' }].map((headers) => ({
      title: `detailed for all others: ${JSON.stringify(headers)}`,
      path: '/orders',
      headers,
      thrown: quotaExceeded,
      status: 429,
      contentType: JSON_TYPE,
      body: `{
  "error": {
    "code": "QUOTA_EXCEEDED",
    "message": "The quota of this hour is used up",
    "correlationId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "timestamp": "2026-04-05 14:30:45",
    "path": "/orders",
    "method": "GET"
  }
}`,
    })),
  ],
  'R83 R86 D38 scenario 5: a plain text where a business rule stops the flow': [
    {
      title: 'as text/plain, whatever the client accepts',
      path: '/payments/transfers',
      headers: { accept: 'application/json' },
      thrown: () => new BusinessException('Over the limit', { code: 'LIMIT_EXCEEDED', status: 403 }),
      status: 403,
      contentType: 'text/plain;charset=utf-8',
      body: `Your API call was rejected by a business rule.
Error Code: LIMIT_EXCEEDED
Time: 2026-04-05 14:30:45
Request ID: a1b2c3d4-e5f6-7890-abcd-ef1234567890`,
    },
    {
      title: 'for every error of that route',
      path: '/payments/transfers',
      thrown: stockTooLow,
      status: 409,
      contentType: 'text/plain;charset=utf-8',
      body: `Your API call was rejected by a business rule.
Error Code: STOCK_TOO_LOW
Time: 2026-04-05 14:30:45
Request ID: a1b2c3d4-e5f6-7890-abcd-ef1234567890`,
    },
    {
      title: 'of no other route',
      path: '/payments/refunds',
      thrown: stockTooLow,
      status: 409,
      contentType: PROBLEM,
      body: problem(409, 'Conflict', 'Only 3 of A1 are left', 'STOCK_TOO_LOW'),
    },
  ],
};

const FOLDER = new URL('../../examples/policy/', import.meta.url);
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .toSorted();

it('each scenario has its file, which names its schema', () => {
  expect(files).toEqual([1, 2, 3, 4, 5].map((number) => `scenario-${number}.json`));
  for (const file of files) {
    const config = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { $schema?: string };
    expect(config.$schema).toBe('./node_modules/faultline/schema.json');
  }
});

it.each([3, 4])(
  'R81 R82 scenario %i: its templates may be written as JSON instead of as a text',
  (number) => {
    const source = readFileSync(new URL(`scenario-${number}.json`, FOLDER), 'utf8');
    const title = Object.keys(SCENARIOS).find((name) => name.includes(`scenario ${number}`))!;
    const config = JSON.parse(source, (key, value: unknown) =>
      key === 'body' ? (JSON.parse(String(value)) as unknown) : value,
    ) as object;
    expect(JSON.stringify(config)).not.toContain(String.raw`\n`);
    const fl = createFaultline({ config, mode: 'release', logger: false, now: () => NOW });
    for (const { path, headers = {}, thrown, body, contentType } of SCENARIOS[title]!) {
      if (contentType !== JSON_TYPE) continue;
      const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const { reply } = fl.resolve(
        thrown(),
        factsWith(Object.fromEntries(lowered) as Record<string, string>, { url: path, correlationId: ID }),
      );
      expect(reply.body).toBe(JSON.stringify(JSON.parse(body)));
    }
  },
);

describe.each(frameworks)('R79 R80 R81 R82 R83 D38 on $name', (framework) => {
  describe.each(Object.entries(SCENARIOS))('%s', (title, cases) => {
    const [number] = /(?<=scenario )\d/.exec(title)!;
    let answers: readonly Answer[];

    beforeAll(async () => {
      answers = await answersOf(framework, fileURLToPath(new URL(`scenario-${number}.json`, FOLDER)), cases);
    });

    it.each(cases.map((shown, index) => ({ ...shown, index })))(
      '$path: $title',
      ({ index, status, contentType, body }) => {
        const answer = answers[index]!;
        expect(answer.body).toBe(body);
        expect(answer.status).toBe(status);
        expect(answer.headers['content-type']).toBe(contentType);
        expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(body)));
        expect(answer.headers['x-request-id']).toBe(ID);
      },
    );
  });
});

const opened: Mounted[] = [];

afterAll(async () => {
  for (const app of opened) await app.close();
});

/** One app for all cases; what a route throws changes from case to case. */
async function answersOf(
  framework: Framework,
  config: string,
  cases: readonly Case[],
): Promise<readonly Answer[]> {
  const correlation = { trust: () => true };
  const fl = createFaultline({ config, mode: 'release', logger: false, correlation, now: () => NOW });
  let current: Case | undefined;
  const route: Route = () => {
    throw current!.thrown();
  };
  const routes = Object.fromEntries(cases.map(({ path }) => [path.split('?')[0]!, route]));
  const app = await framework.mount(fl, routes);
  opened.push(app);
  const answers: Answer[] = [];
  for (current of cases)
    answers.push(await send(app.url + current.path, { headers: { 'x-request-id': ID, ...current.headers } }));
  return answers;
}
