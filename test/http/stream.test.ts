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
