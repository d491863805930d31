/** ASVS 16.5.4: what nobody caught is recorded once, and the process ends in order. Real processes. */

import { describe, expect, it } from 'vitest';
import { run, withLibrary } from './child.ts';

withLibrary();

const CAPTURE = 'const fl = createFaultline({ mode: "release" }); fl.captureProcessErrors();\n';
const LATER = 'setTimeout(() => console.log("went on"), 500);\n';

describe.concurrent('R19 R31 a fatal error is one line on standard error, and the exit code is 1', () => {
  const thrown: [string, string, object][] = [
    [
      'an error',
      'new TypeError("no such thing")',
      { name: 'TypeError', message: 'no such thing', stack: expect.stringMatching(/^ {4}at /) },
    ],
    ['null', 'null', { name: 'null', message: 'null' }],
    ['nothing', 'undefined', { name: 'undefined', message: 'undefined' }],
    ['a string', '"just text"', { name: 'string', message: 'just text' }],
    ['a plain object', '({ reason: "odd" })', { name: 'object' }],
    ['a frozen error', 'Object.freeze(new Error("cold"))', { message: 'cold' }],
    ['an exception for clients', 'new F.NotFoundException("not yours")', { message: 'not yours' }],
    ['a throwing getter', 'Object.defineProperty(new Error("x"), "name", { get() { throw 1; } })', {}],
    ['a revoked Proxy', '(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()', {}],
    [
      'a cyclic cause',
      '(() => { const e = new Error("round"); e.cause = e; return e; })()',
      { message: 'round' },
    ],
  ];
  const places: [string, string, (value: string) => string][] = [
    ['UNCAUGHT_EXCEPTION', 'thrown', (value) => `setTimeout(() => { throw ${value}; });`],
    ['UNHANDLED_REJECTION', 'rejected', (value) => `Promise.reject(${value});`],
  ];

  it.each(
    places.flatMap(([code, how, place]) =>
      thrown.map(([what, value, error]) => [what, how, code, place(value), error] as const),
    ),
  )('%s, %s: %s', async (_what, _how, code, failing, error) => {
    const { code: exit, records, noise, stdout } = await run(CAPTURE + LATER + failing);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ level: 'error', code, status: 500, fault: 'server', error });
    expect(records[0]!['correlationId']).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(records[0]).not.toHaveProperty('request');
    expect([exit, noise, stdout]).toEqual([1, '', '']);
  });

  it('says what a family knows of the error', async () => {
    const { records } = await run(
      `${CAPTURE} setTimeout(() => { throw new F.ConflictException("x", { internal: { row: 7 } }); });`,
    );
    expect(records).toMatchObject([{ level: 'error', family: 'business', internal: { row: 7 } }]);
    const unknown = await run(`${CAPTURE} setTimeout(() => { throw new Error("x"); });`);
    expect(unknown.records).toMatchObject([{ family: 'process' }]);
  });

  it.each(['throw', 'strict', 'warn', 'none', 'warn-with-error-code'])(
    'one record under --unhandled-rejections=%s',
    async (mode) => {
      const flags = [`--unhandled-rejections=${mode}`];
      for (const reason of ['new Error("x")', '"text"']) {
        const { code, records } = await run(`${CAPTURE}${LATER}Promise.reject(${reason});`, { flags });
        expect(records).toMatchObject([{ code: 'UNHANDLED_REJECTION' }]);
        expect(code).toBe(1);
      }
    },
  );

  it('two rejections at once are two records under strict, too', async () => {
    const { records } = await run(
      `${CAPTURE} Promise.reject(new Error("a")); Promise.reject(new Error("b"));`,
      {
        flags: ['--unhandled-rejections=strict'],
      },
    );
    expect(records.map(({ error }) => (error as { message: string }).message)).toEqual(['a', 'b']);
  });

  it('an error at start, before anything listens for more', async () => {
    const { code, records, noise } = await run(`${CAPTURE} throw new Error("at start");`);
    expect([code, records.length, noise]).toEqual([1, 1, '']);
  });

  it('names the request, where the application has its facts at hand', async () => {
    const { records } = await run(`
      const fl = createFaultline({ mode: "release", correlation: { async: true } });
      fl.captureProcessErrors();
      const facts = { method: "GET", url: "/orders?token=x", header: () => undefined };
      fl.run(facts, () => setTimeout(() => { console.log(fl.currentId()); throw new Error("x"); }));
    `);
    expect(records).toMatchObject([{ request: { method: 'GET', path: '/orders' } }]);
  });
});

