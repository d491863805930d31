/** Failures that a real MariaDB can be brought to, with the code that is to be answered. */

import { CANARY, failureOf, type Code } from './outcomes.ts';
import type { Session } from './mysql-clients.ts';

export const SCHEMA: readonly string[] = [
  'create table canary_parents (id int primary key, email varchar(200) unique) engine = innodb',
  `create table canary_children (
     id int primary key, parent int, title varchar(20) not null default '${CANARY}', required int not null default 1,
     size smallint check (size > 0), day date, foreign key (parent) references canary_parents (id)
   ) engine = innodb`,
  `insert into canary_parents values (1, '${CANARY}'), (3, null), (4, null)`,
  'insert into canary_children (id, parent) values (1, 1)',
  `create procedure canary_raise(number int)
     signal sqlstate '45000' set mysql_errno = number, message_text = '${CANARY}'`,
];

export const statements: readonly (readonly [name: string, statement: string, code: Code])[] = [
  ['ER_DUP_ENTRY', `insert into canary_parents values (9, '${CANARY}')`, 'ALREADY_EXISTS'],
  [
    'ER_NO_REFERENCED_ROW_2',
    'insert into canary_children (id, parent) values (9, 4711)',
    'REFERENCE_CONFLICT',
  ],
  ['ER_ROW_IS_REFERENCED_2', 'delete from canary_parents where id = 1', 'REFERENCE_CONFLICT'],
  ['ER_BAD_NULL_ERROR', 'insert into canary_children (id, title) values (9, null)', 'VALUE_REFUSED'],
  ['ER_CONSTRAINT_FAILED', 'insert into canary_children (id, size) values (9, -4711)', 'VALUE_REFUSED'],
  [
    'ER_DATA_TOO_LONG',
    `insert into canary_children (id, title) values (9, '${CANARY.repeat(3)}')`,
    'VALUE_REFUSED',
  ],
  ['ER_WARN_DATA_OUT_OF_RANGE', 'insert into canary_children (id, size) values (9, 99999)', 'VALUE_REFUSED'],
  [
    'ER_TRUNCATED_WRONG_VALUE',
    `insert into canary_children (id, day) values (9, '${CANARY}')`,
    'VALUE_REFUSED',
  ],
  [
    'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
    `insert into canary_children (id, required) values (9, '${CANARY}')`,
    'VALUE_REFUSED',
  ],
  ['ER_NO_SUCH_TABLE', `select * from canary_nothing`, 'INTERNAL_ERROR'],
  ['ER_PARSE_ERROR', `selec '${CANARY}'`, 'INTERNAL_ERROR'],
];

type Two = readonly [Session, Session];

export const encounters: readonly (readonly [
  name: string,
  meet: (two: Two) => Promise<unknown>,
  code: Code,
])[] = [
  ['ER_LOCK_DEADLOCK', deadlock, 'DATABASE_BUSY'],
  ['ER_LOCK_WAIT_TIMEOUT', lockTimeout, 'DATABASE_BUSY'],
];

const touch = (id: number): string =>
  `update canary_parents set email = concat('${CANARY}', uuid()) where id = ${id}`;

/** The one that changed less is the victim. */
async function deadlock([first, second]: Two): Promise<unknown> {
  for (const session of [first, second]) await session.run('begin');
  await first.run(touch(3));
  await second.run(touch(4));
  const attempts = await Promise.allSettled([second.run(touch(3)), first.run(touch(4))]);
  for (const session of [first, second]) await session.run('rollback');
  const victim = attempts.find((attempt) => attempt.status === 'rejected');
  return failureOf(() => Promise.reject(victim?.reason as Error));
}

async function lockTimeout([first, second]: Two): Promise<unknown> {
  await second.run('begin');
  await second.run(touch(3));
  await first.run('set innodb_lock_wait_timeout = 1');
  const failure = await failureOf(() => first.run(touch(3)));
  await second.run('rollback');
  return failure;
}
