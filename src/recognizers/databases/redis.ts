import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { hasOwnClass } from '../guard.ts';
import {
  DATABASE_BUSY,
  DATABASE_LOST,
  DATABASE_SILENT,
  DATABASE_UNAVAILABLE,
  byFirstWord,
  quoted,
  type Answers,
} from './answers.ts';

/** The first word of an error reply is its kind (Redis serialization protocol, simple errors). */
const KINDS: Answers = {
  'BUSY a script is running': DATABASE_BUSY,
  'TRYAGAIN keys are being moved': DATABASE_BUSY,
  'OOM out of memory': DATABASE_BUSY,
  'CLUSTERDOWN the cluster is down': DATABASE_UNAVAILABLE,
  'LOADING the data is being loaded': DATABASE_UNAVAILABLE,
  'MASTERDOWN a replica has lost its master': DATABASE_UNAVAILABLE,
  'MISCONF snapshots cannot be saved': DATABASE_UNAVAILABLE,
  'NOREPLICAS not enough replicas are there': DATABASE_UNAVAILABLE,
  'READONLY a replica was written to': DATABASE_UNAVAILABLE,
};
/** Its kind is that of errors in general. */
const TOO_MANY = 'ERR max number of clients reached';

export const REPLIES: Answers = { ...KINDS, [TOO_MANY]: DATABASE_BUSY };

const NAMES: Answers = {
  ClusterAllFailedError: DATABASE_UNAVAILABLE,
  MaxRetriesPerRequestError: DATABASE_LOST,
};

/** What ioredis says without any other mark. */
const MESSAGES: Answers = {
  'Command timed out': DATABASE_SILENT,
  'Command aborted due to connection close': DATABASE_LOST,
  'Connection is closed.': DATABASE_LOST,
  "Stream isn't writeable and enableOfflineQueue options is false": DATABASE_UNAVAILABLE,
};

const BY_KIND = byFirstWord(KINDS);
const BY_NAME = new Map<unknown, Recognition>(Object.entries(NAMES));
const BY_MESSAGE = new Map(Object.entries(MESSAGES));
const REPLY = 'ReplyError';
const PLAIN: ReadonlySet<unknown> = new Set(['AbortError', 'Error']);

/** Redis by ioredis, and by what else uses redis-parser. */
export const redis: Family = {
  name: 'redis',
  packages: ['ioredis'],
  plain: true,
  answers: { ...REPLIES, ...NAMES, ...quoted(MESSAGES) },
  marks: { name: [REPLY, 'AbortError', ...Object.keys(NAMES)], message: Object.keys(MESSAGES) },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const name = view.read('name');
    if (PLAIN.has(name)) return BY_MESSAGE.get(view.message);
    if (!hasOwnClass(view)) return undefined;
    return name === REPLY ? byReply(view.message) : BY_NAME.get(name);
  },
};

const MAX_KIND = 16;

export function byReply(message: string): Recognition | undefined {
  const kind = message.slice(0, MAX_KIND).split(' ', 1)[0];
  return BY_KIND.get(kind) ?? (message === TOO_MANY ? DATABASE_BUSY : undefined);
}
