import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_TIMEOUT,
  DATABASE_UNAVAILABLE,
  ITEM_NOT_FOUND,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  byFirstWord,
  type Answers,
} from './answers.ts';

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
  'P2024 no connection from the pool in time': DATABASE_BUSY,
  'P2034 write conflict or deadlock': DATABASE_BUSY,
  'P2037 too many connections': DATABASE_BUSY,
  'P1002 database server timed out': DATABASE_UNAVAILABLE,
  'P1008 operation timed out': DATABASE_TIMEOUT,
  'P1001 database server not reached': DATABASE_UNAVAILABLE,
  'P1017 connection closed': DATABASE_UNAVAILABLE,
};
const INITIALIZATION = 'PrismaClientInitializationError';
const BY_CODE = byFirstWord(CODES);
const KNOWN = 'PrismaClientKnownRequestError';

/** Prisma, known by the names that its classes set on each error, beside its version. */
export const prisma: Family = {
  name: 'prisma',
  packages: ['@prisma/client'],
  answers: { ...CODES, [INITIALIZATION]: DATABASE_UNAVAILABLE },
  marks: { name: [KNOWN, INITIALIZATION] },
  recognize(view): Recognition | undefined {
    if (!view.isError || typeof view.read('clientVersion') !== 'string') return undefined;
    const name = view.read('name');
    if (name === KNOWN) return BY_CODE.get(view.read('code'));
    if (name !== INITIALIZATION) return undefined;
    // Versions that could not reach the server left the code out; wrong credentials have one that is not listed.
    const code = view.read('errorCode');
    return code === undefined ? DATABASE_UNAVAILABLE : BY_CODE.get(code);
  },
};
