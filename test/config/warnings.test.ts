/** What was probably not meant so is told once a configuration came into force. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createFaultline, FaultlineError, type FaultlineOptions } from 'faultline';
import { runIdle, type End } from '../../src/config/idle.ts';
import { createLivePolicy, type LiveOptions, type LivePolicy } from '../../src/config/live.ts';
import { runInSlices } from '../../src/slices.ts';
import type { Config } from '../../src/config/shapes.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-warnings-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

/** Each but the first never answers. */
const shadowed = (count: number): Config => ({
  platform: {
    rules: Array.from({ length: count + 1 }, (_, index) => ({
      order: index,
      name: `rule ${index}`,
      when: index === 0 ? {} : { path: '/a' },
      body: {},
    })),
  },
});

const logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };

function live(options: Partial<LiveOptions>): { policy: LivePolicy; lines: string[] } {
  const lines: string[] = [];
  const policy = createLivePolicy({ now: () => 0, ...options }, (level, message) => {
    lines.push(`${level}: ${message}`);
  });
  return { policy, lines };
}

/** Until timers that were started before have had their turn again and again. */
async function settled(): Promise<void> {
  await runInSlices(
    (function* turns() {
      const end = performance.now() + 60;
      while (performance.now() < end) yield;
    })(),
  );
}

describe('D29 after a configuration came into force', () => {
  it('its warnings are told, with their place and what shows them', async () => {
    const { lines } = live({ config: shadowed(1) });
    expect(lines).toEqual([]);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines).toEqual([
      'warn: config /platform/rules/1: the rule "rule 1" never answers: /platform/rules/0 is asked first, and has no condition; remove one of the two; e.g. GET /a failing with SOME_ERROR 500',
    ]);
  });

  it('what nothing shows is told without', async () => {
    const { lines } = live({ config: { groups: [{ id: 'g', name: 'G' }] } });
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toMatch(/^warn: config \/groups\/0: no api is in this group; .* or remove it$/);
  });

  it('ten of them, and how to see the others', async () => {
    const file = join(folder, 'many.json');
    writeFileSync(file, JSON.stringify(shadowed(12)));
    const { lines } = live({ config: file });
    await vi.waitFor(() => expect(lines).toHaveLength(11));
    expect(lines[10]).toBe(`warn: ${file}: and 2 more; run \`faultline check ${file}\``);
    const object = live({ config: shadowed(11) });
    await vi.waitFor(() => expect(object.lines).toHaveLength(11));
    expect(object.lines[10]).toBe('warn: config: and 1 more');
    const ten = live({ config: shadowed(10) });
    await vi.waitFor(() => expect(ten.lines).toHaveLength(10));
    await settled();
    expect(ten.lines).toHaveLength(10);
  });

  it('at the start and at each reload, those of server_error.json once each', async () => {
    const serverErrors = { server_error: [{ error_code: '405', error_def: 'Nope', msg_body: 'No' }] };
    const { policy, lines } = live({ config: shadowed(1), serverErrors });
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    await policy.reload();
    await vi.waitFor(() => expect(lines).toHaveLength(5));
    await settled();
    expect(lines.map((line) => line.slice(0, 30))).toEqual([
      'warn: serverErrors /server_err',
      'warn: config /platform/rules/1',
      'warn: serverErrors /server_err',
      'info: The configuration was lo',
      'warn: config /platform/rules/1',
    ]);
  });

  it('not those of one that is no longer in force, nor after the end', async () => {
    const { policy, lines } = live({ config: shadowed(1) });
    await policy.reload({ groups: [{ id: 'g', name: 'G' }] });
    await vi.waitFor(() => expect(lines.at(-1)).toContain('/groups/0'));
    const closed = live({ config: shadowed(1) });
    closed.policy.close();
    await closed.policy.reload();
    await settled();
    expect(lines.filter((line) => line.includes('/rules/1')).length).toBeLessThanOrEqual(1);
    expect(closed.lines).toEqual(['info: The configuration was loaded again.']);
  });

  it.each<[string, NonNullable<FaultlineOptions['logger']>, boolean]>([
    ['no logger', false, false],
    ['one that shows no warnings', { ...logger, isLevelEnabled: (level) => level === 'error' }, false],
    ['one that shows warnings', { ...logger, isLevelEnabled: () => true }, true],
    ['one that does not say', logger, true],
    [
      'one that cannot say',
      {
        ...logger,
        isLevelEnabled: () => {
          throw new Error('closed');
        },
      },
      true,
    ],
  ])('with %s', async (_what, given, isAnalysed) => {
    logger.warn.mockClear();
    createFaultline({ mode: 'release', config: shadowed(1), logger: given });
    await settled();
    expect(logger.warn.mock.calls).toHaveLength(isAnalysed ? 1 : 0);
  });

  const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `UNSET_${i}`);

  it.each([
    [['SET', 'UNSET', 'UNSET'], '/env/1: UNSET is not set; set it, or remove it from "env"'],
    [
      ['UNSET', 'SET', 'UNSET', 'toString'],
      '/env: UNSET, toString are not set; set them, or remove them from "env"',
    ],
    [names(10), `/env: ${names(10).join(', ')} are not set; set them, or remove them from "env"`],
    [
      names(5000),
      `/env: ${names(10).join(', ')} and 4990 more are not set; set them, or remove them from "env"`,
    ],
  ])('variables that are not set are told in one line, with what to do about it', (env, line) => {
    vi.stubEnv('SET', '');
    const { lines } = live({ config: { env } });
    vi.unstubAllEnvs();
    expect(lines).toEqual([`warn: config ${line}`]);
  });
});

