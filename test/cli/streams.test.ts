/** What the process gives to commands: its streams, its signals, and somebody to ask. */

import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createAsk } from '../../src/cli/ask.ts';
import { createInterruption } from '../../src/cli/interruption.ts';
import { outOf, type Stream } from '../../src/cli/out.ts';

interface Slow {
  readonly stream: Stream & Writable;
  readonly written: string[];
  /** Takes what is written. */
  read(): void;
}

function slowStream(): Slow {
  const written: string[] = [];
  const pending: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark: 4,
    decodeStrings: false,
    write(text: string, _encoding, done) {
      written.push(text);
      pending.push(done);
    },
  });
  return { stream, written, read: () => pending.splice(0).forEach((done) => done()) };
}

describe('a stream', () => {
  it('is ready until its buffer is full, and again once that is read', async () => {
    const { stream, read } = slowStream();
    const out = outOf(stream, () => {});
    out.write('abc');
    expect(out.ready!()).toBe(true);
    out.write('def');
    const ready = out.ready!();
    let told: boolean | undefined;
    void Promise.resolve(ready).then((value) => (told = value));
    await new Promise(setImmediate);
    expect(told).toBeUndefined();
    read();
    read();
    expect(await ready).toBe(true);
  });

  it.each([
    ['EPIPE', 0],
    ['ENOSPC', 1],
  ])('that fails with %s is written no more, and fails the command %i times', async (code, times) => {
    const { stream, written } = slowStream();
    let failures = 0;
    const out = outOf(stream, () => failures++);
    out.write('abcdef');
    const waiting = out.ready!();
    stream.emit('error', Object.assign(new Error(code), { code }));
    expect(await waiting).toBe(false);
    expect(out.ready!()).toBe(false);
    out.write('more');
    expect({ written, failures }).toEqual({ written: ['abcdef'], failures: times });
  });

  it('that is closed wakes who waits for it', async () => {
    const { stream } = slowStream();
    const out = outOf(stream, () => {});
    out.write('abcdef');
    const waiting = out.ready!();
    stream.destroy();
    expect(await waiting).toBe(false);
  });

  it('says whether it is a terminal', () => {
    const terminal = Object.assign(slowStream().stream, { isTTY: true });
    expect([outOf(terminal, () => {}).isTTY, outOf(slowStream().stream, () => {}).isTTY]).toEqual([
      true,
      false,
    ]);
  });
});

describe('Ctrl-C', () => {
  it('is left to the process until a command asks; then it ends the command, and the next the process', () => {
    const exits: number[] = [];
    const target = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
    const interruption = createInterruption(target);
    expect(target.eventNames()).toEqual([]);
    const signal = interruption();
    expect(interruption()).toBe(signal);
    expect(target.eventNames()).toEqual(['SIGINT', 'SIGTERM', 'SIGHUP']);
    target.emit('SIGTERM');
    expect({ aborted: signal.aborted, exits }).toEqual({ aborted: true, exits: [] });
    target.emit('SIGINT');
    expect(exits).toEqual([130]);
  });

  it('is what the end of the terminal means too, which is told more than once', () => {
    const exits: number[] = [];
    const target = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
    const signal = createInterruption(target)();
    target.emit('SIGHUP');
    target.emit('SIGHUP');
    expect({ aborted: signal.aborted, exits }).toEqual({ aborted: true, exits: [] });
    target.emit('SIGTERM');
    expect(exits).toEqual([130]);
  });
});

describe('a question', () => {
  it.each([
    ['y\nmore\n', 'y'],
    ['\n', ''],
    ['', ''],
  ])('is answered by the first line of %j', async (typed, answer) => {
    const input = new PassThrough();
    const asked: string[] = [];
    const ask = createAsk(input, { write: (text) => asked.push(text) });
    const answered = ask('Sure? ', new AbortController().signal);
    input.end(typed);
    expect(await answered).toBe(answer);
    expect(asked).toEqual(typed === '' ? ['Sure? ', '\n'] : ['Sure? ']);
  });

  it.each([['before'], ['while it waits']])('has no answer after Ctrl-C: %s', async (when) => {
    const controller = new AbortController();
    if (when === 'before') controller.abort();
    const answered = createAsk(new PassThrough(), { write: () => {} })('Sure? ', controller.signal);
    controller.abort();
    expect(await answered).toBe('');
  });
});