describe.concurrent('recorded once', () => {
  const HANDLED = `${CAPTURE}
    const facts = { method: "GET", url: "/", header: () => undefined };
    const handled = (error) => { fl.handle(error, facts); return error; };`;

  it('what a request has recorded has the same reference when it ends the process', async () => {
    const { code, records } = await run(`${HANDLED} Promise.reject(handled(new Error("x")));`);
    expect(records).toMatchObject([
      { code: 'INTERNAL_ERROR', request: { path: '/' } },
      { code: 'UNHANDLED_REJECTION', notes: [expect.stringContaining('recorded before')] },
    ]);
    expect(records[0]!['correlationId']).toBe(records[1]!['correlationId']);
    expect(code).toBe(1);
  });

  it('but not when it is no end', async () => {
    const { records } = await run(
      `${HANDLED} fl.captureProcessErrors({ exit: false }); Promise.reject(handled(new Error("x")));`,
    );
    expect(records).toMatchObject([{ code: 'INTERNAL_ERROR' }]);
  });

  it('unless some time lies between', async () => {
    const { records } = await run(
      `${HANDLED} fl.captureProcessErrors({ exit: false }); const kept = handled(new Error("x"));
       setTimeout(() => { throw kept; }, 1100);`,
    );
    expect(records.map(({ code }) => code as string)).toEqual(['INTERNAL_ERROR', 'UNCAUGHT_EXCEPTION']);
    expect(records[0]!['correlationId']).not.toBe(records[1]!['correlationId']);
  });

  it('but what is no object always is', async () => {
    const { records } = await run(`${HANDLED} Promise.reject(handled("text"));`);
    expect(records.map(({ code }) => code as string)).toEqual(['INTERNAL_ERROR', 'UNHANDLED_REJECTION']);
  });

  it('nor is one error that was rejected twice', async () => {
    const { records } = await run(
      `${CAPTURE} const e = new Error("x"); Promise.reject(e); Promise.reject(e);`,
    );
    expect(records).toHaveLength(1);
  });

  it('capturing twice', async () => {
    const { code, records } = await run(
      `${CAPTURE} fl.captureProcessErrors(); Promise.reject(new Error("x"));`,
    );
    expect([code, records.length]).toEqual([1, 1]);
  });
});

