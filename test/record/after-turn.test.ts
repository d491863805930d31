/** R19: records are made behind the answers of a turn, and none is left out. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFaultline, type Faultline } from 'faultline';
import { afterTurn, finishTurn, isTurnFull, turnEnds } from '../../src/record/after-turn.ts';
import { factsWith } from '../pipeline/facts.ts';

afterEach(() => {
  vi.resetModules();
  vi.unstubAllGlobals();
});

const turn = (): Promise<void> => new Promise(setImmediate);

interface Told {
  readonly fl: Faultline;
  readonly told: string[];
}

/** Tells what is logged, and in which context. */
function telling(context = new AsyncLocalStorage<string>()): Told & {
  readonly context: AsyncLocalStorage<string>;
} {
  const told: string[] = [];
  const log = (record: object): void => {
    const { message } = (record as { error: { message: string } }).error;
    told.push(`logged ${message}${context.getStore() ?? ''}`);
  };
  const logger = { error: log, warn: log, info: log, debug: log };
  return { fl: createFaultline({ mode: 'release', logger, store: false }), told, context };
}

function answer({ fl, told }: Told, name: string): void {
  fl.handle(new Error(name), factsWith({}, {}));
  told.push(`answered ${name}`);
}

describe('R19 failures of one turn of the event loop', () => {
  it('are all answered before the first is recorded, then recorded in their order', async () => {
    const one = telling();
    for (const name of ['a', 'b', 'c']) answer(one, name);
    await Promise.resolve();
    process.nextTick(() => answer(one, 'd'));
    await turn();
    await turn();
    const names = ['a', 'b', 'c', 'd'];
    expect(one.told).toEqual([
      ...names.map((name) => `answered ${name}`),
      ...names.map((name) => `logged ${name}`),
    ]);
  });

  it('are each recorded in the context of their own request, which loggers read', async () => {
    const one = telling();
    one.context.run(' by the first', () => answer(one, 'a'));
    one.context.run(' by the second', () => answer(one, 'b'));
    await turn();
    expect(one.told.slice(2)).toEqual(['logged a by the first', 'logged b by the second']);
  });

  it('are recorded by a flush, once', async () => {
    const one = telling();
    answer(one, 'a');
    await one.fl.flush();
    expect(one.told).toEqual(['answered a', 'logged a']);
    await turn();
    expect(one.told).toHaveLength(2);
  });

  it('are recorded in their own context by a flush of another request', async () => {
    const one = telling();
    one.context.run(' by the first', () => answer(one, 'a'));
    await one.context.run(' by the second', () => one.fl.flush());
    expect(one.told).toEqual(['answered a', 'logged a by the first']);
  });

  it('are recorded at once beyond 512, so that a turn without an end holds no more', async () => {
    const one = telling();
    for (let index = 0; index < 600; index++) {
      answer(one, String(index));
      await Promise.resolve();
    }
    expect(isTurnFull()).toBe(true);
    expect(one.told.filter((text) => text.startsWith('logged'))).toHaveLength(88);
    await one.fl.flush();
    expect(one.told.filter((text) => text.startsWith('logged'))).toHaveLength(600);
  });

  it('end, though a logger fails anew at each of them', { timeout: 10_000 }, async () => {
    let logged = 0;
    const log = (): void => {
      logged += 1;
      if (logged < 1000) fl.handle(new Error('again'), factsWith({}, {}));
    };
    const logger = { error: log, warn: log, info: log, debug: log };
    const fl = createFaultline({ mode: 'release', logger, store: false });
    fl.handle(new Error('x'), factsWith({}, {}));
    await fl.flush();
    expect(logged).toBe(1);
    finishTurn();
    expect(logged).toBe(2);
    await expect.poll(() => logged).toBe(1000);
  });

  it('are with the logger before what it does at the end of the process', () => {
    const program = `import { createFaultline } from 'faultline';
      const held = [];
      process.on('exit', () => console.log(JSON.stringify(held)));
      const log = (record) => held.push(record.error.message);
      const fl = createFaultline({ logger: { error: log, warn: log, info: log, debug: log }, store: false });
      fl.handle(new Error('the last one'), { method: 'GET', url: '/', header: () => undefined });
      process.exit();`;
    const args = ['--import', 'tsx', '--conditions=@faultline/source', '--input-type=module', '-e', program];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toContain('the last one');
  });

  it.each([
    ['process.exit', 'process.exit(3);', 3],
    ['an error that nobody catches', 'throw new Error("end");', 1],
  ])('are recorded where the process ends in the same turn, by %s', (_, end, code) => {
    const program = `import { createFaultline } from 'faultline';
      const fl = createFaultline({ store: false });
      fl.handle(new Error('the last one'), { method: 'GET', url: '/', header: () => undefined });
      ${end}`;
    const args = ['--import', 'tsx', '--conditions=@faultline/source', '--input-type=module', '-e', program];
    let ended: unknown;
    try {
      execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      ended = error;
    }
    expect(ended).toMatchObject({ status: code, stderr: expect.stringContaining('the last one') as unknown });
  });
});

describe('what is put off', () => {
  it('is done once each time it was asked for, though it is asked for anew meanwhile', async () => {
    let done = 0;
    const work = (): void => {
      done += 1;
      if (done === 1) afterTurn(work);
    };
    afterTurn(work);
    afterTurn(work);
    finishTurn();
    expect(done).toBe(2);
    await turnEnds();
    expect(done).toBe(3);
    await turnEnds();
    expect(done).toBe(3);
  });

  it('comes in the next microtask where a runtime has no turns, nor a process', async () => {
    for (const name of ['setImmediate', 'clearImmediate', 'process']) vi.stubGlobal(name, undefined);
    vi.resetModules();
    const { afterTurn: put, finishTurn: finish } = await import('../../src/record/after-turn.ts');
    let done = 0;
    const work = (): void => void (done += 1);
    put(work);
    expect(done).toBe(0);
    await Promise.resolve();
    expect(done).toBe(1);
    // What is finished before is not done once more.
    put(work);
    finish();
    await Promise.resolve();
    expect(done).toBe(2);
  });
});
