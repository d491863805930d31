/** A thread of the store, started when it is first needed, and again when it ended unexpectedly. */

import type { Worker } from 'node:worker_threads';
import { FaultlineError } from '../../codes.ts';
import type { Answer, CallFailure, ThreadOptions } from './messages.ts';

/** Milliseconds until a thread that ended is started again: the first time, and at most. */
const RESTART = 500;
const MAX_RESTART = 60_000;
/** Milliseconds that one lives, whose end has nothing to do with that of the one before. */
const LIFE = 60_000;

export interface Thread {
  readonly send: (message: object) => void;
  /** Keeps the process alive until it is answered. @throws CallError, or FaultlineError where the thread ended */
  readonly call: (name: string, values: readonly unknown[]) => Promise<unknown>;
  /** Keeps the process alive. @returns ends that */
  readonly hold: () => () => void;
  /** Ends it, whatever it does. */
  readonly end: () => Promise<void>;
}

export interface ThreadEvents {
  readonly options: () => ThreadOptions;
  /** Everything but answers. */
  readonly hear: (message: never) => void;
  /** It is new, and knows nothing. */
  readonly started: () => void;
  /** It ended unexpectedly, and will be started again. */
  readonly ended: (reason: string) => void;
}

export class CallError extends Error {
  readonly kind: CallFailure['kind'];

  constructor({ kind, message }: CallFailure) {
    super(message);
    this.kind = kind;
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly release: () => void;
}

/** What is used of `Worker`. */
export type RunningWorker = Pick<Worker, 'on' | 'postMessage' | 'ref' | 'terminate' | 'unref'>;

export type StartWorker = (options: ThreadOptions) => RunningWorker;

export function createThread(start: StartWorker, { options, hear, started, ended }: ThreadEvents): Thread {
  const calls = new Map<number, Waiting>();
  let worker: RunningWorker | undefined;
  let count = 0;
  let holds = 0;
  let restart = RESTART;
  let notBefore = 0;
  let begunAt = 0;
  let isOver = false;

  /** `undefined` while there is none, and none can be. */
  function running(): RunningWorker | undefined {
    if (worker !== undefined || isOver || performance.now() < notBefore) return worker;
    try {
      worker = begin();
    } catch (error) {
      // The system may have no room for another thread; whoever puts something must not notice.
      lost(messageOf(error));
      return undefined;
    }
    started();
    return worker;
  }

  function begin(): RunningWorker {
    begunAt = performance.now();
    const made = start(options());
    made.on('message', heard);
    let reason = 'it ended';
    made.on('error', (error: unknown) => (reason = messageOf(error)));
    made.on('exit', () => lost(reason));
    if (holds === 0) made.unref();
    return made;
  }

  function heard(message: Answer | { readonly type: string }): void {
    if (message.type !== 'answer' && message.type !== 'failed') return hear(message as never);
    const answer = message as Answer;
    const waiting = calls.get(answer.id)!;
    calls.delete(answer.id);
    waiting.release();
    if (answer.type === 'answer') waiting.resolve(answer.value);
    else waiting.reject(new CallError(answer.failure));
  }

  function lost(reason: string): void {
    worker = undefined;
    for (const { reject, release } of calls.values()) {
      release();
      reject(unavailable(`The thread of the store ended (${reason}); ask again.`));
    }
    calls.clear();
    if (isOver) return;
    if (performance.now() - begunAt >= LIFE) restart = RESTART;
    notBefore = performance.now() + restart;
    setTimeout(again, restart).unref();
    restart = Math.min(MAX_RESTART, restart * 2);
    ended(reason);
  }

  function again(): void {
    // Timers may be early by a part of a millisecond.
    notBefore = 0;
    running();
  }

  function hold(): () => void {
    holds += 1;
    worker?.ref();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      holds -= 1;
      if (holds === 0) worker?.unref();
    };
  }

  return {
    hold,
    send(message) {
      // What is said to one that is gone is lost: its successor is told all.
      running()?.postMessage(message, []);
    },
    call: (name, values) =>
      new Promise((resolve, reject) => {
        const to = running();
        if (to === undefined) return reject(unavailable('The thread of the store ended; ask again soon.'));
        const id = ++count;
        calls.set(id, { resolve, reject, release: hold() });
        to.postMessage({ type: 'call', id, name, values }, []);
      }),
    async end() {
      isOver = true;
      await worker?.terminate();
    },
  };
}

function unavailable(message: string): FaultlineError {
  return new FaultlineError('FLT_STORE_UNAVAILABLE', message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