describe.concurrent('the end is not before the record has left', () => {
  it('through a pipe that is read late, on standard error', async () => {
    const { code, records, noise } = await run(
      `${CAPTURE} for (let i = 0; i < 10_000; i++) console.error("x".repeat(100)); throw new Error("last");`,
      { readAfter: 500 },
    );
    expect(noise).toHaveLength(10_000 * 101 - 1);
    expect([code, records.length]).toEqual([1, 1]);
  });

  it('through a pipe that is read late, where the logger writes to standard output', async () => {
    const { code, stdout } = await run(
      `const write = (record) => process.stdout.write(JSON.stringify(record) + "\\n");
       const logger = { error: write, warn: write, info: write, debug: write };
       createFaultline({ logger }).captureProcessErrors();
       for (let i = 0; i < 10_000; i++) console.log("x".repeat(100));
       throw new Error("last");`,
      { readAfter: 500 },
    );
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toHaveLength(10_001);
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({ error: { message: 'last' } });
  });

  const pinos: [string, string][] = [
    ['synchronous', 'pino()'],
    ['asynchronous', 'pino(pino.destination({ sync: false }))'],
    ['buffering', 'pino(pino.destination({ sync: false, minLength: 4096 }))'],
    ['in a thread', 'pino({ transport: { target: "pino/file" } })'],
  ];

  it.each(pinos)('pino, %s', async (_how, pino) => {
    const { code, stdout, noise } = await run(
      `import { pino } from "pino"; const logger = ${pino};
       createFaultline({ logger }).captureProcessErrors();
       setTimeout(() => { for (let i = 0; i < 1000; i++) logger.info("x"); throw new Error("last"); }, 100);`,
      { readAfter: 300 },
    );
    const lines = stdout.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 50, error: { message: 'last' } });
    expect([code, lines.length, noise]).toEqual([1, 1001, '']);
  });

  it('of a logger that is asynchronous', async () => {
    const { code, stdout } = await run(`
      const write = (record) => new Promise((done) => setTimeout(() => { console.log(record.code); done(); }, 200));
      createFaultline({ logger: { error: write, warn: write, info: write, debug: write } }).captureProcessErrors();
      setTimeout(() => { throw new Error("x"); });`);
    expect([code, stdout]).toEqual([1, 'UNCAUGHT_EXCEPTION\n']);
  });

  it('of any instance that captures', async () => {
    const { code, stdout } = await run(`
      const logger = (name, ms) => {
        const write = () => console.log("written by", name);
        const flush = (done) => setTimeout(() => { console.log("flushed by", name); done(); }, ms);
        return { error: write, warn: write, info: write, debug: write, flush };
      };
      createFaultline({ logger: logger("a", 50) }).captureProcessErrors({ timeout: 1000 });
      createFaultline({ logger: logger("b", 300) }).captureProcessErrors({ timeout: 1000 });
      throw new Error("x");`);
    expect(stdout).toBe('written by b\nwritten by a\nflushed by a\nflushed by b\n');
    expect(code).toBe(1);
  });
});

describe.concurrent('the end is not later than agreed', () => {
  const deaf = (member: string): string => `
    const write = () => {};
    const logger = { error: write, warn: write, info: write, debug: write, ${member} };
    createFaultline({ logger }).captureProcessErrors({ timeout: 300 });
    process.on("exit", (code) => console.log("exit", code));
    setInterval(() => {}, 1000);\n`;

  it.each([
    ['never calls back', 'flush: (done) => {}'],
    ['never resolves', 'flush: () => new Promise(() => {})'],
    ['never has written', 'error: () => new Promise(() => {})'],
  ])('with a logger that %s', async (_how, member) => {
    const { code, stdout, milliseconds } = await run(`${deaf(member)} throw new Error("x");`);
    expect([code, stdout]).toEqual([1, 'exit 1\n']);
    expect(milliseconds).toBeGreaterThanOrEqual(300);
    expect(milliseconds).toBeLessThan(10_000);
  });

  it.each([
    ['throws', 'flush: (done) => { throw new Error("y"); }'],
    ['rejects', 'flush: () => Promise.reject(new Error("y"))'],
    ['cannot be read', 'get flush() { throw new Error("y"); }'],
  ])('with a logger whose flush %s', async (_how, member) => {
    const { code, stdout, noise } = await run(`${deaf(member)} throw new Error("x");`);
    expect([code, stdout, noise]).toEqual([1, 'exit 1\n', '']);
  });

  it('with a standard error that is never read', async () => {
    const { code, milliseconds } = await run(
      `createFaultline().captureProcessErrors({ timeout: 300 });
       console.error("x".repeat(1_000_000)); throw new Error("x");`,
      { readAfter: 1500 },
    );
    expect(code).toBe(1);
    expect(milliseconds).toBeLessThan(10_000);
  });

  it('with errors that go on: each is recorded, none puts the end off', async () => {
    const { code, records, milliseconds } = await run(`
      const fl = createFaultline();
      fl.captureProcessErrors({ timeout: 400 });
      fl.captureProcessErrors();
      const stuck = () => {};
      createFaultline({ logger: { error: stuck, warn: stuck, info: stuck, debug: stuck, flush: (done) => {} } })
        .captureProcessErrors({ timeout: 400 });
      setInterval(() => { throw new Error("again"); }, 20);`);
    expect(code).toBe(1);
    expect(records.length).toBeGreaterThan(1);
    expect(milliseconds).toBeLessThan(10_000);
  });

  it('with a listener for exit that throws', async () => {
    const { code, records, milliseconds } = await run(
      `createFaultline().captureProcessErrors({ timeout: 15_000 });
       process.on("exit", () => { throw new Error("at exit"); }); throw new Error("x");`,
    );
    expect([code, records.length]).toEqual([1, 1]);
    expect(milliseconds).toBeLessThan(10_000);
  });
});

