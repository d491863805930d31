/** Brings the schema to what this release knows: by one host, while the others wait. */

import { FaultlineError } from '../../codes.ts';
import type { Migration } from './migrations.ts';
import type { Connections, Session } from './session.ts';
import { codeOf } from './trouble.ts';

/** Advisory locks are of the whole database: with the name of the schema, so that two stores do not wait for each other. */
export function lockOf(schema: string, purpose: string): readonly [string, readonly string[]] {
  return ['hashtextextended($1, 0)', [`faultline:${purpose}:${schema}`]];
}

/**
 * @param schema quoted
 * @throws FaultlineError where it is of a newer release
 */
export async function migrate(
  connections: Connections,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  // Most starts find it done, and need no more than the right to read.
  const version = await connections.read((session) => versionOf(session, schema)).catch(absent);
  checkVersion(schema, version, migrations.length);
  if (version === migrations.length) return;
  await connections.write(async (session) => {
    const [lock, values] = lockOf(schema, 'migrate');
    await session.query(`SELECT pg_advisory_xact_lock(${lock})`, values);
    // Whoever may not make schemas may have been given one.
    const [row] = await session.query('SELECT to_regnamespace($1)', [schema]);
    if (row![0] === null) await session.query(`CREATE SCHEMA ${schema}`);
    await session.query(`CREATE TABLE IF NOT EXISTS ${schema}.migrations (
      version integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
    const done = await versionOf(session, schema);
    checkVersion(schema, done, migrations.length);
    for (const [index, { name, statements }] of migrations.entries()) {
      if (index < done) continue;
      for (const statement of statements(schema)) await session.query(statement);
      await session.query(`INSERT INTO ${schema}.migrations (version, name) VALUES ($1, $2)`, [
        index + 1,
        name,
      ]);
    }
  });
}

/** How many steps were made. */
export async function versionOf(session: Session, schema: string): Promise<number> {
  const rows = await session.query(`SELECT max(version) FROM ${schema}.migrations`);
  return Number(rows[0]![0]);
}

/** @throws FaultlineError where it is of a newer release */
export function checkVersion(schema: string, version: number, known: number): void {
  if (version <= known) return;
  throw new FaultlineError(
    'FLT_STORE_UNAVAILABLE',
    `The schema ${schema} has version ${version}, and this release of faultline knows ${known}; ` +
      `update faultline on this host, or give it another "schema".`,
  );
}

const NO_SCHEMA = '3F000';
const NO_TABLE = '42P01';

function absent(error: unknown): number {
  if (isAbsent(error)) return 0;
  throw error;
}

/** The tables are not there, or not any more. */
export function isAbsent(error: unknown): boolean {
  const code = codeOf(error);
  return code === NO_SCHEMA || code === NO_TABLE;
}
