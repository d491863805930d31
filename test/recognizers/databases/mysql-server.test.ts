import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mysql } from '../../../src/recognizers/databases/mysql.ts';
import { libraries, type Account, type Session } from './mysql-clients.ts';
import { ERRORS } from './mysql-errors.ts';
import { encounters, SCHEMA, statements } from './mysql-failures.ts';
import { CANARY, expectOutcome, failureOf, type Code } from './outcomes.ts';
import { freePort, isInstalled, startServer, type ServerProcess } from './server-process.ts';

describe.skipIf(!isInstalled('mariadbd'))('a real MariaDB', () => {
  let server: ServerProcess;
  let account: Account;
  beforeAll(async () => {
    server = await startServer(
      'mariadbd',
      (directory, port) => [
        '--no-defaults',
        `--datadir=${directory}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        `--socket=${directory}/s`,
        '--user=root',
        '--innodb-flush-log-at-trx-commit=0',
      ],
      (directory) => {
        const options = ['--auth-root-authentication-method=normal', '--skip-test-db', '--user=root'];
        spawnSync('mariadb-install-db', ['--no-defaults', `--datadir=${directory}`, ...options]);
      },
    );
    account = { host: '127.0.0.1', port: server.port, user: 'root', password: '', database: 'mysql' };
    const setup = await libraries[0]!.connect(account);
    await setup.run('create database canary');
    await setup.run(`create user canary_limited identified by '${CANARY}' with max_user_connections 1`);
    await setup.run('grant all on canary.* to canary_limited');
    await setup.run('use canary');
    for (const statement of SCHEMA) await setup.run(statement);
    await setup.close();
    account = { ...account, database: 'canary' };
  }, 60_000);
  afterAll(() => server.stop());

  describe.each(libraries)('R31 $name', ({ name, family, connect }) => {
    const open: Session[] = [];
    const session = async (as: Account = account): Promise<Session> => {
      const opened = await connect(as);
      open.push(opened);
      return opened;
    };
    let shared: Session;
    beforeAll(async () => {
      shared = await session();
    });
    afterAll(async () => {
      await Promise.allSettled(open.map(async (opened) => opened.close()));
    });

    it.each(statements)('%s', async (_, statement, code) => {
      const thrown = await failureOf(() => shared.run(statement));
      expectOutcome(thrown, code === 'INTERNAL_ERROR' ? 'unexpected' : family, code);
    });

    it.each(encounters)('%s', async (_, meet, code) => {
      expectOutcome(await meet([await session(), await session()]), family, code);
    });

    it('too many connections of one user', async () => {
      const limited = { ...account, user: 'canary_limited', password: CANARY };
      const only = await session(limited);
      await only.run('select 1');
      const thrown = await failureOf(async () => (await session(limited)).run('select 1'));
      await only.close();
      expectOutcome(thrown, name === 'drizzle' ? 'mysql' : family, 'DATABASE_BUSY');
    });

    it('a refused connection', async () => {
      const port = await freePort();
      const thrown = await failureOf(async () => (await session({ ...account, port })).run('select 1'));
      if (name === 'sequelize') expectOutcome(thrown, 'sequelize', 'DATABASE_UNAVAILABLE');
      else expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
    });
  });

  it('every number that MariaDB and mysql2 know by the same name', async () => {
    const [mysql2] = libraries;
    const session = await mysql2!.connect(account);
    const raised = Object.entries(mysql.answers).filter(
      ([key]) => /^(?:ER|WARN)_/.test(key) && key in ERRORS,
    );
    expect(raised.length).toBeGreaterThan(30);
    for (const [key, { code }] of raised) {
      const thrown = await failureOf(() => session.run(`call canary.canary_raise(${ERRORS[key]})`));
      expect(thrown).toMatchObject({ code: key, sqlMessage: CANARY });
      expectOutcome(thrown, 'mysql', code as Code);
    }
    session.close();
  });

  it('mariadb: a statement time-out, a killed connection, a closed one', async () => {
    const [, mariadb] = libraries;
    const session = await mariadb!.connect(account);
    const slow = await failureOf(() =>
      session.run(`set statement max_statement_time = 0.02 for select sleep(9), '${CANARY}'`),
    );
    expect(slow).toMatchObject({ code: 'ER_STATEMENT_TIMEOUT' });
    expectOutcome(slow, 'mysql', 'DATABASE_TIMEOUT');
    const killed = await failureOf(() => session.run('kill connection_id()'));
    expect(killed).toMatchObject({ code: 'ER_CONNECTION_KILLED' });
    expectOutcome(killed, 'mysql', 'DATABASE_UNAVAILABLE');
    await wait(100);
    const closed = await failureOf(() => session.run('select 1'));
    expect(closed).toMatchObject({ code: 'ER_CMD_CONNECTION_CLOSED' });
    expectOutcome(closed, 'mysql', 'DATABASE_UNAVAILABLE');
  });
});