describe.concurrent('exit: false', () => {
  it.each([
    ['an exception', 'setTimeout(() => { throw new Error("x"); });', 'UNCAUGHT_EXCEPTION'],
    ['a rejection', 'Promise.reject(new Error("x"));', 'UNHANDLED_REJECTION'],
  ])('records %s and lets the process go on', async (_what, failing, code) => {
    const ended = await run(`createFaultline().captureProcessErrors({ exit: false }); ${LATER} ${failing}`);
    expect(ended.records).toMatchObject([{ level: 'error', code }]);
    expect([ended.code, ended.stdout]).toEqual([0, 'went on\n']);
  });
});

describe.concurrent('other listeners', () => {
  it('run as before', async () => {
    const { code, stdout } = await run(`
      process.on("uncaughtException", (error, origin) => console.log("heard", error.message, origin));
      process.on("unhandledRejection", (reason) => console.log("heard", reason.message));
      ${CAPTURE} Promise.reject(new Error("a")); setTimeout(() => { throw new Error("b"); });`);
    expect(stdout).toContain('heard a\n');
    expect(code).toBe(1);
  });

  it('may end the process at once: the record is there already', async () => {
    const { code, records } = await run(
      `process.on("uncaughtException", () => process.exit(7)); ${CAPTURE} throw new Error("x");`,
    );
    expect([code, records.length]).toEqual([7, 1]);
  });

  it('are all that is left after close, and Node does what it does without', async () => {
    const { code, stdout, records, noise } = await run(`
      const events = () => JSON.stringify(process.eventNames().map((name) => [name, process.listeners(name).length]));
      process.on("warning", () => {});
      const before = events();
      ${CAPTURE} fl.captureProcessErrors({ warnings: true });
      const during = events();
      await Promise.all([fl.close(), fl.close()]);
      console.log(before === events(), before === during);
      fl.handle(new Error("after"), { method: "GET", url: "/", header: () => undefined });
      throw new Error("not ours");`);
    expect(stdout).toBe('true false\n');
    expect(records).toMatchObject([{ error: { message: 'after' } }]);
    expect(noise).toContain('Error: not ours');
    expect(code).toBe(1);
  });
});

describe.concurrent('warnings', () => {
  const WARN = 'process.emitWarning("mind the gap", { type: "GapWarning", code: "GAP01" });';

  it('are recorded at warn when asked for, beside what Node prints', async () => {
    const { code, records, noise } = await run(
      `createFaultline().captureProcessErrors({ warnings: true }); ${WARN}`,
    );
    expect(records).toMatchObject([
      { level: 'warn', code: 'PROCESS_WARNING', error: { name: 'GapWarning', code: 'GAP01' } },
    ]);
    expect(noise).toContain('mind the gap');
    expect(code).toBe(0);
  });

  it('are not by default, nor once that was taken back', async () => {
    expect((await run(`${CAPTURE} ${WARN}`)).records).toEqual([]);
    const taken = `fl.captureProcessErrors({ warnings: true }); fl.captureProcessErrors({ warnings: false });`;
    expect((await run(`${CAPTURE} ${taken} ${WARN}`)).records).toEqual([]);
  });
});
