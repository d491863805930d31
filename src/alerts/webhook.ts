/** Alerts posted to a URL: a few at a time, tried again where that may help. */

import type { Alert } from './alert.ts';
import type { WebhookOptions } from './options.ts';

export interface Webhook {
  /** Never throws. What does not fit is given up. */
  readonly post: (alert: Alert) => void;
  /** Resolves when what was posted has arrived, or was given up. Never rejects. */
  readonly flush: () => Promise<void>;
  /** Nothing is tried again, and what has not arrived within the time limit of one attempt is given up. */
  readonly close: () => Promise<void>;
}

const DEFAULT_TIMEOUT = 5000;
const MAX_IN_FLIGHT = 2;
const MAX_WAITING = 50;
/** Milliseconds before each further attempt. */
const PAUSES = [1000, 5000];

/** @param failed told of each that was given up, and why; the reason holds nothing of the URL but its host */
export function createWebhook(options: WebhookOptions, failed: (reason: string) => void): Webhook {
  // What is inherited is no option.
  const own = Object.assign(Object.create(null) as WebhookOptions, options);
  const { webhook, headers = {}, timeout = DEFAULT_TIMEOUT } = own;
  const { host } = new URL(webhook);
  const waiting: Alert[] = [];
  const underWay = new Set<Promise<void>>();
  /** Ends a pause before its time. */
  const pauses = new Set<() => void>();
  /** Ends an attempt, and says what it did not do. */
  const limits = new Set<AbortController>();
  let isEnding = false;

  /** Whether there is to be another attempt. */
  function paused(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      if (isEnding) return resolve(false);
      const end = (): void => {
        clearTimeout(timer);
        pauses.delete(end);
        resolve(!isEnding);
      };
      const timer = setTimeout(end, milliseconds);
      letGo(timer);
      pauses.add(end);
    });
  }

  async function limited(alert: Alert): Promise<Problem | undefined> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(`did not answer within ${timeout} ms`), timeout);
    letGo(timer);
    limits.add(limit);
    const problem = await attempt(webhook, { headers, alert, signal: limit.signal });
    clearTimeout(timer);
    limits.delete(limit);
    return problem;
  }

  async function send(alert: Alert): Promise<void> {
    for (const pause of [...PAUSES, undefined]) {
      const problem = await limited(alert);
      if (problem === undefined) return;
      if (!problem.mayPass || pause === undefined || !(await paused(pause))) {
        failed(`the webhook at ${host} ${problem.reason}`);
        return;
      }
    }
  }

  function next(): void {
    while (underWay.size < MAX_IN_FLIGHT && waiting.length > 0) {
      const sending = send(waiting.shift()!).finally(() => {
        underWay.delete(sending);
        next();
      });
      underWay.add(sending);
    }
  }

  /** One moment for all that is left: what began late has no time of its own. */
  function giveUp(): void {
    for (const _ of waiting.splice(0)) failed(`the webhook at ${host} takes alerts too slowly`);
    for (const limit of limits) limit.abort('did not answer before the end');
  }

  async function flush(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    post(alert) {
      if (waiting.length >= MAX_WAITING) return failed(`the webhook at ${host} takes alerts too slowly`);
      waiting.push(alert);
      next();
    },
    flush,
    async close() {
      isEnding = true;
      for (const end of pauses) end();
      const timer = setTimeout(giveUp, timeout);
      await flush();
      clearTimeout(timer);
    },
  };
}

interface Problem {
  readonly reason: string;
  /** Another attempt may succeed. */
  readonly mayPass: boolean;
}

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly alert: Alert;
  /** Its reason is what the webhook did not do. */
  readonly signal: AbortSignal;
}

/** Never rejects. */
async function attempt(webhook: string, { headers, alert, signal }: Request): Promise<Problem | undefined> {
  try {
    const response = await fetch(webhook, {
      method: 'POST',
      // Whoever answers with a redirect would else get what was meant for the first one.
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ text: inert(alert.title), ...alert }),
      signal,
    });
    await response.body?.cancel();
    const { ok, status } = response;
    if (ok) return undefined;
    return { reason: `answered ${status}`, mayPass: status >= 500 || status === 429 || status === 408 };
  } catch {
    // What fetch throws may hold the URL.
    return { reason: signal.aborted ? String(signal.reason) : 'cannot be reached', mayPass: true };
  }
}

/**
 * Chat services read `<!channel>`, `@here` and `<https://a.example|text>` as more than text, and a message may quote what a
 * client sent: signs that look alike stand for those.
 */
function inert(title: string): string {
  return title.replaceAll('<', '\u2039').replaceAll('>', '\u203a').replaceAll('@', '\uff20');
}

/** A timer alone keeps no process alive. Where they are numbers, nothing needs to be done. */
function letGo(timer: unknown): void {
  (timer as { unref?: () => unknown }).unref?.();
}
