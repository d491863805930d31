/** The thread that writes: what spools have goes into the file, and what is too old goes out of it. */

import { createClock } from './clock.ts';
import { failureOf, reasonOf } from './failure.ts';
import type { Driver } from './driver.ts';
import type { Call, FromWriter, ThreadOptions, ToWriter, WriterCalls } from './messages.ts';
import { createNotices } from './notices.ts';
import { newestAt } from './prune.ts';
import { createPruner } from './pruner.ts';
import { createSources, type Found } from './sources.ts';
import { skipBatch, writeBatch } from './write-batch.ts';
import { updateGroup } from './write-groups.ts';
import { createWritable } from './writable.ts';

export interface Writer {
  readonly hear: (message: ToWriter) => void;
}

/**
 * Bytes and lines of a batch: groups and counts are written once in each. Some 300 ms of work at most, a third of what
 * another process that writes to the same file waits for.
 */
const MAX_BYTES = 8 * 2 ** 20;
const MAX_LINES = 8000;
/** Milliseconds in which single lines become a batch, and what is so few that more are waited for. */
const GATHER = 25;
const FEW = 200;
/** Milliseconds until the next attempt: the first, and at most. */
const RETRY = 200;
const MAX_RETRY = 5000;
/** Milliseconds between two looks for spools of dead processes, and for what is too old. */
const LOOK = 60_000;

export function createWriter(
  driver: Driver,
  options: ThreadOptions,
  say: (message: FromWriter) => void,
): Writer {
  const now = Date.now;
  const notice = createNotices(say, now);
  const clock = createClock(now);
  const sources = createSources((path, problem) => notice(path, 'error', problem));
  const pruner = createPruner(options.retention, clock, now);
  const writable = createWritable(driver, options, notice, ({ statements }) => {
    sources.forget();
    clock.compare(newestAt(statements, now()));
  });
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Infinity;
  let isHurried = false;
  let retry = RETRY;
  let isFailing = false;
  /** A damaged file was replaced, and nothing was stored since: a disk may damage each new one. */
  let isReplaced = false;
  let maxLines = MAX_LINES;

  function schedule(delay: number): void {
    const at = performance.now() + delay;
    if (at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(turn, delay);
  }

  function look(): void {
    for (const spool of sources.adoptNew(options.spools)) say({ type: 'adopted', spool });
    pruner.isDue();
    schedule(0);
  }

  function turn(): void {
    dueAt = Infinity;
    try {
      const statements = writable.open();
      const found = sources.next(statements.statements, MAX_BYTES, maxLines);
      if (found !== undefined) store(found);
      const isPruning = pruner.step(statements.statements, found?.batch.lines.length ?? 0);
      const problem = sources.problem();
      if (problem === undefined) becomeWell();
      if (found !== undefined) return schedule(isHurried || found.batch.lines.length > FEW ? 0 : GATHER);
      sources.rest();
      if (problem === undefined) becomeIdle();
      else becomeFailing(problem);
      if (isPruning) schedule(0);
    } catch (error) {
      fail(error);
    }
  }

  function store(found: Found): void {
    const { batch } = found;
    const { statements, names } = writable.current();
    try {
      const { stored, refused, changes } = writeBatch(statements, names, batch, now());
      sources.done(found);
      writable.proven();
      const bytes = pruner.bytes(statements);
      say({ type: 'stored', spool: batch.end.spool, stored, refused, changes, bytes });
      if (refused > 0)
        notice(
          'lines',
          'error',
          `Occurrences are lost: ${refused} lines of a spool in ${options.spools} cannot be read. Look after its disk, and keep others out of that directory.`,
        );
      maxLines = Math.min(MAX_LINES, maxLines * 2);
    } catch (error) {
      if (failureOf(error) !== 'refused') throw error;
      // It is not the file but what is written: the half of it, until it is a single line, which is left out.
      if (batch.lines.length > 1) {
        maxLines = Math.ceil(batch.lines.length / 2);
        return;
      }
      skipBatch(statements, batch.end, now());
      sources.done(found);
      notice('refused', 'error', `An occurrence was refused and is lost. ${reasonOf(options.file, error)}`);
      say({
        type: 'stored',
        spool: batch.end.spool,
        stored: 0,
        refused: 1,
        changes: [],
        bytes: pruner.bytes(statements),
      });
    }
  }

  function becomeWell(): void {
    retry = RETRY;
    isReplaced = false;
    if (!isFailing) return;
    isFailing = false;
    say({ type: 'well' });
    say({
      type: 'trouble',
      level: 'info',
      message: `${options.file} takes occurrences again; those that waited are being stored.`,
    });
  }

  function becomeIdle(): void {
    isHurried = false;
    say({ type: 'idle', read: sources.read() });
  }

  function fail(error: unknown): void {
    const message = reasonOf(options.file, error);
    const isMended = writable.failed(error);
    pruner.failed(error);
    if (isMended && !isReplaced) {
      isReplaced = true;
      return schedule(0);
    }
    notice(failureOf(error), 'error', `${message} Until then occurrences wait in ${options.spools}.`);
    becomeFailing(message);
  }

  function becomeFailing(message: string): void {
    isFailing = true;
    say({ type: 'failing', message });
    schedule(retry);
    retry = Math.min(MAX_RETRY, retry * 2);
  }

  const calls: WriterCalls = {
    open: () => void writable.open(),
    check: () => writable.check(),
    updateGroup(fingerprint, update) {
      const { statements } = writable.open();
      return updateGroup(statements, fingerprint, update, now());
    },
    prune(limits) {
      writable.open();
      return pruner.prune(limits, () => schedule(0));
    },
  };

  async function answer({ id, name, values }: Call): Promise<void> {
    try {
      const ask = calls[name as keyof WriterCalls] as (...given: readonly unknown[]) => unknown;
      say({ type: 'answer', id, value: await ask(...values) });
    } catch (error) {
      say({ type: 'failed', id, failure: { kind: 'unavailable', message: reasonOf(options.file, error) } });
      writable.failed(error);
    }
  }

  const looking = setInterval(look, LOOK);
  for (const spool of options.adopted) sources.adopt(spool);
  look();

  function stop(): void {
    clearInterval(looking);
    clearTimeout(timer);
    dueAt = -Infinity;
    sources.rest();
    sources.close();
    writable.close();
    say({ type: 'stopped' });
  }

  return {
    hear(message) {
      if (message.type === 'call') void answer(message);
      else if (message.type === 'spool') sources.own(message.spool);
      else if (message.type === 'stop') stop();
      else {
        isHurried ||= message.now;
        // While it fails, who waits is not served by asking more often.
        if (!isFailing) schedule(isHurried ? 0 : GATHER);
      }
    },
  };
}
