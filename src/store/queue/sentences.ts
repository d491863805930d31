/** What operators are told: in one sentence what happened, and in another what they can do. */

import type { Loss } from './ledger.ts';
import type { Trouble } from './troubles.ts';

export interface Sentences {
  /** The store does not take what it is given. */
  store(message: string): Trouble;
  /** The spool does not. */
  spool(doing: 'read' | 'write', message: string): Trouble;
  lost(reason: Loss, count: number): Trouble;
}

/** Why, and what can be done about it. */
const LOSSES: Readonly<Record<Loss, readonly [why: string, cure: string]>> = {
  closed: ['it was closed', 'Close it after all that may fail, and give it the time to store what waits.'],
  'not an occurrence': ['what was put is no occurrence', 'Put what observers are given.'],
  'queue full': ['the queue is full', 'Bring the store back, or give it a spool.'],
  'refused by the store': ['it refuses them', 'See the last error in its status.'],
  'spool damaged': [
    'lines of the spool cannot be read',
    'Look after its disk, and keep others out of its directory.',
  ],
  'spool full': ['the spool and the queue are full', 'Bring the store back: what it takes makes room.'],
  'spool removed or taken over': [
    'the spool was removed, or adopted by another process while this one was held up',
    'Keep the directory; what was adopted will be found all the same.',
  ],
  'too large': ['one is larger than the whole queue may be', 'Put less into what is recorded of it.'],
};

/** @param directory of the spool @param waiting how many occurrences do, now */
export function createSentences(
  name: string,
  directory: string | undefined,
  waiting: () => number,
): Sentences {
  const store = `The store ${JSON.stringify(name)}`;
  const spool = `The spool ${JSON.stringify(directory)}`;
  const where = directory === undefined ? 'in memory' : 'on disk';
  return {
    store(message) {
      const failing = `cannot be written: ${withoutStop(message)}. Bring it back`;
      return {
        begins: `${store} ${failing}: until then failures wait ${where}.`,
        goesOn: () => `${store} still ${failing}: ${failures(waiting())} wait ${where}.`,
        ends: (total) =>
          `${store} is written again, after ${total} failed attempts. Nothing needs to be done.`,
      };
    },
    spool(doing, message) {
      const said = withoutStop(message);
      const failing =
        doing === 'write'
          ? `takes nothing: ${said}. Make room there, and let this process write: until then failures wait in memory`
          : `cannot be read: ${said}. Let this process read there: until then what is in it waits`;
      return {
        begins: `${spool} ${failing}.`,
        goesOn: () => `${spool} still ${failing}.`,
        ends: () => `${spool} is in order again. Nothing needs to be done.`,
        passes: doing === 'read',
      };
    },
    lost(reason, lost) {
      const [why, cure] = LOSSES[reason];
      return {
        begins: `${store} loses ${failures(lost)}: ${why}. ${cure}`,
        goesOn: (count) => `${store} lost ${failures(count)} more: ${why}. ${cure}`,
        ends: (total) => `${store} loses no more failures, after ${total}: ${why}. ${cure}`,
        passes: true,
      };
    },
  };
}

function failures(count: number): string {
  return count === 1 ? '1 failure' : `${count} failures`;
}

function withoutStop(message: string): string {
  return message.replace(/\.$/, '');
}
