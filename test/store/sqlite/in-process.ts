/** The threads of a store in this one, so that tests see into them: messages are copied, and come later. */

import { EventEmitter } from 'node:events';
import { loadDriver, type Driver } from '../../../src/store/sqlite/driver.ts';
import type { Call, ThreadOptions, ToWriter } from '../../../src/store/sqlite/messages.ts';
import { createReader } from '../../../src/store/sqlite/reader.ts';
import type { RunningWorker } from '../../../src/store/sqlite/thread.ts';
import { createWriter } from '../../../src/store/sqlite/writer.ts';

export interface LocalWorker extends RunningWorker {
  readonly options: ThreadOptions;
  /** As if it crashed. */
  readonly crash: (reason: Error) => void;
}

/** @param driver that threads are given instead of their own */
export function localWorkers(driver?: Driver): {
  readonly start: (options: ThreadOptions) => LocalWorker;
  readonly started: LocalWorker[];
} {
  const started: LocalWorker[] = [];
  return {
    started,
    start(options) {
      const emitter = new EventEmitter();
      let isOver = false;
      const say = (message: unknown): void => {
        const copy: unknown = structuredClone(message);
        setImmediate(() => isOver || emitter.emit('message', copy));
      };
      const used = driver ?? loadDriver(options.driver);
      const thread =
        options.role === 'read' ? readerOf(used, options, say) : createWriter(used, options, say);
      const end = (): void => {
        if (isOver) return;
        thread.hear({ type: 'stop' });
        isOver = true;
        emitter.emit('exit', 1);
      };
      const worker: Omit<LocalWorker, 'on'> = {
        options,
        postMessage(message) {
          const copy = structuredClone(message) as ToWriter;
          setImmediate(() => isOver || thread.hear(copy));
        },
        ref() {},
        unref() {},
        async terminate() {
          end();
          return 1;
        },
        crash(reason) {
          emitter.emit('error', reason);
          end();
        },
      };
      const local = Object.assign(emitter, worker) as unknown as LocalWorker;
      started.push(local);
      return local;
    },
  };
}

function readerOf(
  driver: Driver,
  { file }: ThreadOptions,
  say: (message: unknown) => void,
): { readonly hear: (message: ToWriter) => void } {
  const reader = createReader(driver, file);
  return {
    hear: (message) => (message.type === 'stop' ? reader.close() : say(reader.answer(message as Call))),
  };
}