describe('idle work', () => {
  const run = (work: () => Generator<number | undefined, void>, enough?: number): Promise<[number[], End]> =>
    new Promise((resolve) => {
      const found: number[] = [];
      runIdle(
        work,
        (item) => found.push(item),
        (end) => {
          resolve([found, end]);
        },
        enough,
      );
    });

  it('gives all that is found', async () => {
    const work = function* counting(): Generator<number | undefined, void> {
      for (let index = 0; index < 5; index++) yield index % 2 === 0 ? index : undefined;
    };
    expect(await run(work)).toEqual([[0, 2, 4], 'done']);
  });

  it('ends where it fails', async () => {
    const work = function* failing(): Generator<number | undefined, void> {
      yield 1;
      throw new Error('wrong');
    };
    expect(await run(work)).toEqual([[1], 'failed']);
  });

  it('is given up when it takes too long, between two turns of the event loop', async () => {
    const work = function* endless(): Generator<number | undefined, void> {
      yield 1;
      for (;;) yield undefined;
    };
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    expect(await run(work, 30)).toEqual([[1], 'too long']);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(2);
  });

  it('that was given up, or failed, is told as such', async () => {
    const found = vi.spyOn(performance, 'now');
    let now = 0;
    found.mockImplementation(() => (now += 700));
    const { lines } = live({ config: shadowed(400) });
    await vi.waitFor(() => expect(lines.at(-1)).toMatch(/^info: .* too large to be looked through here/));
  });

  it.each(['done', 'failed', 'too long', 'stopped'])(
    'that is %s is not kept by what stops it',
    async (end) => {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      const begun = begin(end);
      await settled();
      expect(begun.ends).toEqual(end === 'stopped' ? [] : [end]);
      if (end === 'stopped') begun.stop();
      await settled();
      collect();
      expect(begun.kept.deref()).toBeUndefined();
      expect(begun.stop()).toBeUndefined();
    },
  );

  /** Apart, so that nothing else keeps what the work is about. */
  function begin(end: string): { stop: () => void; ends: End[]; kept: WeakRef<object> } {
    const about = { text: end };
    const ends: End[] = [];
    const work = function* working(): Generator<object | undefined, void> {
      while (about.text !== 'done') {
        if (about.text === 'failed') throw new Error('wrong');
        yield undefined;
      }
    };
    const stop = runIdle(
      work,
      () => about,
      (how) => ends.push(how),
      end === 'stopped' ? Infinity : 5,
    );
    return { stop, ends, kept: new WeakRef(about) };
  }

  it('runs where timers are numbers', async () => {
    const { setTimeout } = globalThis;
    vi.stubGlobal('setTimeout', (callback: () => void) => {
      setTimeout(callback);
      return 1;
    });
    const done = run(function* nothing() {
      yield 1;
    });
    vi.unstubAllGlobals();
    expect(await done).toEqual([[1], 'done']);
  });
});

describe('watch', () => {
  const watching = (options: FaultlineOptions): (() => unknown) => {
    return () => createFaultline({ logger: false, mode: 'release', watch: true, ...options });
  };

  it.each<[string, FaultlineOptions]>([
    ['neither', {}],
    ['objects', { config: {}, serverErrors: { server_error: [] } }],
  ])('with %s to look at is refused, with what to write', (_what, options) => {
    expect(watching(options)).toThrow(FaultlineError);
    expect(watching(options)).toThrow(
      expect.objectContaining({
        code: 'FLT_OPTION_INVALID',
        message: expect.stringMatching(
          /no file to watch; give "config" or "serverErrors" as the path/,
        ) as string,
      }),
    );
  });

  it('is taken with one file', async () => {
    const file = join(folder, 'mapped.json');
    writeFileSync(file, JSON.stringify({ server_error: [] }));
    const fl = watching({ config: {}, serverErrors: file })() as ReturnType<typeof createFaultline>;
    await fl.close();
  });

  it('that is off needs no file', () => {
    expect(watching({ watch: false })).not.toThrow();
  });
});
