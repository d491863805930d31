/** Failures that a real PostgreSQL can be brought to, with the code that is to be answered. */

import { setTimeout as wait } from 'node:timers/promises';
import { CANARY, failureOf, type Code } from './outcomes.ts';
import type { Session } from './postgres-clients.ts';

export const SCHEMA = `
  create table canary_parents (id int primary key, email text unique);
  create table canary_children (
    id int primary key,
    parent int references canary_parents,
    guarded int references canary_parents on delete restrict,
    title varchar(20) not null default '${CANARY}',
    size smallint check (size > 0),
    day date,
    during int4range,
    exclude using gist (during with &&)
  );
  insert into canary_parents values (1, '${CANARY}'), (2, null), (3, null), (4, null);
  insert into canary_children (id, parent, guarded, during) values (1, 1, null, '[1,5)'), (2, null, 2, null);
`;

/** One statement each. */
export const statements: readonly (readonly [name: string, statement: string, code: Code])[] = [
  ['23505 unique', `insert into canary_parents values (9, '${CANARY}')`, 'ALREADY_EXISTS'],
  ['23505 primary key', `insert into canary_parents values (1, null)`, 'ALREADY_EXISTS'],
  ['23P01 exclusion', `insert into canary_children (id, during) values (9, '[2,3)')`, 'ITEM_CONFLICT'],
  ['23503 no such parent', 'insert into canary_children (id, parent) values (9, 4711)', 'REFERENCE_CONFLICT'],
  ['23503 still referred to', 'delete from canary_parents where id = 1', 'REFERENCE_CONFLICT'],
  ['23001 restrict', 'delete from canary_parents where id = 2', 'REFERENCE_CONFLICT'],
  ['23502 not null', 'insert into canary_children (id, title) values (9, null)', 'VALUE_REFUSED'],
  ['23514 check', 'insert into canary_children (id, size) values (9, -4711)', 'VALUE_REFUSED'],
  [
    '22001 too long',
    `insert into canary_children (id, title) values (9, '${CANARY.repeat(3)}')`,
    'VALUE_REFUSED',
  ],
  ['22003 out of range', 'insert into canary_children (id, size) values (9, 99999)', 'VALUE_REFUSED'],
  ['22P02 invalid text', `select '${CANARY}'::int`, 'VALUE_REFUSED'],
  ['22007 no date', `select '${CANARY}'::date`, 'VALUE_REFUSED'],
  ['22008 no day of the calendar', `select '2026-02-31'::date, '${CANARY}'`, 'VALUE_REFUSED'],
  ['42P01 no such table', `select * from "${CANARY}"`, 'INTERNAL_ERROR'],
  ['42601 bad syntax', `selec '${CANARY}'`, 'INTERNAL_ERROR'],
];

type Two = readonly [Session, Session];

/** Two connections in each other's way. What fails is what the first one does. */
export const encounters: readonly (readonly [
  name: string,
  meet: (two: Two) => Promise<unknown>,
  code: Code,
])[] = [
  ['40001 serialization failure', serialization, 'DATABASE_BUSY'],
  ['40P01 deadlock', deadlock, 'DATABASE_BUSY'],
  ['55P03 lock time-out', lockTimeout, 'DATABASE_BUSY'],
  ['57014 statement time-out', statementTimeout, 'DATABASE_TIMEOUT'],
  ['57P01 terminated by the administrator', terminated, 'DATABASE_UNAVAILABLE'],
];

const touch = (id: number): string =>
  `update canary_parents set email = email || '${CANARY}' where id = ${id}`;

async function serialization([first, second]: Two): Promise<unknown> {
  await first.run('begin isolation level repeatable read');
  await first.run('select * from canary_parents');
  await second.run(touch(3));
  return failureOf(() => first.run(touch(3)));
}

async function deadlock([first, second]: Two): Promise<unknown> {
  await first.run(`set deadlock_timeout = '50ms'`);
  await second.run(`set deadlock_timeout = '20s'`);
  for (const session of [first, second]) await session.run('begin');
  await first.run(touch(3));
  await second.run(touch(4));
  const waiting = second.run(touch(3));
  const failure = await failureOf(() => first.run(touch(4)));
  await first.run('rollback');
  await waiting;
  return failure;
}

async function lockTimeout([first, second]: Two): Promise<unknown> {
  await second.run('begin');
  await second.run(touch(3));
  await first.run(`set lock_timeout = '20ms'`);
  return failureOf(() => first.run(touch(3)));
}

async function statementTimeout([first]: Two): Promise<unknown> {
  await first.run(`set statement_timeout = '20ms'`);
  return failureOf(() => first.run(`select pg_sleep(20), '${CANARY}'`));
}

async function terminated([first, second]: Two): Promise<unknown> {
  const failing = failureOf(() => first.run(`select pg_sleep(20), 'canary-sleeper'`));
  await wait(200);
  await second.run(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where query like '%canary-sleeper%' and pid <> pg_backend_pid()`,
  );
  return failing;
}
