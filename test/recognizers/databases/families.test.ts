import { describe, expect, it } from 'vitest';
import { databases } from '../../../src/recognizers/databases/index.ts';
import { viewOf } from '../../../src/error-view.ts';
import { answerTo, facts } from '../answer.ts';
import { silently } from '../silent.ts';
import { CANARY, OUTCOMES } from './outcomes.ts';

const trap = (): never => {
  throw new Error(CANARY);
};
class Classed extends Error {}
/** An error of a class, as nearly all libraries have one. */
const marked = (more: object): Error => Object.assign(new Classed(CANARY), more);
/** An error without one, onto which somebody put what a server sent. */
const assigned = (more: object): Error => Object.assign(new Error('x'), structuredClone(more));
const cyclic = marked({ name: 'SequelizeDatabaseError' }) as Error & { original?: unknown };
cyclic.original = cyclic;

/** One error of each family, in its smallest form: name of the family, thrown value, code. */
const samples: readonly (readonly [family: string, thrown: Error, code: string])[] = [
  [
    'prisma',
    marked({ name: 'PrismaClientKnownRequestError', code: 'P2002', clientVersion: '7' }),
    'ALREADY_EXISTS',
  ],
  ['sequelize', marked({ name: 'SequelizeUniqueConstraintError' }), 'ALREADY_EXISTS'],
  ['typeorm', marked({ name: 'OptimisticLockVersionMismatchError' }), 'EDIT_CONFLICT'],
  ['mongoose', marked({ name: 'VersionError', modifiedPaths: [] }), 'EDIT_CONFLICT'],
  ['knex', marked({ name: 'KnexTimeoutError' }), 'DATABASE_TIMEOUT'],
  [
    'drizzle',
    marked({
      message: `Failed query: ${CANARY}`,
      query: CANARY,
      cause: marked({ code: '23505', severity: 'ERROR' }),
    }),
    'ALREADY_EXISTS',
  ],
  ['postgres', marked({ code: '23505', severity: 'ERROR' }), 'ALREADY_EXISTS'],
  ['mysql', marked({ code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' }), 'ALREADY_EXISTS'],
  ['sqlite', marked({ name: 'SqliteError', code: 'SQLITE_BUSY' }), 'DATABASE_BUSY'],
  ['mongodb', marked({ name: 'MongoServerError', code: 11000 }), 'ALREADY_EXISTS'],
  ['redis', marked({ name: 'ReplyError', message: `BUSY ${CANARY}` }), 'DATABASE_BUSY'],
  [
    'node-redis',
    marked({ constructor: { name: 'SimpleError' }, message: `BUSY ${CANARY}` }),
    'DATABASE_BUSY',
  ],
  ['connection', marked({ code: 'ECONNREFUSED', syscall: 'connect' }), 'SERVICE_UNAVAILABLE'],
];

describe('R31 every family of databases', () => {
  it('is among the samples', () => {
    expect(samples.map(([family]) => family)).toEqual(databases.map(({ name }) => name));
  });

  it.each(samples)('%s: recognised, frozen too, and not when switched off', (family, thrown, code) => {
    expect(silently(thrown)).toMatchObject({ family, code });
    expect(silently(Object.freeze(thrown))).toMatchObject({ family, code });
    expect(silently(thrown, { families: { [family]: false } })).toMatchObject({
      family: 'unexpected',
      status: 500,
    });
  });

  it.each(samples)('%s: a plain object of that shape is unexpected', (_, thrown) => {
    expect(silently(copyOf(thrown)).family).toBe('unexpected');
  });

  it.each(samples)(
    '%s: JSON of that shape, assigned to an error, is no failure that a client could cure',
    (family, thrown) => {
      const answer = silently(assigned({ ...copyOf(thrown), constructor: undefined, message: 'y' }));
      // What a socket failed with is a plain error in some versions of Node.
      expect(answer.status).toBe(family === 'connection' ? 503 : 500);
    },
  );

  it.each(samples)('%s: shows the real message in debug mode only', (_, thrown) => {
    const debug = answerTo(thrown, { mode: 'debug' });
    expect(debug.text).toContain('canary');
    expect(silently(thrown).text).not.toContain('canary');
  });
});

/** Its own properties and its name; a class that made a reply cannot be cloned. */
function copyOf({ name, message, ...more }: Error): object {
  return { name, message, ...more, constructor: undefined };
}

describe('what is asked about anything answers nothing, and does not throw', () => {
  const things: readonly unknown[] = [
    null,
    undefined,
    CANARY,
    23505,
    {},
    [],
    () => {},
    new Error(CANARY),
    new Error(''),
    marked({ name: 'constructor', code: '__proto__' }),
    marked({ name: 'toString', clientVersion: '7', severity: 'ERROR', errno: 1, sqlState: '' }),
    marked({ code: 'hasOwnProperty', errno: 'hasOwnProperty' }),
    new Proxy(new Error(CANARY), { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap }),
    new Proxy({}, { get: trap }),
    ...['message', 'name', 'code', 'cause', 'constructor'].map((key) =>
      Object.defineProperty(new Error(CANARY), key, { get: trap }),
    ),
    cyclic,
    ...samples.map(([, thrown]) => structuredClone(copyOf(thrown))),
    new DOMException(CANARY, 'AbortError'),
  ];

  it.each(databases)('$name', (family) => {
    for (const thing of things) expect(family.recognize(viewOf(thing), facts())).toBeUndefined();
  });

  it.each(databases)('$name: hostile properties beside its marks', (family) => {
    const [, sample] = samples.find(([of]) => of === family.name)!;
    const keys = [
      'severity',
      'errno',
      'sqlState',
      'errcode',
      'errorLabels',
      'original',
      'driverError',
      'errors',
    ];
    const hostile = marked(copyOf(sample));
    for (const key of keys) Object.defineProperty(hostile, key, { get: trap, configurable: true });
    expect(() => silently(hostile)).not.toThrow();
  });
});

describe('R31 JSON that was assigned to an error,', () => {
  it.each([
    { code: 'SQLITE_CONSTRAINT_UNIQUE' },
    { name: 'SqliteError', code: 'SQLITE_CONSTRAINT_UNIQUE' },
    { code: 'SQLITE_CONSTRAINT', errno: 19, message: 'UNIQUE constraint failed: a.b' },
    { code: 'ERR_SQLITE_ERROR', errcode: 2067, errstr: 'constraint failed' },
    { code: 'ERR_SQLITE_ERROR', errcode: 2067, message: 'x' },
    { name: 'SequelizeUniqueConstraintError' },
    { name: 'SequelizeDatabaseError', original: { code: '23505', severity: 'ERROR' } },
    { name: 'MongoServerError', code: 11000 },
    { name: 'PrismaClientKnownRequestError', code: 'P2025', clientVersion: '5' },
    { name: 'EntityNotFoundError', entityClass: 'x' },
    { name: 'DocumentNotFoundError', filter: {} },
    { code: '23505', severity: 'ERROR' },
    { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' },
    { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sqlMessage: CANARY },
    { name: 'ReplyError', message: 'BUSY x' },
  ])('%j', (body) => {
    const { status, family } = silently(assigned(body));
    expect({ status, family }).toEqual({ status: 500, family: 'unexpected' });
    const listed = silently(Object.assign(new Error(), { message: CANARY, ...body }));
    expect({ status: listed.status, family: listed.family }).toEqual({ status: 500, family: 'unexpected' });
  });

  it('nor is it believed inside a wrapper', () => {
    for (const key of ['original', 'driverError', 'cause']) {
      const names = {
        original: 'SequelizeDatabaseError',
        driverError: 'QueryFailedError',
        cause: 'DrizzleError',
      };
      const body = assigned({ code: '23505', severity: 'ERROR' });
      const thrown = marked({ name: names[key as keyof typeof names], [key]: body });
      expect(silently(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
    }
  });
});

describe('answers', () => {
  const all = databases.flatMap(({ answers }) => Object.entries(answers));

  it('use the same few codes', () => {
    const { INTERNAL_ERROR: _, ...codes } = OUTCOMES;
    const used = new Set(all.map(([, { code }]) => code).filter((code) => code !== undefined));
    expect([...used].toSorted()).toEqual(Object.keys(codes).toSorted());
  });

  it.each(Object.keys(OUTCOMES).filter((code) => code !== 'INTERNAL_ERROR'))(
    '%s may have another status',
    (code) => {
      const sample = samples.find(([, , of]) => of === code);
      const thrown = sample?.[1] ?? marked({ name: 'SequelizeValidationError' });
      const { code: answered } = answerTo(thrown);
      expect(answerTo(thrown, { statuses: { [answered]: 418 } }).status).toBe(418);
    },
  );

  it('are the same objects for everybody, with nothing in them that could be changed', () => {
    for (const [, said] of all) {
      expect(Object.values(said).every((value) => typeof value !== 'object')).toBe(true);
    }
  });
});
