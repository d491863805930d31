import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_LOST,
  DATABASE_SILENT,
  DATABASE_UNAVAILABLE,
  ITEM_NOT_FOUND,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  byFirstWord,
  type Answers,
} from './answers.ts';
import { BY_STATE } from './postgres.ts';

/**
 * Prisma's error reference. Those of the schema, the configuration and the query itself are not listed, nor is
 * a panic of its engine: they are failures like any other.
 */
const CODES: Answers = {
  'P2002 unique constraint failed': ALREADY_EXISTS,
  'P2003 foreign key constraint failed': REFERENCE_CONFLICT,
  'P2014 required relation violated': REFERENCE_CONFLICT,
  'P2015 related record not found': REFERENCE_CONFLICT,
  'P2017 records not connected': REFERENCE_CONFLICT,
  'P2018 connected records not found': REFERENCE_CONFLICT,
  'P2001 record not found': ITEM_NOT_FOUND,
  'P2025 required record not found': ITEM_NOT_FOUND,
  'P2000 value too long': VALUE_REFUSED,
  'P2004 constraint failed': VALUE_REFUSED,
  'P2005 stored value invalid': VALUE_REFUSED,
  'P2006 value invalid': VALUE_REFUSED,
  'P2007 data validation error': VALUE_REFUSED,
  'P2011 null constraint violated': VALUE_REFUSED,
  'P2012 required value missing': VALUE_REFUSED,
  'P2013 required argument missing': VALUE_REFUSED,
  'P2019 input error': VALUE_REFUSED,
  'P2020 value out of range': VALUE_REFUSED,
  'P2023 inconsistent column data': VALUE_REFUSED,
  'P2033 number too large': VALUE_REFUSED,
  'P2028 transaction that was not started or ended in time': DATABASE_BUSY,
  'P2024 no connection from the pool in time': DATABASE_BUSY,
  'P2034 write conflict or deadlock': DATABASE_BUSY,
  'P2037 too many connections': DATABASE_BUSY,
  'P1002 database server timed out': DATABASE_UNAVAILABLE,
  'P1008 operation timed out': DATABASE_SILENT,
  'P1001 database server not reached': DATABASE_UNAVAILABLE,
  'P1017 connection closed': DATABASE_LOST,
};
const INITIALIZATION = 'PrismaClientInitializationError';
const BY_CODE = byFirstWord(CODES);
const RAW_QUERY = 'P2010';
const KNOWN = 'PrismaClientKnownRequestError';

/**
 * Prisma, known by the names that its classes set on each error, beside its version. A raw query fails with the
 * state of the database, which is that of PostgreSQL where it has five characters.
 */
export const prisma: Family = {
  name: 'prisma',
  packages: ['@prisma/client'],
  answers: { ...CODES, [INITIALIZATION]: DATABASE_UNAVAILABLE },
  marks: { name: [KNOWN, INITIALIZATION] },
  recognize(view): Recognition | undefined {
    if (!view.isError || typeof view.read('clientVersion') !== 'string') return undefined;
    const name = view.read('name');
    if (name === KNOWN) return byCode(view);
    if (name !== INITIALIZATION) return undefined;
    // Versions that could not reach the server left the code out; wrong credentials have one that is not listed.
    const code = view.read('errorCode');
    return code === undefined ? DATABASE_UNAVAILABLE : BY_CODE.get(code);
  },
};

function byCode(view: ErrorView): Recognition | undefined {
  const code = view.read('code');
  return code === RAW_QUERY ? BY_STATE.get(stateOf(view)) : BY_CODE.get(code);
}

/** As the engine has it, or the driver adapters of later versions. */
function stateOf(view: ErrorView): unknown {
  const meta = viewOf(view.read('meta'));
  const cause = viewOf(viewOf(meta.read('driverAdapterError')).read('cause'));
  return meta.read('code') ?? cause.read('originalCode');
}
