/** What goes wrong while failures are recorded: it ends, and what was to be told is told. Real processes. */

import { describe, expect, it } from 'vitest';
import { run, withLibrary } from './child.ts';

withLibrary();

const FACTS = 'const facts = { method: "GET", url: "/", header: () => undefined };\n';
const loggerOf = (write: string, more = ''): string =>
  `let calls = 0; const write = () => { calls++; ${write} };
   const logger = { error: write, warn: write, info: write, debug: write, ${more} };
   process.on("exit", (code) => console.log(JSON.stringify({ code, calls })));\n`;
const said = (stdout: string): { code: number; calls: number } =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as { code: number; calls: number };

describe.concurrent('standard error that nobody reads any more', () => {
  const SERVE = `
    process.on("exit", () => console.log("listeners", process.stderr.listenerCount("error")));
    console.log("deafen");
    setTimeout(() => {
      let left = 10;
      const timer = setInterval(() => {
        if (left-- === 0) { clearInterval(timer); setTimeout(() => process.exit(0), 50); return; }
        fl.handle(new Error("x"), facts);
      }, 10);
    }, 300);\n`;

  it.each([
    ['without captureProcessErrors', ''],
    ['with it', 'fl.captureProcessErrors({ exit: false });'],
  ])('does not end the process, %s', async (_how, capture) => {
    const { code, stdout } = await run(`${FACTS} const fl = createFaultline(); ${capture} ${SERVE}`, {
      deaf: true,
    });
    expect([code, stdout]).toEqual([0, 'deafen\nlisteners 0\n']);
  });

  it('nor does a flush that nobody reads pile up', async () => {
    const { stdout } = await run(
      `const fl = createFaultline(); process.stderr.write("x".repeat(1_000_000));
       const before = process.stderr.writableLength;
       for (let i = 0; i < 200; i++) { void fl.flush(); await null; }
       await null; await null;
       console.log(process.stderr.listenerCount("error"), process.stderr.writableLength - before);
       process.exit();`,
      { readAfter: 1500 },
    );
    expect(stdout).toBe('1 0\n');
  });
});

describe.concurrent('a logger that fails at each call, in a way that nobody can catch', () => {
  const ways: [string, string, number][] = [
    ['leaks a rejection', 'Promise.reject(new Error("down"))', 100_000],
    ['throws in the next tick', 'process.nextTick(() => { throw new Error("down"); })', 100_000],
    ['throws later', 'setTimeout(() => { throw new Error("down"); })', 1000],
  ];

  it.each(ways)('%s: the process ends in time', async (_how, write) => {
    const { code, stdout, milliseconds } = await run(
      `${loggerOf(write)} createFaultline({ logger }).captureProcessErrors({ timeout: 500 });
       setInterval(() => {}, 1000); throw new Error("first");`,
    );
    expect([code, said(stdout).code]).toEqual([1, 1]);
    expect(said(stdout).calls).toBeLessThanOrEqual(201);
    expect(milliseconds).toBeLessThan(8000);
  });

  it.each(ways)('%s, and exit is false: the process goes on, and counts', async (_how, write) => {
    const { code, stdout } = await run(
      `${loggerOf(write)} createFaultline({ logger }).captureProcessErrors({ exit: false });
       setTimeout(() => process.exit(0), 1500); setTimeout(() => { throw new Error("first"); });`,
    );
    expect(code).toBe(0);
    expect(said(stdout).calls).toBeLessThanOrEqual(301);
  });

  // However slow the machine is, what follows happens in one second.
  const STANDSTILL = 'const at = performance.now(); performance.now = () => at;';

  it('tells how many it has left out', async () => {
    const { records } = await run(
      `${STANDSTILL} createFaultline().captureProcessErrors({ exit: false });
       for (let i = 0; i < 150; i++) Promise.reject(new Error(String(i)));
       setTimeout(() => {}, 4000);`,
    );
    expect(records).toHaveLength(101);
    expect(records.at(-1)).toMatchObject({
      level: 'error',
      code: 'PROCESS_ERRORS_OMITTED',
      error: { message: expect.stringMatching(/^50 more failures/) },
    });
  });

  it('also when it closes before', async () => {
    const { records, milliseconds } = await run(
      `${STANDSTILL} const fl = createFaultline(); fl.captureProcessErrors({ exit: false });
       for (let i = 0; i < 101; i++) Promise.reject(new Error(String(i)));
       setTimeout(() => fl.close(), 50);`,
    );
    expect(records.at(-1)).toMatchObject({ code: 'PROCESS_ERRORS_OMITTED' });
    expect(milliseconds).toBeLessThan(8000);
  });

  it('warns of what it writes: that is not written', async () => {
    const other = 'createFaultline({ logger }).captureProcessErrors({ warnings: true, exit: false });';
    const { stdout } = await run(
      `${loggerOf('process.emitWarning("deprecated " + calls)')} ${other} ${other}
       process.emitWarning("first"); setTimeout(() => {}, 200);`,
    );
    expect(said(stdout)).toEqual({ code: 0, calls: 2 });
  });

  it('has a thread that is dead', async () => {
    const { code, milliseconds, records } = await run(
      `import { pino } from "pino"; import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
       import { tmpdir } from "node:os"; import { join } from "node:path";
       const folder = mkdtempSync(join(tmpdir(), "faultline-thread-"));
       process.on("exit", () => rmSync(folder, { recursive: true }));
       const target = join(folder, "dies.mjs");
       writeFileSync(target, 'import { Writable } from "node:stream"; export default () => new Writable({ write() { process.exit(3); } });');
       const logger = pino({ transport: { target } });
       process.on("uncaughtException", () => {});
       setTimeout(() => logger.info("a"), 300);
       setTimeout(() => {
         createFaultline({ logger }).captureProcessErrors({ timeout: 500 });
         throw new Error("real");
       }, 1200);
       setInterval(() => {}, 1000);`,
    );
    expect(code).toBe(1);
    expect(records[0]).toMatchObject({ error: { message: 'real' } });
    expect(milliseconds).toBeLessThan(8000);
  });
});

