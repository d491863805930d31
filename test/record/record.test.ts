import { BusinessException, createFaultline, type Logger, type RequestFacts } from 'faultline';
import { pino } from 'pino';
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { drained } from '../../src/record/streams.ts';
import { jsonLines } from '../../src/record/json-lines.ts';
import { createBuild } from '../../src/record/build.ts';
import { createOccurrenceIds } from '../../src/record/occurrence-id.ts';
import { record, type Handed, type Recorded } from '../../src/record/record.ts';
import { createRedactor } from '../../src/redact/index.ts';
import { factsOf, linesOnStderr, logged, memoryLogger } from './logs.ts';

const fail = (): never => {
  throw new Error('the disk is full');
};
const build = createBuild({
  host: '',
  pid: 0,
  headers: [],
  redactor: createRedactor(),
  now: Date.now,
  perSecond: Infinity,
  stores: false,
  newId: createOccurrenceIds(),
});
const recorded = (resolution: Recorded, facts: RequestFacts, logger: Logger | false | undefined): Handed =>
  record(resolution, facts, { logger, keep: undefined }, build(resolution, facts));
const logging =
  (logger: Logger | undefined, facts = factsOf(), thrown: unknown = new Error('x')) =>
  async () => {
    const fl = createFaultline({
      mode: 'release',
      defaultStatus: 500,
      store: false,
      ...(logger && { logger }),
    });
    fl.handle(thrown, facts);
    await fl.flush();
  };
const parsed = (lines: readonly string[]): Record<string, any>[] =>
  lines.map((line) => JSON.parse(line) as object);

describe('R29 JSON lines on stderr by default', () => {
  it('are one object a line, with level, time in UTC and message first', async () => {
    const lines = await linesOnStderr(logging(undefined));
    expect(lines.length).toBe(1);
    const line = parsed(lines)[0]!;
    expect(Object.keys(line).slice(0, 4)).toEqual(['level', 'time', 'msg', 'correlationId']);
    expect(line).toMatchObject({ level: 'error', status: 500, error: { name: 'Error', message: 'x' } });
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(line['msg']).toBe(`500 INTERNAL_ERROR ${line['correlationId']}`);
  });

  it('are what console as a logger means', async () => {
    expect(parsed(await linesOnStderr(logging(console)))[0]).toMatchObject({ level: 'error', status: 500 });
  });

  it('cannot be overwritten by data of a user', async () => {
    const forged = { level: 'debug', time: 'never', msg: 'all well', correlationId: 'forged', status: 200 };
    const thrown = Object.assign(new BusinessException('x', { status: 500, internal: forged }), forged);
    const line = parsed(await linesOnStderr(logging(undefined, factsOf(), thrown)))[0]!;
    expect(line).toMatchObject({ level: 'warn', status: 500, internal: forged });
    expect(line['correlationId']).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(line['time']).not.toBe('never');
    expect(line['msg']).toContain('BUSINESS_ERROR');
  });

  it('D8 tell of the default status, too', async () => {
    const lines = await linesOnStderr(async () => {
      const fl = createFaultline({ mode: 'release' });
      fl.handle(new BusinessException('x'), factsOf());
      await fl.flush();
    });
    expect(parsed(lines).map(({ level, code }) => [level, code])).toEqual([
      ['warn', 'BUSINESS_ERROR'],
      ['warn', 'BUSINESS_ERROR'],
    ]);
    expect(lines[1]).toContain('defaultStatus');
  });

  it('leave aborts out, and write every level otherwise', async () => {
    const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    expect(await linesOnStderr(logging(undefined, factsOf({ aborted: true }), aborted))).toEqual([]);
    const lines = await linesOnStderr(() => {
      for (const level of ['error', 'warn', 'info', 'debug'] as const) jsonLines[level]({ a: 1 });
    });
    expect(parsed(lines).map(({ level, msg, a }) => [level, msg, a])).toEqual([
      ['error', '', 1],
      ['warn', '', 1],
      ['info', '', 1],
      ['debug', '', 1],
    ]);
  });
});

