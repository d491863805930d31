/** Promises where none belong: their rejection must not end the process. */

import createError from 'http-errors';
import { BusinessException, createFaultline, defineRecognizer, type FaultlineOptions } from 'faultline';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ignoreRejection } from '../../src/rejection.ts';
import { linesOnStderr } from '../record/logs.ts';
import { factsWith } from '../pipeline/facts.ts';

const unhandled = vi.fn();
beforeAll(() => void process.on('unhandledRejection', unhandled));
afterAll(() => void process.off('unhandledRejection', unhandled));

const reject = (): Promise<never> => Promise.reject(new Error('canary'));
const ignore = (): void => {};
const logger = { error: ignore, warn: ignore, info: ignore, debug: ignore };

const CASES: readonly (readonly [string, () => unknown, FaultlineOptions])[] = [
  ['thrown', reject, { logger }],
  ['as a cause', () => new Error('x', { cause: reject() }), { logger }],
  [
    'from a recognizer',
    () => new Error('x'),
    { logger, recognizers: [defineRecognizer({ name: 'a', recognize: reject as never })] },
  ],
  ['from a trust predicate', () => new Error('x'), { logger, correlation: { trust: reject as never } }],
  ['from isLevelEnabled', () => new Error('x'), { logger: { ...logger, isLevelEnabled: reject as never } }],
  ['from a log method', () => new Error('x'), { logger: { ...logger, error: reject } }],
  [
    'from the warning of the default status',
    () => new BusinessException('x'),
    { logger: { ...logger, warn: reject } },
  ],
];

it.each(CASES)('a rejected promise %s', async (_where, make, options) => {
  const fl = createFaultline(options);
  await linesOnStderr(async () => {
    const { reply } = fl.handle(make(), factsWith({ 'x-request-id': 'a' }));
    await fl.flush();
    await new Promise((done) => setTimeout(done, 5));
    expect(reply.status).toBe(500);
  });
  expect(unhandled).not.toHaveBeenCalled();
});

it('a hostile value that poses as a promise is left alone', () => {
  const trap = new Proxy(
    {},
    {
      getPrototypeOf: () => {
        throw new Error('x');
      },
    },
  );
  expect([trap, {}, null, 'x'].map(ignoreRejection)).toEqual([false, false, false, false]);
});

it('an asynchronous recognizer is noted, and hides no later family', () => {
  const recognizers = [
    defineRecognizer({ name: 'late', recognize: (async () => ({ status: 418 })) as never }),
  ];
  const thrown = createError(413, 'x', { type: 'entity.too.large' });
  const { decided } = createFaultline({ logger: false, recognizers }).resolve(thrown, factsWith());
  expect(decided).toMatchObject({ status: 413, notes: ['recognizer "late" threw'] });
});
