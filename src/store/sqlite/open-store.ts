/** The store, made of its parts: what takes occurrences, and the threads that write and read. */

import { resolve } from 'node:path';
import { FaultlineError } from '../../codes.ts';
import { createEvents } from '../events.ts';
import type { Store } from '../store.ts';
import { createAsking } from './asking.ts';
import { loadDriver } from './driver.ts';
import { createFlushing } from './flushing.ts';
import { createIntake } from './intake.ts';
import { toDelay } from '../queue/later.ts';
import type { AdoptedSpool } from '../spool/index.ts';
import type { FromWriter, ThreadOptions } from './messages.ts';
import { createNotices } from './notices.ts';
import { checkOptions, type SqliteStoreOptions } from './options.ts';
import { createQuestions } from './questions.ts';
import { createThread, type StartWorker } from './thread.ts';

/** @param start starts a thread */
export function openStore(options: SqliteStoreOptions, start: StartWorker): Store {
  const { file, spool, spoolBytes, retention, mustExist, driver } = checkOptions(options);
  const name = `sqlite:${file}`;
  const events = createEvents();
  const notice = createNotices(events.emit, Date.now);
  const adopted = new Map<string, AdoptedSpool>();
  let isClosed = false;
  let isAwake = false;
  let isHealthy = true;
  let lastError: { readonly at: number; readonly message: string } | undefined;
  let bytes: number | undefined;
  let closing: Promise<void> | undefined;
  let stopped: (() => void) | undefined;

  const common: Omit<ThreadOptions, 'adopted' | 'role'> = {
    file: resolve(file),
    driver: loadDriver(driver).name,
    spools: resolve(spool),
    retention,
    mustExist,
  };

  const intake = createIntake({
    directory: common.spools,
    maxBytes: spoolBytes,
    tell: events.emit,
    opened: ({ id, path }) => writer.send({ type: 'spool', spool: { id, path } }),
    appended() {
      // One message, and no other until it was answered.
      if (isAwake) return;
      isAwake = true;
      writer.send({ type: 'wake', now: false });
    },
  });

  function failed(message: string): void {
    isHealthy = false;
    lastError = { at: Date.now(), message };
    flushing.ready();
  }

  function hear(message: FromWriter): void {
    switch (message.type) {
      case 'stored':
        isHealthy = true;
        bytes = message.bytes;
        intake.settle(message.spool, message.stored, message.refused);
        if (message.changes.length > 0) events.emit({ type: 'stored', changes: message.changes });
        return flushing.settled();
      case 'idle':
        // All is stored, though it may have been by a thread that ended since.
        isHealthy = true;
        isAwake = false;
        intake.verify(message.read);
        // It may have looked just before the last one was appended.
        if (intake.counts().spooled > 0) wake(flushing.isAwaited());
        flushing.caughtUp();
        return flushing.settled();
      case 'adopted':
        return void adopted.set(message.spool.id, message.spool);
      case 'failing':
        return failed(message.message);
      case 'well':
        return void (isHealthy = true);
      case 'trouble':
        return events.emit(message);
      default:
        return stopped?.();
    }
  }

  function wake(now: boolean): void {
    isAwake = true;
    writer.send({ type: 'wake', now });
  }

  const writer = createThread(start, {
    options: () => ({ ...common, role: 'write', adopted: [...adopted.values()] }),
    hear,
    started() {
      const own = intake.spool();
      if (own !== undefined) writer.send({ type: 'spool', spool: { id: own.id, path: own.path } });
      wake(flushing.isAwaited());
    },
    ended(reason) {
      const message = `The thread that writes ${file} ended (${reason}) and is started again.`;
      failed(message);
      notice('ended', 'error', message);
    },
  });
  const reader = createThread(start, {
    options: () => ({ ...common, role: 'read', adopted: [] }),
    hear: () => {},
    started: () => {},
    ended: () => {},
  });
  const flushing = createFlushing({ counts: intake.counts, hold: writer.hold });
  const questions = createQuestions({ reader, writer, ready: flushing.whenReady, demandOpen });

  function demandOpen(): void {
    if (isClosed)
      throw new FaultlineError('FLT_STORE_UNAVAILABLE', `The store "${name}" is closed; ask it before.`);
  }

  function flush(timeout: number): Promise<boolean> {
    intake.retry();
    if (closing === undefined) wake(true);
    return flushing.flush(timeout);
  }

  async function end(timeout: number): Promise<void> {
    const until = performance.now() + timeout;
    await flush(timeout);
    await reader.end();
    await new Promise<void>((done) => {
      const timer = setTimeout(done, toDelay(Math.max(LEAST_TO_STOP, until - performance.now())));
      stopped = () => {
        clearTimeout(timer);
        done();
      };
      writer.send({ type: 'stop' });
    });
    await writer.end();
    intake.close();
  }

  wake(false);

  return {
    name,
    put: (occurrence) => (isClosed ? intake.refuse('closed') : intake.take(occurrence)),
    announce: (json) => (isClosed ? undefined : intake.announce(json)),
    subscribe: events.subscribe,
    ...createAsking(questions),
    flush,
    status() {
      const { taken, settled, stored, spooled, lost, bytes: waiting } = intake.counts();
      return {
        name,
        healthy: isHealthy,
        stored,
        waiting: taken - settled,
        spooled,
        lost,
        ...(lastError !== undefined && { lastError }),
        ...(bytes !== undefined && { bytes: bytes + waiting }),
      };
    },
    close(timeout) {
      isClosed = true;
      closing ??= end(timeout);
      return closing;
    },
  };
}

/** Milliseconds for the thread to close the file. */
const LEAST_TO_STOP = 500;
