/** What is logged, where tests can look at it. */

import {
  createFaultline,
  type FaultlineOptions,
  type Logger,
  type LogLevel,
  type RequestFacts,
} from 'faultline';
import { expect } from 'vitest';

export interface Entry {
  readonly level: LogLevel;
  readonly record: Record<string, any>; // The shape of a record is what these tests are about.
  readonly message: string | undefined;
}

export function memoryLogger(): { entries: Entry[]; logger: Logger } {
  const entries: Entry[] = [];
  const write = (level: LogLevel) => (record: object, message?: string) => {
    entries.push({ level, record: record as Record<string, unknown>, message });
  };
  return {
    entries,
    logger: { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') },
  };
}

export const factsOf = (change: Partial<RequestFacts> = {}): RequestFacts => ({
  method: 'GET',
  url: '/orders/7?token=secret',
  header: () => undefined,
  ...change,
});

/** What is logged of one thrown value. */
export async function logged(
  thrown: unknown,
  facts = factsOf(),
  options: FaultlineOptions = {},
): Promise<readonly Entry[]> {
  const { entries, logger } = memoryLogger();
  const fl = createFaultline({ mode: 'release', defaultStatus: 500, logger, ...options });
  fl.handle(thrown, facts);
  await fl.flush();
  return entries;
}

/** What is written to stderr while `run` runs, a line each. */
export async function linesOnStderr(run: () => unknown): Promise<readonly string[]> {
  const { stderr } = process;
  const { write } = stderr;
  let written = '';
  stderr.write = ((text: string, done?: () => void) => {
    written += text;
    if (done !== undefined) process.nextTick(done);
    return true;
  }) as typeof write;
  try {
    await run();
    await new Promise(setImmediate);
  } finally {
    stderr.write = write;
  }
  return written.split('\n').filter((line) => line !== '');
}

/** The one entry that is logged of one thrown value. */
export const only = async (...given: Parameters<typeof logged>): Promise<Entry> => {
  const entries = await logged(...given);
  expect(entries.length).toBe(1);
  return entries[0]!;
};
