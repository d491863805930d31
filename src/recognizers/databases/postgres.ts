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
  ITEM_CONFLICT,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  byFirstWord,
  quoted,
  type Answers,
} from './answers.ts';

/**
 * PostgreSQL's error codes, appendix A of its manual. Not listed, though it belongs to a lost connection:
 * 08007, after which nobody knows whether the transaction was committed, so that it must not be repeated. 25006 is
 * what a server that became a replica says.
 */
const STATES: Answers = {
  '23505 unique_violation': ALREADY_EXISTS,
  '23P01 exclusion_violation': ITEM_CONFLICT,
  '23001 restrict_violation': REFERENCE_CONFLICT,
  '23503 foreign_key_violation': REFERENCE_CONFLICT,
  '22001 string_data_right_truncation': VALUE_REFUSED,
  '22003 numeric_value_out_of_range': VALUE_REFUSED,
  '22007 invalid_datetime_format': VALUE_REFUSED,
  '22008 datetime_field_overflow': VALUE_REFUSED,
  '22009 invalid_time_zone_displacement_value': VALUE_REFUSED,
  '22021 character_not_in_repertoire': VALUE_REFUSED,
  '22P02 invalid_text_representation': VALUE_REFUSED,
  '22P03 invalid_binary_representation': VALUE_REFUSED,
  '22P05 untranslatable_character': VALUE_REFUSED,
  '23502 not_null_violation': VALUE_REFUSED,
  '23514 check_violation': VALUE_REFUSED,
  '44000 with_check_option_violation': VALUE_REFUSED,
  '40001 serialization_failure': DATABASE_BUSY,
  '40P01 deadlock_detected': DATABASE_BUSY,
  '55006 object_in_use': DATABASE_BUSY,
  '55P03 lock_not_available': DATABASE_BUSY,
  '53000 insufficient_resources': DATABASE_BUSY,
  '53100 disk_full': DATABASE_UNAVAILABLE,
  '53200 out_of_memory': DATABASE_BUSY,
  '53300 too_many_connections': DATABASE_BUSY,
  '53400 configuration_limit_exceeded': DATABASE_BUSY,
  '25006 read_only_sql_transaction': DATABASE_UNAVAILABLE,
  '25P03 idle_in_transaction_session_timeout': DATABASE_TIMEOUT,
  '25P04 transaction_timeout': DATABASE_TIMEOUT,
  '57014 query_canceled': DATABASE_TIMEOUT,
  '08000 connection_exception': DATABASE_LOST,
  '08001 sqlclient_unable_to_establish_sqlconnection': DATABASE_UNAVAILABLE,
  '08003 connection_does_not_exist': DATABASE_LOST,
  '08004 sqlserver_rejected_establishment_of_sqlconnection': DATABASE_UNAVAILABLE,
  '08006 connection_failure': DATABASE_LOST,
  '57P01 admin_shutdown': DATABASE_LOST,
  '57P02 crash_shutdown': DATABASE_LOST,
  '57P03 cannot_connect_now': DATABASE_UNAVAILABLE,
  '57P05 idle_session_timeout': DATABASE_LOST,
};

/** Codes of postgres.js itself, for connections. */
const CONNECTIONS: Answers = {
  CONNECTION_CLOSED: DATABASE_LOST,
  CONNECTION_DESTROYED: DATABASE_LOST,
  CONNECT_TIMEOUT: DATABASE_UNAVAILABLE,
};

/** What pg and its pool say without any code. */
const MESSAGES: Answers = {
  'timeout exceeded when trying to connect': DATABASE_BUSY,
  'Query read timeout': DATABASE_SILENT,
  'timeout expired': DATABASE_UNAVAILABLE,
  'Connection terminated': DATABASE_LOST,
  'Connection terminated unexpectedly': DATABASE_LOST,
  'Connection terminated due to connection timeout': DATABASE_UNAVAILABLE,
  'Client has encountered a connection error and is not queryable': DATABASE_UNAVAILABLE,
};

/** By the five characters of a state. */
export const BY_STATE: ReadonlyMap<unknown, Recognition> = byFirstWord(STATES);
const BY_CODE = byFirstWord(CONNECTIONS);
const BY_MESSAGE = new Map(Object.entries(MESSAGES));

/**
 * PostgreSQL, by pg or postgres.js, and whatever else passes on the server's error with its fields: in a class of
 * its own, where what pg says of connections is a plain error.
 */
export const postgres: Family = {
  name: 'postgres',
  packages: ['pg', 'postgres'],
  plain: true,
  answers: { ...STATES, ...CONNECTIONS, ...quoted(MESSAGES) },
  marks: {
    code: [...(BY_STATE.keys() as Iterable<string>), ...Object.keys(CONNECTIONS)],
    message: Object.keys(MESSAGES),
  },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const code = view.read('code');
    if (isFromServer(view)) return BY_STATE.get(code);
    if (code !== undefined) return view.read('errno') === code ? BY_CODE.get(code) : undefined;
    return view.read('name') === 'Error' ? BY_MESSAGE.get(view.message) : undefined;
  },
};

/** Five characters may come from anywhere; every error of the server has a severity, in its own language. */
function isFromServer(view: ErrorView): boolean {
  const severity = view.read('severity');
  return typeof severity === 'string' && severity !== '' && hasOwnClass(view);
}