describe.concurrent('R19 what ends the process is told on standard error where the logger cannot', () => {
  const crash = { level: 'error', code: 'UNHANDLED_REJECTION', error: { message: 'last' } };

  it.each([
    ['there is none', 'false'],
    ['its level is off', '{ ...logger, isLevelEnabled: () => false }'],
    ['its flush throws', '{ ...logger, flush(done) { throw new Error("y"); } }'],
    ['its flush rejects', '{ ...logger, flush: () => Promise.reject(new Error("y")) }'],
    ['its flush calls back with an error', '{ ...logger, flush: (done) => done(new Error("y")) }'],
    ['its flush never ends', '{ ...logger, flush: (done) => {} }'],
    ['it never has written', '{ ...logger, error: () => new Promise(() => {}) }'],
  ])('%s', async (_why, logger) => {
    const { code, records, noise } = await run(
      `${loggerOf('')} createFaultline({ logger: ${logger} }).captureProcessErrors({ timeout: 300 });
       throw new Error("last");`,
    );
    expect(records).toMatchObject([crash]);
    expect([code, noise]).toEqual([1, '']);
  });

  it('once, and the first only', async () => {
    const { records } = await run(
      `${loggerOf('')} createFaultline({ logger: { ...logger, flush: (done) => {} } }).captureProcessErrors({ timeout: 300 });
       setTimeout(() => { throw new Error("later"); }, 100); throw new Error("last");`,
    );
    expect(records).toMatchObject([crash]);
  });

  it('not where the process goes on, nor where the logger has let go of it', async () => {
    const going = await run(
      'createFaultline({ logger: false }).captureProcessErrors({ exit: false }); setTimeout(() => { throw new Error("last"); });',
    );
    expect(going.records).toEqual([]);
    const flushing = await run(
      `${loggerOf('')} createFaultline({ logger: { ...logger, flush: (done) => done() } }).captureProcessErrors();
       throw new Error("last");`,
    );
    expect(flushing.records).toEqual([]);
  });
});

describe.concurrent('the end waits for the records of every instance', () => {
  it.each([
    ['one that does not capture', ''],
    ['one that would not end', 'other.captureProcessErrors({ exit: false });'],
  ])('%s', async (_which, capture) => {
    const { stdout } = await run(
      `${FACTS} const silent = () => {};
       const flush = () => new Promise((done) => setTimeout(() => { console.log("let go"); done(); }, 200));
       const other = createFaultline({ logger: { error: silent, warn: silent, info: silent, debug: silent, flush } });
       ${capture} createFaultline().captureProcessErrors();
       other.handle(new Error("pending"), facts); throw new Error("last");`,
    );
    expect(stdout).toBe('let go\n');
  });

  it("and of each request's logger", async () => {
    const { stdout } = await run(
      `const silent = () => {};
       const loggerOf = (name) => ({ error: silent, warn: silent, info: silent, debug: silent,
         flush: () => new Promise((done) => setTimeout(() => { console.log(name); done(); }, 100)) });
       const fl = createFaultline(); fl.captureProcessErrors();
       for (const name of ["a", "b", "a"])
         fl.handle(new Error(name), { method: "GET", url: "/", header: () => undefined, logger: loggerOf(name) });
       throw new Error("last");`,
    );
    expect(stdout.trim().split('\n').toSorted()).toEqual(['a', 'a', 'b']);
  });
});
