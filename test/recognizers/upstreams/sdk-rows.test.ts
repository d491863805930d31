/** Rows of the SDKs' tables that no upstream on loopback can be brought to cause the usual way. */

import { RestError } from '@azure/core-rest-pipeline';
import { errors as elastic } from '@elastic/transport';
import { GaxiosError } from 'gaxios';
import OpenAI, { APIConnectionError } from 'openai';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripe as stripeFamily } from '../../../src/recognizers/upstreams/stripe.ts';
import { silently } from '../silent.ts';
import { expectAnswer } from './outcomes.ts';
import { CANARY, rejection, startUpstreams, type Upstreams } from './servers.ts';

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams();
});
afterAll(() => upstreams.close());

describe('R31 Azure', () => {
  const request = { url: CANARY } as never;
  it.each([
    ['REQUEST_SEND_ERROR', { code: RestError.REQUEST_SEND_ERROR, request }, 'unreachable'],
    ['PARSE_ERROR', { code: RestError.PARSE_ERROR }, 'failed'],
    ['a status without the response', { statusCode: 404 }, 'failed'],
    ['a code that is not known', { code: CANARY, request }, 'failed'],
  ] as const)('%s', (_, options, outcome) => {
    expectAnswer(new RestError(CANARY, options), outcome, 'azure');
  });

  it('a body of the application that it cannot send stays unexpected', () => {
    expectAnswer(new RestError(CANARY), 'unexpected', 'unexpected');
  });
});

describe('R31 gaxios', () => {
  it('TimeoutError', () => {
    const cause = new DOMException(CANARY, 'TimeoutError');
    expectAnswer(new GaxiosError(CANARY, { url: CANARY } as never, undefined, cause), 'timeout', 'gaxios');
  });
});

describe('R31 Stripe', () => {
  const classes = Stripe.errors as unknown as Record<string, new (raw: object) => Error>;
  const raw = { message: CANARY, statusCode: 404, headers: { 'set-cookie': CANARY }, type: CANARY };
  const types = Object.keys(stripeFamily.answers).slice(0, -2);
  it.each(types.filter((type) => !/Signature|Connection/.test(type)))('%s', (type) => {
    const thrown = new classes[type]!(raw);
    expect(thrown).toMatchObject({ type });
    expectAnswer(thrown, 'failed', 'stripe');
  });

  it('knows all classes that the library has', () => {
    const known = Object.keys(classes).filter(
      (name) => name.endsWith('Error') && !name.startsWith('generate'),
    );
    expect(types).toEqual(expect.arrayContaining(known));
  });

  it('a connection of no known cause', () => {
    const detail = new Error(CANARY);
    expectAnswer(
      new Stripe.errors.StripeConnectionError({ message: CANARY, detail }),
      'unreachable',
      'stripe',
    );
  });

  it('a request that is not from Stripe', () => {
    const key = ['sk', 'test', CANARY].join('_');
    let thrown: unknown;
    try {
      new Stripe(key).webhooks.constructEvent(CANARY, `t=1,v1=${CANARY}`, `whsec_${CANARY}`);
    } catch (error) {
      thrown = error;
    }
    expect(silently(thrown)).toMatchObject({
      family: 'stripe',
      status: 400,
      code: 'SIGNATURE_INVALID',
      detail: 'The signature of the request is not valid.',
    });
  });
});

describe('R31 OpenAI', () => {
  const client = (): OpenAI =>
    new OpenAI({ apiKey: CANARY, baseURL: `${upstreams.base}/stream`, maxRetries: 0 });

  it('an error in the middle of a stream', async () => {
    const read = async (): Promise<void> => {
      const stream = await client().chat.completions.create({
        model: CANARY,
        stream: true,
        messages: [{ role: 'user', content: CANARY }],
      });
      for await (const _ of stream) continue;
    };
    expectAnswer(await rejection(read()), 'failed', 'openai');
  });

  it('a connection of no known cause', () => {
    expectAnswer(new APIConnectionError({ cause: new Error(CANARY) }), 'unreachable', 'openai');
  });
});

describe('R31 Elasticsearch', () => {
  const meta = { body: CANARY, statusCode: 404, headers: { 'set-cookie': CANARY }, meta: { name: CANARY } };
  it.each([
    ['NoLivingConnectionsError', new elastic.NoLivingConnectionsError(CANARY, meta as never), 'unreachable'],
    ['ProductNotSupportedError', new elastic.ProductNotSupportedError(CANARY, meta as never), 'failed'],
  ] as const)('%s', (name, thrown, outcome) => {
    expect(thrown.name).toBe(name);
    expectAnswer(thrown, outcome, 'elasticsearch');
  });

  it('a mistake in its configuration stays unexpected', () => {
    expectAnswer(new elastic.ConfigurationError(CANARY), 'unexpected', 'unexpected');
  });
});

describe('R31 AWS SDK', () => {
  it('JSON that cannot be parsed', () => {
    const thrown = Object.assign(new SyntaxError(CANARY), { $metadata: { attempts: 1 } });
    expectAnswer(thrown, 'failed', 'aws-sdk');
  });

  it('a fault of the service', () => {
    const thrown = Object.assign(new Error(CANARY), { $fault: 'server', $metadata: { httpStatusCode: 503 } });
    expectAnswer(thrown, 'failed', 'aws-sdk');
  });

  it('a connection that took too long to make has a name only', () => {
    const thrown = Object.assign(new Error(CANARY), { name: 'TimeoutError', $metadata: { attempts: 1 } });
    expectAnswer(thrown, 'timeout', 'aws-sdk');
  });
});
