import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  DATABASE_BUSY,
  DATABASE_LOST,
  DATABASE_TIMEOUT,
  DATABASE_UNAVAILABLE,
  type Answers,
} from './answers.ts';
import { byReply, REPLIES } from './redis.ts';

/** Classes and the words that they always have. */
const CLASSES: Answers = {
  'ClientClosedError: The client is closed': DATABASE_UNAVAILABLE,
  'ClientOfflineError: The client is offline': DATABASE_UNAVAILABLE,
  'ConnectionTimeoutError: Connection timeout': DATABASE_UNAVAILABLE,
  'DisconnectsClientError: Disconnects client': DATABASE_LOST,
  'RootNodesUnavailableError: All the root nodes are unavailable': DATABASE_UNAVAILABLE,
  'SocketClosedUnexpectedlyError: Socket closed unexpectedly': DATABASE_LOST,
  'TimeoutError: ': DATABASE_TIMEOUT,
  'WatchError: One (or more) of the watched keys has been changed': DATABASE_BUSY,
};
const CLASS_OF = new Map(
  Object.keys(CLASSES).map((key) => key.split(': ', 2).toReversed() as [string, string]),
);
const LAST_UPPER_CASE = 'Z'.charCodeAt(0);
const OF_REPLIES: ReadonlySet<unknown> = new Set(['BlobError', 'ErrorReply', 'SimpleError']);

/**
 * Redis by node-redis. All of its errors are named "Error", so that there is nothing to look up: the family is
 * asked about every error. The message alone rules out nearly all others; the class decides.
 */
export const nodeRedis: Family = {
  name: 'node-redis',
  packages: ['redis'],
  answers: { ...REPLIES, ...CLASSES },
  recognize(view): Recognition | undefined {
    if (!view.isError || view.read('name') !== 'Error') return undefined;
    const { message } = view;
    const ofClass = CLASS_OF.get(message);
    if (ofClass !== undefined) {
      return ofClass === classOf(view) ? CLASSES[`${ofClass}: ${message}`] : undefined;
    }
    // A look at one character, as every unexpected error comes here: kinds of replies are upper case.
    if (!(message.charCodeAt(1) <= LAST_UPPER_CASE)) return undefined;
    const said = byReply(message);
    return said !== undefined && OF_REPLIES.has(classOf(view)) ? said : undefined;
  },
};

function classOf(view: ErrorView): unknown {
  try {
    return (view.read('constructor') as { name?: unknown } | undefined)?.name;
  } catch {
    return undefined;
  }
}
