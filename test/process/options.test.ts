/** What `captureProcessErrors` accepts, and a process that is none. */

import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { createSecureServer, createServer as createHttp2Server } from 'node:http2';
import { createServer as createNetServer } from 'node:net';
import { BusinessException, createFaultline, type Faultline, type Logger } from 'faultline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { revoked } from '../exceptions/wrong-options.ts';
import { factsOf, memoryLogger } from '../record/logs.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

class FakeProcess extends EventEmitter {
  exitCode: number | undefined;
  readonly written: string[] = [];
  readonly stderr = {
    write: (text: string, done: () => void): void => {
      this.written.push(text);
      done();
    },
  };
  readonly exits: number[] = [];
  /** The runner replaces and restores it, of whichever process there is. */
  readonly nextTick = process.nextTick;
  exit(code: number): void {
    this.exits.push(code);
  }
}

function stubbed(): FakeProcess {
  const process = new FakeProcess();
  vi.stubGlobal('process', process);
  return process;
}

const EVENTS = ['uncaughtException', 'unhandledRejection', 'warning'];
const counts = (emitter: EventEmitter): number[] => EVENTS.map((name) => emitter.listenerCount(name));
const turn = (): Promise<void> => new Promise(setImmediate);

describe('wrong options are refused at the call, and nothing is added', () => {
  const wrong: [unknown, string, RegExp][] = [
    [
      null,
      'FLT_OPTION_INVALID',
      /^The argument of captureProcessErrors is null; give an object of options\.$/,
    ],
    ['exit', 'FLT_OPTION_INVALID', /is "exit"; give an object/],
    [[], 'FLT_OPTION_INVALID', /is an array; give an object/],
    [revoked(), 'FLT_OPTION_INVALID', /is a revoked Proxy; give an object/],
    [
      {
        get exit(): never {
          throw new Error('no');
        },
      },
      'FLT_OPTION_INVALID',
      /is an object; give an object that can be read\.$/,
    ],
    [{ exit: 1 }, 'FLT_OPTION_INVALID', /^Option "exit" of captureProcessErrors is 1; give true or false\.$/],
    [{ warnings: 'yes' }, 'FLT_OPTION_INVALID', /"warnings" .* is "yes"; give true or false/],
    [{ timeout: -1 }, 'FLT_OPTION_INVALID', /"timeout" .* is -1; give milliseconds from 0 to 60000/],
    [{ timeout: Number.NaN }, 'FLT_OPTION_INVALID', /"timeout" .* is NaN/],
    [{ timeout: 60_001 }, 'FLT_OPTION_INVALID', /"timeout" .* is 60001/],
    [{ timeout: '5' }, 'FLT_OPTION_INVALID', /"timeout" .* is "5"/],
    [{ server: {} }, 'FLT_OPTION_INVALID', /"server" .* is an object; give a server of node:http/],
    [
      { server: new EventEmitter() },
      'FLT_OPTION_INVALID',
      /"server" .* is an object; give a server of node:http/,
    ],
    [
      { server: createNetServer() },
      'FLT_OPTION_INVALID',
      /"server" .* is an object; give a server of node:http/,
    ],
    [{ server: createHttp2Server() }, 'FLT_OPTION_INVALID', /one of node:http2 .* only with allowHTTP1\.$/],
    [{ server: null }, 'FLT_OPTION_INVALID', /"server" .* is null/],
    [{ server: [createServer(), 7] }, 'FLT_OPTION_INVALID', /"server" .* is an array/],
    [
      { exits: true },
      'FLT_OPTION_UNKNOWN',
      /no option "exits"; use one of exit, timeout, warnings, server\.$/,
    ],
  ];

  it.each(wrong.map(([options, code, message]) => ({ options, code, message })))(
    '$message',
    ({ options, code, message }) => {
      const process = stubbed();
      const fl = createFaultline();
      expect(() => fl.captureProcessErrors(options as never)).toThrow(
        expect.objectContaining({ name: 'FaultlineError', code, message: expect.stringMatching(message) }),
      );
      expect(counts(process)).toEqual([0, 0, 0]);
    },
  );

  it('what is left out or undefined is the default', () => {
    const process = stubbed();
    createFaultline().captureProcessErrors({ exit: undefined, server: undefined, timeout: 0 } as never);
    expect(counts(process)).toEqual([1, 1, 0]);
  });

  it('a server of node:http2 that speaks HTTP/1 too is one', async () => {
    stubbed();
    const fl = createFaultline({ logger: false });
    const server = createSecureServer({ allowHTTP1: true });
    fl.captureProcessErrors({ exit: false, server });
    expect(server.listenerCount('clientError')).toBe(1);
    await fl.close();
  });

  it('nothing is left half-added by a listener that throws when it is', async () => {
    const process = stubbed();
    const fl = createFaultline({ logger: false });
    const [first, second] = [createServer(), createServer()];
    second.on('newListener', () => {
      throw new Error('not now');
    });
    expect(() => fl.captureProcessErrors({ exit: false, server: [first, second] })).toThrow('not now');
    expect([counts(process), first.listenerCount('clientError')]).toEqual([[0, 0, 0], 0]);
    fl.captureProcessErrors({ warnings: true, server: first });
    expect(() => fl.captureProcessErrors({ warnings: false, exit: false, server: second })).toThrow(
      'not now',
    );
    expect([counts(process), first.listenerCount('clientError')]).toEqual([[1, 1, 1], 1]);
    await fl.close();
  });

  it('what Object.prototype has is no option', () => {
    const polluted = Object.prototype as { exit?: unknown };
    polluted.exit = 7;
    try {
      stubbed();
      expect(() => createFaultline().captureProcessErrors({})).not.toThrow();
    } finally {
      delete polluted.exit;
    }
  });
});

