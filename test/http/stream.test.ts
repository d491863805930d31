import { PassThrough } from 'node:stream';
import { watchBody } from '../../src/http/index.ts';
import { describe, expect, it } from 'vitest';
import { failingAfter } from '../adapters/bodies.ts';

const never = (): never => {
  throw new Error('not expected');
};

describe('a body that may fail while it is sent', () => {
  it.each([
    ['text', 'text'],
    ['bytes', Buffer.from('bytes')],
    ['an object', { id: 1 }],
    ['nothing', null],
    ['a Response without a body', new Response(null, { status: 204 })],
  ])('%s is sent as it is', (_, body) => {
    expect(watchBody(body, never)).toBe(body);
  });

  it('a web stream that is being read is sent as it is', () => {
    const stream = failingAfter('a');
    stream.getReader();
    expect(watchBody(stream, never)).toBe(stream);
  });

  it('a web stream says so when it fails, and gives what came before', async () => {
    const heard: unknown[] = [];
    const reader = watchBody(failingAfter('a'), (error) => heard.push(error)).getReader();
    expect(await reader.read()).toEqual({ done: false, value: new TextEncoder().encode('a') });
    await expect(reader.read()).rejects.toThrow('canary');
    expect(heard).toEqual([new Error('canary')]);
  });

  it('a Response keeps its status and headers', async () => {
    const response = watchBody(new Response('body', { status: 201, headers: { 'x-shop': 'yes' } }), never);
    expect([response.status, response.headers.get('x-shop'), await response.text()]).toEqual([
      201,
      'yes',
      'body',
    ]);
  });

  it('who stops reading stops the source', async () => {
    const reasons: unknown[] = [];
    const source = new ReadableStream({ cancel: (reason) => void reasons.push(reason) });
    await watchBody(source, never).cancel('enough');
    expect(reasons).toEqual(['enough']);
  });
});

it('a Node stream is sent as it is, and heard', () => {
  const heard: unknown[] = [];
  const stream = new PassThrough();
  expect(watchBody(stream, (error) => heard.push(error))).toBe(stream);
  stream.emit('error', new Error('x'));
  expect(heard).toHaveLength(1);
});

describe('a reader that leaves', () => {
  const left = async (source: ReadableStream): Promise<unknown[]> => {
    const heard: unknown[] = [];
    const reader = watchBody(source, (error) => heard.push(error)).getReader();
    reader.read().catch(() => undefined);
    await new Promise(setImmediate);
    await reader.cancel('enough');
    await new Promise(setImmediate);
    return heard;
  };
  const waiting = (): Promise<void> => new Promise(() => undefined);

  it('while a piece is waited for is no failure', async () => {
    expect(await left(new ReadableStream({ pull: waiting }))).toEqual([]);
  });

  it('nor is what a stream of another kind says then', async () => {
    let fail: (error: Error) => void;
    const source = {
      locked: false,
      getReader: () => ({
        read: () => new Promise((_done, reject) => (fail = reject)),
        cancel: async () => fail(new Error('cancelled')),
      }),
    };
    expect(await left(source as unknown as ReadableStream)).toEqual([]);
  });
});

describe('a stream of another realm or class', () => {
  it('is known by its shape', async () => {
    const heard: unknown[] = [];
    const error = new Error('canary');
    const pieces = [{ done: false, value: 'a' }];
    const read = async (): Promise<unknown> => {
      const piece = pieces.shift();
      if (piece === undefined) throw error;
      return piece;
    };
    const source = { locked: false, getReader: () => ({ read, cancel: async () => undefined }) };
    const watched = watchBody(source, (thrown) => heard.push(thrown)) as unknown as ReadableStream;
    const reader = watched.getReader();
    expect(await reader.read()).toEqual({ done: false, value: 'a' });
    await expect(reader.read()).rejects.toThrow('canary');
    expect(heard).toEqual([error]);
  });

  it('is left alone while it is locked, and so is what only has its name', () => {
    for (const body of [{ locked: true, getReader: never }, { getReader: never }])
      expect(watchBody(body, never)).toBe(body);
  });
});
