import { createFaultline, type FaultlineOptions, type Logger, type RequestFacts } from 'faultline';
import { expect, it, vi } from 'vitest';
import { beginTrail, missTrail } from '../../src/http/trail.ts';
import { factsOf, memoryLogger } from './logs.ts';

const MESSAGE = 'detail.path is on, but requests have no trail: register context(fl) first';
const shown = { path: true, allowInProduction: true } as const;

/** What is warned of when requests fail that nothing could record the steps of. */
async function warningsFor(requests: readonly RequestFacts[], options: FaultlineOptions): Promise<unknown[]> {
  const { entries, logger } = memoryLogger();
  const fl = createFaultline({ mode: 'release', logger, ...options });
  for (const facts of requests) fl.handle(new Error('x'), facts);
  await fl.flush();
  return entries.filter(({ level }) => level === 'warn').map(({ message }) => message);
}

function missing(): RequestFacts {
  const facts = factsOf();
  missTrail(facts);
  return facts;
}

it('R52 the first answer that would show a trail and has none says so, once, with the cure', async () => {
  expect(await warningsFor([missing(), missing()], { detail: shown })).toEqual([MESSAGE]);
});

it('R52 each instance says so', async () => {
  expect(await warningsFor([missing()], { detail: shown })).toEqual([MESSAGE]);
  expect(await warningsFor([missing()], { detail: shown })).toEqual([MESSAGE]);
});

const begun = factsOf();
beginTrail(begun);
missTrail(begun);

it.each<[string, RequestFacts, FaultlineOptions]>([
  ['the answer shows none', missing(), {}],
  ['trails are not expected', factsOf(), { detail: shown }],
  ['one was begun, and nothing ran', begun, { detail: shown }],
  ['there is no request', undefined as never, { detail: shown }],
  ['nothing is logged', missing(), { detail: shown, logger: false }],
])('R52 nothing is said when %s', async (_when, facts, options) => {
  expect(await warningsFor([facts], options)).toEqual([]);
});

it.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('full');
    },
  ],
  ['rejects', async () => Promise.reject(new Error('full'))],
])('R52 a logger whose warning %s breaks nothing', async (_what, fail) => {
  const rejected = vi.fn();
  process.on('unhandledRejection', rejected);
  const ignore = (): void => {};
  const warn = fail as Logger['warn'];
  const fl = createFaultline({ logger: { error: ignore, info: ignore, debug: ignore, warn }, detail: shown });
  fl.handle(new Error('x'), missing());
  await fl.flush();
  await new Promise(setImmediate);
  process.off('unhandledRejection', rejected);
  expect(rejected).not.toHaveBeenCalled();
});