describe('FLT_PROCESS_UNAVAILABLE', () => {
  it.each([
    ['no process', undefined],
    ['a process that emits nothing', { env: {} }],
    ['a process that cannot end', new EventEmitter()],
  ])('a runtime with %s', (_how, process) => {
    const fl = createFaultline({ logger: false });
    vi.stubGlobal('process', process);
    try {
      expect(() => fl.captureProcessErrors()).toThrow(
        expect.objectContaining({ code: 'FLT_PROCESS_UNAVAILABLE' }),
      );
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('flushes and closes all the same', async () => {
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ mode: 'release', logger });
    // What the runner has told just before reads `process` once more in the next tick.
    await turn();
    vi.stubGlobal('process', undefined);
    fl.handle(new Error('x'), factsOf());
    await fl.flush();
    await fl.close();
    expect(entries).toHaveLength(1);
  });
});

describe('in one process', () => {
  it('adds its listeners once, before others, and close removes them; it may capture again', async () => {
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger });
    const order: string[] = [];
    process.on('unhandledRejection', () => order.push(`heard after ${entries.length}`));
    fl.captureProcessErrors({ exit: false, warnings: true });
    fl.captureProcessErrors();
    expect(counts(process)).toEqual([1, 2, 1]);
    process.emit('unhandledRejection', new Error('x'));
    expect(order).toEqual(['heard after 1']);
    await fl.close();
    await fl.close();
    expect(counts(process)).toEqual([0, 1, 0]);
    fl.captureProcessErrors();
    expect(counts(process)).toEqual([1, 2, 0]);
  });

  it('keeps what earlier calls said, until close', async () => {
    const process = stubbed();
    const fl = createFaultline({ logger: false });
    fl.captureProcessErrors({ exit: false });
    fl.captureProcessErrors({ warnings: true });
    process.emit('uncaughtException', new Error('x'), 'uncaughtException');
    await turn();
    expect([process.exits, process.exitCode]).toEqual([[], undefined]);
    await fl.close();
    fl.captureProcessErrors();
    process.emit('uncaughtException', new Error('y'), 'uncaughtException');
    expect(process.exitCode).toBe(1);
    await turn();
    expect(process.exits).toEqual([1]);
  });

  it('records what is thrown twice once, and what is no object always', async () => {
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger });
    fl.captureProcessErrors({ exit: false });
    const error = new BusinessException('x', { status: 409 });
    for (const thrown of [error, error, turn, turn, 'text', 'text', null, null])
      process.emit('uncaughtException', thrown, 'uncaughtException');
    expect(entries).toHaveLength(6);
    expect(entries[0]).toMatchObject({ level: 'error', record: { family: 'business', status: 500 } });
    await fl.close();
  });

  it('ends when the last instance has flushed the last error', async () => {
    const process = stubbed();
    const order: string[] = [];
    const slow = (name: string, ms: number): Faultline => {
      const flush = (done: () => void): void =>
        void setTimeout(() => {
          order.push(`${name}, after ${process.exits.length} exits`);
          done();
        }, ms);
      return createFaultline({ logger: { ...memoryLogger().logger, flush } as Logger });
    };
    const instances = [slow('quick', 10), slow('slow', 60)];
    for (const fl of instances) fl.captureProcessErrors({ timeout: 5000 });
    process.emit('uncaughtException', new Error('x'), 'uncaughtException');
    process.emit('uncaughtException', new Error('y'), 'uncaughtException');
    await expect.poll(() => process.exits).toEqual([1]);
    expect(order).toEqual(['quick, after 0 exits', 'slow, after 0 exits']);
    for (const fl of instances) await fl.close();
  });

  it('tries once more when the end itself fails, and never throws', async () => {
    const process = stubbed();
    let attempts = 0;
    process.exit = () => {
      attempts += 1;
      throw new Error('not now');
    };
    const fl = createFaultline({ logger: false });
    fl.captureProcessErrors();
    expect(() => process.emit('uncaughtException', new Error('x'), 'uncaughtException')).not.toThrow();
    await turn();
    expect(attempts).toBe(2);
    await fl.close();
  });

  it('an error after an end that did not come is recorded, and ends it anew', async () => {
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger: { ...logger, flush: (_done: () => void) => undefined } as Logger });
    fl.captureProcessErrors({ timeout: 10 });
    process.emit('uncaughtException', new Error('x'), 'uncaughtException');
    await expect.poll(() => process.exits.length).toBe(1);
    await turn();
    process.emit('uncaughtException', new Error('y'), 'uncaughtException');
    await expect.poll(() => process.exits.length).toBe(2);
    expect(entries).toHaveLength(2);
    expect(process.written).toHaveLength(2);
    await fl.close();
  });

  it('tells once of what is told twice: as an exception before the rejection, or by a request', async () => {
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger });
    fl.captureProcessErrors({ exit: false, warnings: true });
    const [strict, handled, warning] = [new Error('a'), new Error('b'), new Error('c')];
    process.emit('uncaughtException', strict, 'unhandledRejection');
    process.emit('unhandledRejection', strict);
    fl.handle(handled, factsOf());
    await fl.flush();
    process.emit('unhandledRejection', handled);
    process.emit('warning', warning);
    expect(entries.map(({ level, record }) => [level, record['code'] as string])).toEqual([
      ['error', 'UNHANDLED_REJECTION'],
      ['error', 'INTERNAL_ERROR'],
      ['warn', 'PROCESS_WARNING'],
    ]);
    await fl.close();
  });

  it('skips no rejection because of an exception that only said it was one', async () => {
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger });
    fl.captureProcessErrors({ exit: false });
    process.emit('uncaughtException', new Error('x'), 'unhandledRejection');
    await turn();
    process.emit('unhandledRejection', new Error('y'));
    expect(entries.map(({ record }) => record['code'] as string)).toEqual([
      'UNHANDLED_REJECTION',
      'UNHANDLED_REJECTION',
    ]);
    await fl.close();
  });
});

