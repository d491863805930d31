import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { hasOwnClass } from '../guard.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_LOST,
  DATABASE_SILENT,
  DATABASE_TIMEOUT,
  DATABASE_UNAVAILABLE,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  quoted,
  type Answers,
} from './answers.ts';
import { madeWith } from './made-with.ts';

/** Errors that the server reports, by the names of MySQL's and MariaDB's manuals. */
const REPORTED: Answers = {
  ER_DUP_ENTRY: ALREADY_EXISTS,
  ER_DUP_ENTRY_WITH_KEY_NAME: ALREADY_EXISTS,
  ER_DUP_KEY: ALREADY_EXISTS,
  ER_DUP_UNIQUE: ALREADY_EXISTS,
  ER_NO_REFERENCED_ROW: REFERENCE_CONFLICT,
  ER_NO_REFERENCED_ROW_2: REFERENCE_CONFLICT,
  ER_ROW_IS_REFERENCED: REFERENCE_CONFLICT,
  ER_ROW_IS_REFERENCED_2: REFERENCE_CONFLICT,
  ER_BAD_NULL_ERROR: VALUE_REFUSED,
  ER_CHECK_CONSTRAINT_VIOLATED: VALUE_REFUSED,
  ER_CONSTRAINT_FAILED: VALUE_REFUSED,
  ER_DATA_OUT_OF_RANGE: VALUE_REFUSED,
  ER_DATA_TOO_LONG: VALUE_REFUSED,
  ER_INVALID_JSON_TEXT: VALUE_REFUSED,
  ER_NO_DEFAULT_FOR_FIELD: VALUE_REFUSED,
  ER_TRUNCATED_WRONG_VALUE: VALUE_REFUSED,
  ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: VALUE_REFUSED,
  ER_WARN_DATA_OUT_OF_RANGE: VALUE_REFUSED,
  WARN_DATA_TRUNCATED: VALUE_REFUSED,
  ER_CHECKREAD: DATABASE_BUSY,
  ER_CON_COUNT_ERROR: DATABASE_BUSY,
  ER_LOCK_DEADLOCK: DATABASE_BUSY,
  ER_LOCK_NOWAIT: DATABASE_BUSY,
  ER_LOCK_WAIT_TIMEOUT: DATABASE_BUSY,
  ER_TOO_MANY_USER_CONNECTIONS: DATABASE_BUSY,
  ER_USER_LIMIT_REACHED: DATABASE_BUSY,
  ER_GET_CONNECTION_TIMEOUT: DATABASE_BUSY,
  ER_QUERY_INTERRUPTED: DATABASE_TIMEOUT,
  ER_QUERY_TIMEOUT: DATABASE_TIMEOUT,
  ER_STATEMENT_TIMEOUT: DATABASE_TIMEOUT,
  ER_DISK_FULL: DATABASE_UNAVAILABLE,
  ER_RECORD_FILE_FULL: DATABASE_UNAVAILABLE,
  ER_CLIENT_INTERACTION_TIMEOUT: DATABASE_UNAVAILABLE,
  ER_CONNECTION_KILLED: DATABASE_LOST,
  ER_NET_READ_ERROR: DATABASE_LOST,
  ER_NET_READ_INTERRUPTED: DATABASE_LOST,
  ER_NET_ERROR_ON_WRITE: DATABASE_LOST,
  ER_NET_WRITE_INTERRUPTED: DATABASE_LOST,
  ER_NORMAL_SHUTDOWN: DATABASE_LOST,
  ER_SERVER_SHUTDOWN: DATABASE_LOST,
  ER_CMD_CONNECTION_CLOSED: DATABASE_UNAVAILABLE,
  ER_CONNECTION_TIMEOUT: DATABASE_UNAVAILABLE,
  ER_SOCKET_TIMEOUT: DATABASE_LOST,
  ER_SOCKET_UNEXPECTED_CLOSE: DATABASE_LOST,
};

/** What mysql2 reports by itself. */
const BY_DRIVER: Answers = {
  PROTOCOL_SEQUENCE_TIMEOUT: DATABASE_SILENT,
  PROTOCOL_CONNECTION_LOST: DATABASE_LOST,
};

/** What mysql2 and its pool say without any code. */
const MESSAGES: Answers = {
  "Can't add new command when connection is in closed state": DATABASE_UNAVAILABLE,
  'No connections available.': DATABASE_BUSY,
  'Queue limit reached.': DATABASE_BUSY,
};

const BY_REPORTED = new Map<unknown, Recognition>(Object.entries(REPORTED));
const BY_CODE = new Map<unknown, Recognition>(Object.entries(BY_DRIVER));
const BY_MESSAGE = new Map(Object.entries(MESSAGES));

/** mysql2 names errors after MySQL's list, where MariaDB's number for a failed check belongs to this one. */
const CHECK_OF_MARIADB = 'ER_INNODB_AUTOEXTEND_SIZE_OUT_OF_RANGE';
const INTEGRITY = '23000';

/** MySQL and MariaDB, by mysql2 or mariadb. */
export const mysql: Family = {
  name: 'mysql',
  packages: ['mysql2', 'mariadb'],
  plain: true,
  answers: { ...REPORTED, ...BY_DRIVER, ...quoted(MESSAGES) },
  marks: {
    code: [...Object.keys(REPORTED), ...Object.keys(BY_DRIVER), CHECK_OF_MARIADB],
    message: Object.keys(MESSAGES),
  },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const code = view.read('code');
    if (code === undefined) return view.read('name') === 'Error' ? BY_MESSAGE.get(view.message) : undefined;
    if (!isReported(view)) return BY_CODE.get(code);
    const isCheck = code === CHECK_OF_MARIADB && view.read('sqlState') === INTEGRITY;
    return BY_REPORTED.get(isCheck ? 'ER_CONSTRAINT_FAILED' : code);
  },
};

/**
 * The state is empty where the server refuses before it knows the client's version. mariadb has a class; mysql2
 * makes plain errors of the server's words.
 */
function isReported(view: ErrorView): boolean {
  const hasFields = typeof view.read('errno') === 'number' && typeof view.read('sqlState') === 'string';
  return hasFields && (hasOwnClass(view) || madeWith(view, view.read('sqlMessage')));
}
