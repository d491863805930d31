/** Options that reach into the adapters, on every framework. */

import {
  createFaultline,
  parseCorrelationId,
  type CorrelationOptions,
  type FaultlineOptions,
} from 'faultline';
import { describe, expect, it } from 'vitest';
import { send, type Answer, type Sent } from './client.ts';
import { frameworks, type Route } from './frameworks.ts';

const CANARY = 'canary-of-the-database';

describe.each(frameworks)('$name', ({ mount }) => {
  async function ask(options: FaultlineOptions, route: Route, sent?: Sent): Promise<Answer> {
    const mounted = await mount(createFaultline({ logger: false, ...options }), { '/': route });
    try {
      return await send(mounted.url, sent);
    } finally {
      await mounted.close();
    }
  }

  const boom: Route = () => {
    throw new Error(CANARY);
  };

  it('correlation.onSuccess sends the header on successful answers', async () => {
    const answer = await ask({ correlation: { onSuccess: true } }, ({ correlationId }) => correlationId);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-request-id']).toBe(answer.body);
  });

  it('correlation.async makes currentId work anywhere below the request', async () => {
    const fl = createFaultline({ logger: false, correlation: { async: true } });
    const mounted = await mount(fl, {
      '/': async () => {
        await new Promise((done) => setTimeout(done, 1));
        return fl.currentId();
      },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(mounted.url)));
    await mounted.close();
    const ids = answers.map(({ body }) => body);
    expect(new Set(ids).size).toBe(20);
    expect(ids.every((id) => parseCorrelationId(id) === id)).toBe(true);
    expect(fl.currentId()).toBeUndefined();
  });

  it('correlation.header renames the header', async () => {
    const answer = await ask({ correlation: { header: 'X-Correlation-ID' } }, boom);
    expect(answer.body).toContain(answer.headers['x-correlation-id']);
  });

  const trusting: readonly [string, CorrelationOptions, string, boolean][] = [
    ['an untrusted caller', {}, 'order-7', false],
    ['a trusted address', { trust: ['127.0.0.1'] }, 'order-7', true],
    ['another address', { trust: ['10.0.0.1'] }, 'order-7', false],
    ['a predicate', { trust: () => true }, 'order-7', true],
    ['a trusted caller with a malformed ID', { trust: () => true }, 'a"b<c>', false],
    ['a trusted caller with an endless ID', { trust: () => true }, 'a'.repeat(129), false],
  ];
  it.each(trusting)('R42 inbound ID of %s', async (_who, correlation, id, used) => {
    const answer = await ask({ correlation }, boom, { headers: { 'x-request-id': id } });
    expect(answer.headers['x-request-id'] === id).toBe(used);
  });

  it('R17 D11 debug mode shows message, stack and causes as JSON; a toggle hides the stack', async () => {
    const throwCause: Route = () => {
      throw new Error(CANARY, { cause: new Error('beneath') });
    };
    const shown = JSON.parse((await ask({ mode: 'debug' }, throwCause)).body) as Record<string, unknown>;
    expect(shown).toMatchObject({
      detail: CANARY,
      debug: { message: CANARY, causes: [{ message: 'beneath' }] },
    });
    expect(JSON.stringify(shown)).toContain('options.test.ts');
    const hidden = (await ask({ mode: 'debug', detail: { stack: false } }, throwCause)).body;
    expect(hidden).toContain(CANARY);
    expect(hidden).not.toContain('options.test.ts');
  });

  it("R17 debug mode gives a browser the developer's page", async () => {
    const answer = await ask({ mode: 'debug' }, boom, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(CANARY);
    expect(answer.headers['content-security-policy']).toContain(`'nonce-${answer.headers['x-request-id']}'`);
    expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body));
  });

  it('formats limits what is negotiated', async () => {
    const answer = await ask({ formats: ['text'] }, boom, { headers: { accept: 'text/html' } });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['vary']).toBeUndefined();
  });

  it('D8 defaultStatus is the status of exceptions that name none', async () => {
    const { BusinessException } = await import('faultline');
    const answer = await ask({ defaultStatus: 422 }, () => {
      throw new BusinessException('No');
    });
    expect(answer.status).toBe(422);
  });
});