describe('bounds', () => {
  const stuck = (timeout: number): Faultline => {
    const fl = createFaultline({
      logger: { ...memoryLogger().logger, flush: (_done: () => void) => undefined } as Logger,
    });
    fl.captureProcessErrors({ timeout });
    return fl;
  };

  it('a hundred records a second, and how many more there were', async () => {
    vi.useFakeTimers();
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger });
    fl.captureProcessErrors({ exit: false });
    for (let index = 0; index < 150; index++) process.emit('uncaughtException', index, 'uncaughtException');
    expect(entries).toHaveLength(100);
    vi.advanceTimersByTime(1000);
    expect(entries).toHaveLength(101);
    expect(entries.at(-1)!.record['error']).toMatchObject({ message: expect.stringMatching(/^50 more/) });
    process.emit('uncaughtException', 'x', 'uncaughtException');
    expect(entries).toHaveLength(102);
    fl.captureProcessErrors({ exit: true });
    for (let index = 0; index < 150; index++) process.emit('uncaughtException', index, 'uncaughtException');
    expect(entries).toHaveLength(201);
    vi.useRealTimers();
    await fl.close();
  });

  it('what a request has recorded, once more when it ends the process, under the same reference', async () => {
    const process = stubbed();
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger });
    fl.captureProcessErrors();
    const error = new Error('x');
    fl.handle(error, factsOf());
    await turn();
    for (let times = 0; times < 3; times++) process.emit('uncaughtException', error, 'uncaughtException');
    expect(entries).toHaveLength(2);
    expect(entries[1]!.record).toMatchObject({
      correlationId: entries[0]!.record['correlationId'] as string,
      notes: [expect.stringContaining('recorded before')],
    });
    await turn();
    await fl.close();
  });

  it('a record is not lost to a close before the end', async () => {
    vi.useFakeTimers();
    const process = stubbed();
    const fl = stuck(5000);
    process.emit('uncaughtException', 'a', 'uncaughtException');
    const closing = fl.close();
    await vi.advanceTimersByTimeAsync(2000);
    await closing;
    expect([process.exits, process.written]).toEqual([[], []]);
    await vi.advanceTimersByTimeAsync(3000);
    expect([process.exits, process.written.length]).toEqual([[1], 1]);
    vi.useRealTimers();
    await fl.close();
  });

  it('the last agreed time, and no timer is needed to keep it', async () => {
    vi.useFakeTimers();
    const process = stubbed();
    const instances = [stuck(100), stuck(300)];
    process.emit('uncaughtException', 'a', 'uncaughtException');
    await vi.advanceTimersByTimeAsync(200);
    expect(process.exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(process.exits).toEqual([1]);
    process.emit('uncaughtException', 'b', 'uncaughtException');
    vi.setSystemTime(Date.now() + 400);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 400);
    process.emit('uncaughtException', 'c', 'uncaughtException');
    expect(process.exits).toEqual([1, 1]);
    vi.restoreAllMocks();
    vi.useRealTimers();
    await Promise.all(instances.map((fl) => fl.close()));
  });

  it('no record of a warning that a record has caused, whoever hears of it', async () => {
    const process = stubbed();
    const [one, two] = [memoryLogger(), memoryLogger()];
    const warn = (record: object, message?: string): void => {
      one.logger.warn(record, message);
      process.emit('warning', new Error('caused'));
    };
    const instances = [{ ...one.logger, warn }, two.logger].map((logger) => createFaultline({ logger }));
    for (const fl of instances) fl.captureProcessErrors({ exit: false, warnings: true });
    process.emit('warning', new Error('first'));
    expect([one.entries.length, two.entries.length]).toEqual([1, 1]);
    await turn();
    process.emit('warning', new Error('second'));
    expect([one.entries.length, two.entries.length]).toEqual([2, 2]);
    for (const fl of instances) await fl.close();
  });
});

describe('facts that cannot be read', () => {
  it('still leave a record with a reference, and the process ends', async () => {
    const { entries, logger } = memoryLogger();
    const correlation = { async: true, trust: () => true };
    const fl = createFaultline({ mode: 'release', logger, correlation });
    const process = stubbed();
    fl.captureProcessErrors();
    const header = (): never => {
      throw new Error('no headers');
    };
    fl.run(factsOf({ header }), () => process.emit('uncaughtException', new Error('x'), 'uncaughtException'));
    await turn();
    expect(entries).toMatchObject([{ level: 'error', message: 'an error could not be resolved' }]);
    expect(entries[0]!.record['correlationId']).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(process.exits).toEqual([1]);
    await fl.close();
  });
});
