import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_LOST,
  DATABASE_SILENT,
  DATABASE_UNAVAILABLE,
  VALUE_REFUSED,
  byFirstWord,
  type Answers,
} from './answers.ts';

/**
 * Codes of the server. Not listed: 64, a write that was done but not confirmed in time, which must not be
 * repeated.
 */
const CODES: Answers = {
  '11000 DuplicateKey': ALREADY_EXISTS,
  '121 DocumentValidationFailure': VALUE_REFUSED,
  '24 LockTimeout': DATABASE_BUSY,
  '112 WriteConflict': DATABASE_BUSY,
  '246 SnapshotUnavailable': DATABASE_BUSY,
  '50 MaxTimeMSExpired': DATABASE_SILENT,
  '262 ExceededTimeLimit': DATABASE_SILENT,
  '6 HostUnreachable': DATABASE_LOST,
  '7 HostNotFound': DATABASE_UNAVAILABLE,
  '89 NetworkTimeout': DATABASE_LOST,
  '91 ShutdownInProgress': DATABASE_LOST,
  '189 PrimarySteppedDown': DATABASE_LOST,
  '9001 SocketException': DATABASE_LOST,
  '10107 NotWritablePrimary': DATABASE_UNAVAILABLE,
  '11600 InterruptedAtShutdown': DATABASE_LOST,
  '11602 InterruptedDueToReplStateChange': DATABASE_LOST,
  '13435 NotPrimaryNoSecondaryOk': DATABASE_UNAVAILABLE,
  '13436 NotPrimaryOrSecondary': DATABASE_UNAVAILABLE,
};

/** Labels by which the server says that the same again may succeed, whatever the code. */
const LABELS: Answers = {
  'label SystemOverloadedError': DATABASE_BUSY,
  'label TransientTransactionError': DATABASE_BUSY,
};

const NAMES: Answers = {
  MongoWaitQueueTimeoutError: DATABASE_BUSY,
  MongoOperationTimeoutError: DATABASE_SILENT,
  MongoNetworkError: DATABASE_LOST,
  MongoNetworkTimeoutError: DATABASE_LOST,
  MongoPoolClearedError: DATABASE_UNAVAILABLE,
  MongoServerSelectionError: DATABASE_UNAVAILABLE,
  PoolClearedOnNetworkError: DATABASE_LOST,
};

const FROM_SERVER = ['MongoServerError', 'MongoBulkWriteError', 'MongoWriteConcernError'];
const BY_CODE = new Map<unknown, Recognition>(
  [...byFirstWord(CODES)].map(([code, said]) => [Number(code), said]),
);
const BY_NAME = new Map<unknown, Recognition>(Object.entries(NAMES));
const BY_LABEL = new Map<unknown, Recognition>(
  Object.entries(LABELS).map(([key, said]) => [key.split(' ')[1], said]),
);
const MAX_LABELS = 16;

/** MongoDB's driver, known by the names of its classes, which are getters and survive minifiers. */
export const mongodb: Family = {
  name: 'mongodb',
  packages: ['mongodb'],
  answers: { ...CODES, ...LABELS, ...NAMES },
  marks: { name: [...FROM_SERVER, ...Object.keys(NAMES)] },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const name = view.read('name');
    if (!FROM_SERVER.includes(name as string)) return BY_NAME.get(name);
    return BY_CODE.get(view.read('code')) ?? byLabel(view);
  },
};

function byLabel(view: ErrorView): Recognition | undefined {
  try {
    const labels = view.read('errorLabels');
    if (!Array.isArray(labels)) return undefined;
    for (let index = 0; index < labels.length && index < MAX_LABELS; index++) {
      const said = BY_LABEL.get(labels[index]);
      if (said !== undefined) return said;
    }
    return undefined;
  } catch {
    return undefined;
  }
}