describe('standard error', () => {
  const broken = Object.assign(new Error('EPIPE'), { code: 'EPIPE' });

  it('that breaks is no failure of the process, and few listeners serve many records', async () => {
    const stderr = new Writable({
      write: (_chunk, _encoding, done) => void setTimeout(() => done(broken), 5),
    });
    vi.stubGlobal('process', { stderr });
    try {
      for (let index = 0; index < 20; index++) jsonLines.error({ index });
      expect(stderr.listenerCount('error')).toBe(1);
      await expect.poll(() => stderr.destroyed).toBe(true);
      await expect.poll(() => stderr.listenerCount('error')).toBe(0);
      jsonLines.error({});
      await expect.poll(() => stderr.listenerCount('error')).toBe(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('has one waiting write, however many flushes wait for it', async () => {
    const chunks: string[] = [];
    let release = (): void => undefined;
    const stderr = new Writable({
      write: (chunk, _encoding, done) => {
        chunks.push(String(chunk));
        release = done;
      },
    });
    vi.stubGlobal('process', { stderr });
    try {
      stderr.write('a');
      const flushes = [drained('stderr'), drained('stderr'), drained('stderr')];
      jsonLines.error({});
      release();
      release();
      await Promise.all(flushes);
      expect(chunks.slice(0, 2)).toEqual(['a', '']);
      expect(stderr.listenerCount('error')).toBe(1);
      release();
      await expect.poll(() => stderr.listenerCount('error')).toBe(0);
      expect(chunks).toHaveLength(3);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is what console has where there is no stream', () => {
    const { error } = console;
    const said: unknown[][] = [];
    console.error = (...values: unknown[]) => void said.push(values);
    vi.stubGlobal('process', undefined);
    try {
      jsonLines.error({ a: 1 });
      expect(said).toEqual([['%s', expect.stringContaining('"a":1')]]);
    } finally {
      vi.unstubAllGlobals();
      console.error = error;
    }
  });

  it('that throws leaves no listener', async () => {
    const stderr = Object.assign(new EventEmitter(), { write: fail });
    vi.stubGlobal('process', { stderr });
    try {
      expect(() => jsonLines.error({})).toThrow('full');
      await expect.poll(() => stderr.listenerCount('error')).toBe(0);
      Object.assign(stderr, { writableLength: 1 });
      await drained('stderr');
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('which logger', () => {
  it("is the request's own, where there is none given", async () => {
    const { entries, logger } = memoryLogger();
    expect(await linesOnStderr(logging(undefined, factsOf({ logger })))).toEqual([]);
    expect(entries.length).toBe(1);
  });

  it('is the given one before the one of the request', async () => {
    const own = memoryLogger();
    expect((await logged(new Error('x'), factsOf({ logger: own.logger }))).length).toBe(1);
    expect(own.entries).toEqual([]);
  });

  it('is none when it is false, and then nothing is even read', async () => {
    const fl = createFaultline({ logger: false });
    const resolution = fl.resolve(new Error('x'), factsOf());
    const facts = new Proxy({} as RequestFacts, { get: fail });
    expect(await linesOnStderr(() => recorded(resolution, facts, false))).toEqual([]);
  });

  it('does not have a record built for a level that is off', async () => {
    const { entries, logger } = memoryLogger();
    const asked: string[] = [];
    const isLevelEnabled = (level: string): boolean => asked.push(level) < 0;
    let read = 0;
    const facts = Object.defineProperty(factsOf(), 'url', { get: () => (read++, '/') });
    await logging({ ...logger, isLevelEnabled }, facts)();
    expect([asked, entries, read]).toEqual([['error'], [], 0]);
  });
});

describe('D12 a logger that fails loses nothing and breaks nothing', () => {
  const { logger } = memoryLogger();
  const failing: [string, Logger | undefined, RequestFacts?][] = [
    ['throws', { ...logger, error: fail }],
    ['fails later', { ...logger, error: () => Promise.reject(new Error('later')) }],
    ['cannot tell its levels', { ...logger, isLevelEnabled: fail }],
    ['lacks a level', undefined, factsOf({ logger: { info: () => undefined } as never })],
    ['cannot be read', undefined, Object.defineProperty(factsOf(), 'logger', { get: fail })],
  ];

  it.each<[string, Logger | undefined, RequestFacts?]>(failing)(
    'one that %s: the record goes to stderr',
    async (_how, given, facts) => {
      const lines = parsed(await linesOnStderr(logging(given, facts)));
      expect(lines.length).toBe(1);
      expect(lines[0]).toMatchObject({
        level: 'error',
        code: 'INTERNAL_ERROR',
        status: 500,
        error: { message: 'x' },
      });
    },
  );

  it('an asynchronous one that works is left alone', async () => {
    const working = { ...logger, error: () => Promise.resolve() };
    expect(await linesOnStderr(logging(working))).toEqual([]);
  });

  it('standard error that is gone too: still nothing is thrown', async () => {
    const { write } = process.stderr;
    process.stderr.write = fail;
    try {
      await logging({ ...logger, error: fail })();
      const unresolved = { decided: undefined, correlationId: 'K7QF-2MXD-9TRB', replaced: undefined };
      expect(() => recorded(unresolved, factsOf(), undefined)).not.toThrow();
    } finally {
      process.stderr.write = write;
    }
  });

  it('a record that cannot be built: the reference, the code and the status at least', async () => {
    const fl = createFaultline({ mode: 'release', logger: false });
    const { decided, ...rest } = fl.resolve(
      new BusinessException('x', { code: 'OWN', status: 409 }),
      factsOf(),
    );
    const broken = { ...rest, decided: { ...decided!, notes: [7 as never] } };
    const lines = parsed(await linesOnStderr(() => recorded(broken, factsOf(), undefined)));
    expect(lines).toMatchObject([
      { level: 'error', correlationId: rest.correlationId, code: 'OWN', status: 409 },
    ]);
  });
});

describe('a failure that could not be resolved', () => {
  const unresolved = {
    decided: undefined,
    correlationId: 'K7QF-2MXD-9TRB',
    replaced: 'a stage failed: TypeError',
  };

  it('is an error with its reference', () => {
    const { entries, logger } = memoryLogger();
    recorded(unresolved, factsOf(), logger);
    expect(entries).toEqual([
      {
        level: 'error',
        record: { correlationId: 'K7QF-2MXD-9TRB', notes: ['a stage failed: TypeError'] },
        message: 'an error could not be resolved',
      },
    ]);
  });

  it('keeps its reference when the logger fails', async () => {
    const broken = { error: fail } as unknown as Logger;
    const lines = parsed(await linesOnStderr(() => recorded(unresolved, factsOf(), broken)));
    expect(lines).toMatchObject([{ correlationId: 'K7QF-2MXD-9TRB', notes: ['a stage failed: TypeError'] }]);
  });

  it('is an error even when nothing says why', () => {
    const { entries, logger } = memoryLogger();
    recorded({ ...unresolved, replaced: undefined }, factsOf(), logger);
    expect(entries[0]!.level).toBe('error');
  });
});

describe('R29 pino', () => {
  const linesOf = async (level: string, thrown: unknown): Promise<Record<string, any>[]> => {
    const lines: string[] = [];
    await logging(pino({ level }, { write: (line) => void lines.push(line) }), factsOf(), thrown)();
    return parsed(lines);
  };

  it('writes one line that parses back', async () => {
    const [line, ...more] = await linesOf('info', new Error('a\nb "c"'));
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      level: 50,
      status: 500,
      error: { name: 'Error', message: 'a\\u{a}b "c"' },
      msg: `500 INTERNAL_ERROR ${line!['correlationId']}`,
    });
  });

  it('is asked for its level', async () => {
    expect(await linesOf('error', new BusinessException('x', { status: 409 }))).toEqual([]);
    expect((await linesOf('info', new BusinessException('x', { status: 409 }))).length).toBe(1);
    expect(await linesOf('silent', new Error('x'))).toEqual([]);
  });
});
