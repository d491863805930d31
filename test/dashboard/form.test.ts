import { PassThrough } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { MAX_BODY, readForm } from '../../src/dashboard/form.ts';

const TYPE = 'application/x-www-form-urlencoded';

function requestOf(stream: PassThrough, type: string | undefined = TYPE): IncomingMessage {
  return Object.assign(stream, { headers: { 'content-type': type } }) as unknown as IncomingMessage;
}

function read(stream: PassThrough, body?: unknown, patience?: number): ReturnType<typeof readForm> {
  const raw = requestOf(stream);
  return readForm({ raw, context: raw, base: '', path: '/', query: '', body }, patience);
}

async function textOf(form: ReturnType<typeof readForm>): Promise<string | number> {
  const result = await form;
  return typeof result === 'number' ? result : result.toString();
}

describe('a form', () => {
  it('is read from the request, in as many parts as it comes', async () => {
    const stream = new PassThrough();
    const form = read(stream);
    stream.write('action=no');
    stream.write('te&note=%C3');
    stream.end('%A9+x');
    expect(await textOf(form)).toBe('action=note&note=%C3%A9+x');
  });

  it('is read from text as well', async () => {
    const stream = new PassThrough({ encoding: 'utf8' });
    const form = read(stream);
    stream.end('note=é');
    expect(await textOf(form)).toBe('note=%C3%A9');
  });

  it.each([
    ['members', { action: 'note', note: 'x', nested: { a: 'b' }, list: ['a'] }, 'action=note&note=x'],
    ['members without a prototype', Object.assign(Object.create(null), { action: 'note' }), 'action=note'],
    ['text', 'action=note', 'action=note'],
    ['bytes', Buffer.from('action=note'), 'action=note'],
  ])('may have been read before, as %s', async (_what, body, expected) => {
    expect(await textOf(read(new PassThrough(), body))).toBe(expected);
  });

  it.each([
    ['text', 'x'.repeat(MAX_BODY + 1)],
    ['bytes', Buffer.alloc(MAX_BODY + 1)],
  ])('that was read before may be too long as %s', async (_what, body) => {
    expect(await textOf(read(new PassThrough(), body))).toBe(413);
  });

  it.each([{}, undefined, null, 7])('is read where a parser left %j', async (body) => {
    const stream = new PassThrough();
    stream.end('action=note');
    expect(await textOf(read(stream, body))).toBe('action=note');
  });

  it('is not there when somebody else read it', async () => {
    const stream = new PassThrough();
    stream.end('action=note');
    stream.resume();
    await new Promise((done) => stream.once('end', done));
    expect(await read(stream, {})).toBe(400);
  });

  it('is refused when it is too long, and the rest is let go', async () => {
    const stream = new PassThrough();
    const form = read(stream);
    stream.write('x'.repeat(MAX_BODY));
    stream.write('x');
    expect(await form).toBe(413);
    const ended = new Promise((done) => stream.once('end', done));
    stream.end('more');
    await ended;
  });

  it('is refused when it does not come', async () => {
    expect(await read(new PassThrough(), undefined, 10)).toBe(408);
  });

  it.each([
    (stream: PassThrough) => stream.destroy(),
    (stream: PassThrough) => stream.destroy(new Error('reset')),
  ])('is refused when it breaks off', async (breakOff) => {
    const stream = new PassThrough();
    const form = read(stream);
    stream.write('action=');
    breakOff(stream);
    expect(await form).toBe(400);
    expect(await read(stream)).toBe(400);
  });

  it.each([undefined, '', 'text/plain', 'application/json', 'multipart/form-data; boundary=a', `${TYPE}x`])(
    'is none as %s',
    async (type) => {
      const raw = Object.assign(new PassThrough(), { headers: { 'content-type': type } });
      const request = {
        raw: raw as unknown as IncomingMessage,
        context: raw,
        base: '',
        path: '/',
        query: '',
      };
      expect(await readForm({ ...request, body: { action: 'note' } })).toBe(415);
    },
  );

  it.each([TYPE, `${TYPE}; charset=UTF-8`, TYPE.toUpperCase()])('is one as %s', async (type) => {
    const stream = new PassThrough();
    stream.end('a=b');
    const raw = requestOf(stream, type);
    expect(
      await textOf(readForm({ raw, context: raw, base: '', path: '/', query: '', body: undefined })),
    ).toBe('a=b');
  });
});
