import { BusinessException, createFaultline, type FaultlineOptions, type Logger } from 'faultline';
import { expect, it, vi } from 'vitest';
import { factsWith } from '../pipeline/facts.ts';

class StockTooLowException extends BusinessException {}

const ignore = (): void => {};

/** What is warned of when these are answered. */
async function warningsFor(
  thrown: readonly unknown[],
  options: FaultlineOptions = {},
  own?: Logger,
): Promise<unknown[]> {
  const warn = vi.fn();
  const logger = { error: ignore, warn, info: ignore, debug: ignore };
  const fl = createFaultline(own === undefined ? { logger, ...options } : options);
  for (const value of thrown)
    fl.handle(value, factsWith({}, own === undefined ? {} : { logger: { ...own, warn } }));
  await fl.flush();
  return warn.mock.calls
    .map(([, message]) => message as string)
    .filter((message) => message.includes('default status'));
}

it('D8 the first answer that relies on the default status says so, once, with the cure', async () => {
  const warnings = await warningsFor([new StockTooLowException('No'), new StockTooLowException('No')]);
  expect(warnings).toEqual([expect.stringMatching(/^STOCK_TOO_LOW .*static status.*defaultStatus/)]);
});

it("D8 it says so through the request's own logger where there is no other", async () => {
  const own = { error: ignore, warn: ignore, info: ignore, debug: ignore };
  expect(await warningsFor([new StockTooLowException('No')], {}, own)).toHaveLength(1);
});

it.each<[string, unknown, FaultlineOptions]>([
  ['the default was chosen', new StockTooLowException('No'), { defaultStatus: 500 }],
  ['the instance names one', new StockTooLowException('No', { status: 409 }), {}],
  ['nothing is logged', new StockTooLowException('No'), { logger: false }],
  ["it is somebody else's error", new Error('No'), {}],
])('D8 nothing is said when %s', async (_when, thrown, options) => {
  expect(await warningsFor([thrown], options)).toEqual([]);
});

it('D8 a logger that cannot warn breaks nothing', async () => {
  const logger = {
    error: ignore,
    info: ignore,
    debug: ignore,
    warn: () => {
      throw new Error('full');
    },
  };
  const fl = createFaultline({ logger });
  fl.handle(new StockTooLowException('No', { retryable: true }), factsWith());
  await expect(fl.flush()).resolves.toBeUndefined();
});
