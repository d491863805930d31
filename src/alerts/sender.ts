/** How alerts reach people, whatever is at the other end. */

import { within } from '../record/flush.ts';
import type { Alert } from './alert.ts';
import type { AlertOptions } from './options.ts';
import { createWebhook } from './webhook.ts';

export interface Sender {
  /** Never throws, never waits. */
  readonly send: (alert: Alert) => void;
  /** Resolves when what was sent has arrived, or was given up: a function that never ends, never. Never rejects. */
  readonly flush: () => Promise<void>;
  /** The same, within time limits. */
  readonly close: () => Promise<void>;
}

const HOUR = 3_600_000;
/** Milliseconds that functions have at the end. */
const LAST = 5000;
/** Functions that never end must not fill the memory: those beyond are not waited for. */
const MAX_UNDER_WAY = 100;

/** @param tell failures, at most once an hour and at the end, with how many there were since */
export function createSender(
  notify: AlertOptions['notify'],
  now: () => number,
  tell: (message: string) => void,
): Sender {
  let toldAt = -Infinity;
  let untold = 0;
  let latest = '';
  let isEnding = false;

  function failed(reason: string): void {
    untold += 1;
    latest = reason;
    const at = now();
    if (isEnding || (at - toldAt < HOUR && at >= toldAt)) return;
    toldAt = at;
    tellAll();
  }

  function tellAll(): void {
    const others = untold === 1 ? '' : ` (${untold} alerts since it was told last)`;
    untold = 0;
    tell(`An alert was not delivered: ${latest}${others}. Look at the option "alerts.notify".`);
  }

  /** What fails at the end is told in one, whenever it was told last: there is no later. */
  async function ending(work: () => Promise<void>): Promise<void> {
    isEnding = true;
    await work();
    if (untold > 0) tellAll();
  }

  if (typeof notify !== 'function') {
    const webhook = createWebhook(notify, failed);
    return { send: webhook.post, flush: webhook.flush, close: () => ending(webhook.close) };
  }
  /** Tells only the name: its message may hold what the function was to keep. */
  function fail(error: unknown): void {
    failed(`the function failed with ${kindOf(error)}`);
  }

  const underWay = new Set<Promise<void>>();
  async function flush(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    send(alert) {
      try {
        const sending = Promise.resolve(notify(alert))
          .then(() => undefined, fail)
          .finally(() => underWay.delete(sending));
        if (underWay.size < MAX_UNDER_WAY) underWay.add(sending);
      } catch (error) {
        fail(error);
      }
    },
    flush,
    close: () =>
      ending(async () => {
        await within(LAST, flush);
        for (const _ of underWay) failed(`the function did not end within ${LAST} ms`);
        underWay.clear();
      }),
  };
}

function kindOf(error: unknown): string {
  try {
    const { name } = error as Error;
    return typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'something that is no error';
  } catch {
    return 'something that is no error';
  }
}
