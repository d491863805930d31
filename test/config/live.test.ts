import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { BusinessException, createFaultline, type Faultline, type FaultlineOptions } from 'faultline';
import { ConfigError } from '../../src/config/config-error.ts';
import { createLivePolicy, type LivePolicy } from '../../src/config/live.ts';
import { runAtOnce, runInSlices } from '../../src/slices.ts';
import type { Config } from '../../src/config/shapes.ts';
import { factsWith } from '../pipeline/facts.ts';
import { linesOnStderr } from '../record/logs.ts';

/** What is called when files change. */
const noticed = vi.hoisted((): (() => void)[] => []);
/** Files that are watched, each as often as it is. */
const watched = vi.hoisted((): string[] => []);
vi.mock(import('../../src/config/watch.ts'), async (original) => {
  const { watchFiles } = await original();
  return {
    watchFiles: (files, changed, interval) => {
      noticed.push(changed);
      watched.push(...files);
      const end = watchFiles(files, changed, interval);
      return () => {
        end();
        for (const file of files) if (watched.includes(file)) watched.splice(watched.indexOf(file), 1);
      };
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'faultline-live-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileOf(content: unknown): string {
  const file = join(folder, `config-${(files += 1)}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const NOW = Date.UTC(2026, 10, 21, 12);

/** Every error, everywhere, in these words and under this code. */
const saying = (words: string): Config => ({
  platform: { errors: { BUSY: { message: words, code: words.toUpperCase() } } },
});

const failure = (): unknown => new BusinessException('Busy', { code: 'BUSY', status: 503 });

function engine(options: FaultlineOptions): Faultline {
  return createFaultline({ mode: 'release', logger: false, now: () => NOW, ...options });
}

function said(fl: Faultline): { detail: string; code: string } {
  const { detail, code } = JSON.parse(fl.resolve(failure(), factsWith()).reply.body) as Record<
    string,
    string
  >;
  return { detail: detail!, code: code! };
}

function told(): { lines: string[]; tell: (level: string, message: string) => void } {
  const lines: string[] = [];
  return { lines, tell: (level, message) => void lines.push(`${level}: ${message}`) };
}

function live(options: Partial<Parameters<typeof createLivePolicy>[0]>, tell = told().tell): LivePolicy {
  return createLivePolicy({ now: () => NOW, ...options }, tell);
}

describe('reload', () => {
  it('replaces the configuration whole by what the file has now', async () => {
    const config = fileOf(saying('old'));
    const fl = engine({ config });
    expect(fl.status().config).toEqual({
      files: [config],
      loadedAt: '2026-11-21T12:00:00.000Z',
      reloads: 0,
    });
    writeFileSync(config, JSON.stringify(saying('new')));
    expect(said(fl)).toEqual({ detail: 'old', code: 'OLD' });
    await expect(fl.reload()).resolves.toBeUndefined();
    expect(said(fl)).toEqual({ detail: 'new', code: 'NEW' });
    expect(fl.status().config.reloads).toBe(1);
  });

  it('takes another file or an object in its place, and stays with it', async () => {
    const fl = engine({ config: saying('first') });
    expect(fl.status().config.files).toEqual([]);
    const second = fileOf(saying('second'));
    await fl.reload(second);
    expect(said(fl).detail).toBe('second');
    expect(fl.status().config.files).toEqual([second]);
    await fl.reload(saying('third'));
    expect(said(fl).detail).toBe('third');
    expect(fl.status().config.files).toEqual([]);
    await fl.reload();
    expect(said(fl).detail).toBe('third');
    expect(fl.status().config.reloads).toBe(3);
  });

  it('begins where there was no configuration, and server errors stay', async () => {
    const serverErrors = fileOf({
      server_error: [{ error_code: '503', error_def: 'Service Unavailable', msg_body: 'Come back' }],
    });
    const fl = engine({ serverErrors });
    expect(said(fl).detail).toBe('Come back');
    await fl.reload({ platform: { errors: { BUSY: { code: 'LATER' } } } });
    expect(said(fl)).toEqual({ detail: 'Come back', code: 'LATER' });
    const bare = engine({});
    await bare.reload();
    expect(bare.status().config).toMatchObject({ files: [], reloads: 1 });
    await bare.reload(saying('new'));
    expect(said(bare).detail).toBe('new');
  });

  it('copies an object: what is done to it later means nothing until the next reload', async () => {
    const config = { platform: { errors: { BUSY: { message: 'old' } } } };
    const fl = engine({ config });
    config.platform.errors.BUSY.message = 'new';
    expect(said(fl).detail).toBe('old');
    await fl.reload();
    expect(said(fl).detail).toBe('new');
  });

  it('takes objects of up to 2,000 values as they are when it is called, whatever is done to them meanwhile', async () => {
    const mapped = { server_error: [{ error_code: '503', error_def: 'Busy', msg_body: 'mapped' }] };
    const fl = engine({ config: {}, serverErrors: mapped });
    const next = bigConfig(500, 'new') as { platform: { errors: { BUSY: { message?: string } } } };
    const first = fl.reload(next);
    next.platform.errors.BUSY.message = 'changed';
    const second = fl.reload(next);
    next.platform.errors.BUSY.message = 'changed again';
    await first;
    expect(said(fl)).toEqual({ detail: 'new', code: 'NEW' });
    await second;
    expect(said(fl)).toEqual({ detail: 'changed', code: 'NEW' });
    const third = fl.reload();
    next.platform.errors.BUSY.message = 'too late';
    await third;
    expect(said(fl)).toEqual({ detail: 'changed again', code: 'NEW' });
    delete next.platform.errors.BUSY.message;
    mapped.server_error[0]!.msg_body = 'mapped anew';
    const fourth = fl.reload();
    mapped.server_error[0]!.msg_body = 'too late';
    await fourth;
    expect(said(fl)).toEqual({ detail: 'mapped anew', code: 'NEW' });
  });

  it('R85 a relative path stays that of the working directory it was named in', async () => {
    const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const put = (directory: string, words: string): void => {
      writeFileSync(join(directory, 'here.json'), JSON.stringify(saying(words)));
      const server_error = [{ error_code: '503', error_def: 'Busy', msg_body: words }];
      writeFileSync(join(directory, 'mapped.json'), JSON.stringify({ server_error }));
    };
    put(folder, 'here');
    put(elsewhere, 'elsewhere');
    const fl = engine({ config: 'here.json', serverErrors: 'mapped.json', watch: true });
    const own = [join(folder, 'here.json'), join(folder, 'mapped.json')];
    expect(watched).toEqual(expect.arrayContaining(own));
    cwd.mockReturnValue(elsewhere);
    await fl.reload();
    expect(said(fl).detail).toBe('here');
    expect(fl.status().config.files).toEqual(own);
    expect(watched).toEqual(expect.arrayContaining(own));
    await fl.reload('here.json');
    expect(said(fl).detail).toBe('elsewhere');
    expect(fl.status().config.files).toEqual([join(elsewhere, 'here.json'), join(folder, 'mapped.json')]);
    cwd.mockImplementation(() => {
      throw new Error('ENOENT: uv_cwd');
    });
    await expect(fl.reload('here.json')).rejects.toThrow();
    await fl.reload();
    expect(said(fl).detail).toBe('elsewhere');
    cwd.mockRestore();
    await fl.close();
  });

  it.each([undefined, {}, { getBuiltinModule: () => undefined }])(
    'a path where there are no files, as process is %j, is told as such',
    (runtime) => {
      vi.stubGlobal('process', runtime);
      try {
        expect(() => live({ config: 'faultline.json' })).toThrow(
          expect.objectContaining({ code: 'FLT_CONFIG_UNAVAILABLE' }),
        );
      } finally {
        vi.unstubAllGlobals();
      }
    },
  );

  it.each<[string, unknown]>([
    ['is no JSON', '{'],
    ['has no such shape', { platform: { errors: [] } }],
    ['has a placeholder that is none', saying('#{request.methud}')],
    [
      'has a rule that cannot be tested',
      { platform: { rules: [{ order: 1, name: 'x', body: '', when: { ip: 'here' } }] } },
    ],
  ])('refuses one that %s: what was before stays in force', async (_what, content) => {
    const config = fileOf(saying('old'));
    const logger = { error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn() };
    const fl = engine({ config, logger });
    writeFileSync(config, typeof content === 'string' ? content : JSON.stringify(content));
    const reloading = fl.reload();
    await expect(reloading).rejects.toBeInstanceOf(ConfigError);
    const { message } = (await reloading.catch((error: unknown) => error as Error)) as Error;
    expect(said(fl)).toEqual({ detail: 'old', code: 'OLD' });
    expect(fl.status().config).toEqual({
      files: [config],
      loadedAt: '2026-11-21T12:00:00.000Z',
      reloads: 0,
      refused: { at: '2026-11-21T12:00:00.000Z', message },
    });
    expect(message).toContain(config);
    const logged = logger.error.mock.calls.map(([, line]) => line as string);
    expect(logged).toEqual([
      expect.stringMatching(/^The configuration was refused, what was before stays in force: /),
    ]);
    expect(logged[0]).toContain(config);
    expect(logger.info).not.toHaveBeenCalled();

    writeFileSync(config, JSON.stringify(saying('mended')));
    await fl.reload();
    expect(said(fl).detail).toBe('mended');
    expect(fl.status().config).not.toHaveProperty('refused');
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('refuses a file that went away, or another that is not there, and stays with what it had', async () => {
    const config = fileOf(saying('old'));
    const fl = engine({ config });
    await expect(fl.reload(join(folder, 'missing.json'))).rejects.toThrow('does not exist');
    rmSync(config);
    await expect(fl.reload()).rejects.toThrow(`${config}: does not exist`);
    expect(said(fl).detail).toBe('old');
    writeFileSync(config, JSON.stringify(saying('back')));
    await fl.reload();
    expect(said(fl).detail).toBe('back');
  });

  it.each([null, 7, '', 'a\0b', '{}', []])('rejects %j', async (config) => {
    const fl = engine({ config: saying('old') });
    await expect(fl.reload(config as unknown as string)).rejects.toBeInstanceOf(ConfigError);
    expect(said(fl).detail).toBe('old');
  });

  it('tells no more of what is no fault of the configuration than that', async () => {
    const { lines, tell } = told();
    const policy = live({ config: saying('old') }, tell);
    const secret = {
      get platform(): never {
        throw new Error('secret');
      },
    };
    vi.spyOn(globalThis.process, 'getBuiltinModule').mockImplementation(() => {
      throw new Error('secret');
    });
    await expect(policy.reload(secret)).rejects.toThrow('secret');
    vi.restoreAllMocks();
    expect(policy.status.refused?.message).toBe('it could not be read');
    expect(lines).toEqual([expect.not.stringContaining('secret')]);
  });

  it('does one after the other: the last one that was asked for is the one that stays', async () => {
    const fl = engine({ config: saying('zero') });
    const big = bigConfig(2000, 'one');
    const reloads = [fl.reload(big), fl.reload('{'), fl.reload(saying('two')), fl.reload()];
    const settled = await Promise.allSettled(reloads);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(said(fl)).toEqual({ detail: 'two', code: 'TWO' });
    expect(fl.status().config.reloads).toBe(3);
    expect(fl.status().config).not.toHaveProperty('refused');
  });

  it('is not told by a rejection that nobody handles, where nobody waits for it', async () => {
    const { lines, tell } = told();
    const policy = live({ config: saying('old') }, tell);
    await policy.reload('{').catch(() => undefined);
    await policy.reload(saying('new'));
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['error', 'info:']);
  });

  it('warns at the start and at each reload', async () => {
    const { lines, tell } = told();
    const serverErrors = { server_error: [{ error_code: '405', error_def: 'Unauthorized', msg_body: 'No' }] };
    const policy = live({ serverErrors }, tell);
    expect(lines).toEqual([expect.stringMatching(/^warn: .*405/)]);
    await policy.reload();
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe(lines[0]);
  });

  it('is told on stderr where there is no logger, a line each, and nowhere where it is off', async () => {
    const reloads = async (options: FaultlineOptions): Promise<void> => {
      const fl = createFaultline({ mode: 'release', config: saying('old'), ...options });
      await fl.reload(saying('new'));
      await fl.reload({ platform: { 'line\nbreak': 1 } } as Config).catch(() => undefined);
    };
    const lines = await linesOnStderr(() => reloads({}));
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'The configuration was loaded again.',
      expect.stringMatching(/^The configuration was refused, what was before stays in force: config /),
    ]);
    expect(await linesOnStderr(() => reloads({ logger: false }))).toEqual([]);
    const fail = (): never => {
      throw new Error('disk full');
    };
    const logger = { error: fail, warn: fail, info: fail, debug: fail };
    await expect(reloads({ logger })).resolves.toBeUndefined();
  });

  it('a wrong file at the start refuses to start', () => {
    expect(() => engine({ config: join(folder, 'missing.json'), watch: true })).toThrow(ConfigError);
    expect(() => engine({ serverErrors: join(folder, 'missing.json') })).toThrow('does not exist');
    expect(() => engine({ config: 'a\0b', watch: true })).toThrow(ConfigError);
  });
});

/** Rows, routes and rules, `count` in all, of which one speaks for errors that are thrown here. */
function bigConfig(count: number, words: string): Config {
  const third = Math.ceil(count / 3);
  const each = Array.from({ length: third }, (_, index) => index);
  return {
    platform: {
      errors: {
        ...Object.fromEntries(
          each.map((index) => [`CODE_${index}`, { message: `${words} #{request.uri} ${index}` }]),
        ),
        BUSY: { message: words, code: words.toUpperCase() },
      },
      rules: each.map((index) => ({
        order: index,
        name: `rule ${index}`,
        when: { header: { 'x-tenant': `t${index}` }, path: `/p${index}/:id` },
        body: { error: '#FAULTMESSAGE#', at: '#{request.uri}' },
      })),
    },
    apis: [
      {
        id: 'big',
        name: 'Big',
        match: ['/big/*rest'],
        routes: each.map((index) => ({ path: `/big/${index}/:id`, errors: { BUSY: { status: 502 } } })),
      },
    ],
  };
}

describe('a reload beside requests', () => {
  it('lets the event loop turn again and again, and requests see the old or the new one whole', async () => {
    const fl = engine({ config: saying('old') });
    const big = fileOf(bigConfig(10_000, 'new'));
    const seen = new Set<string>();
    let turns = 0;
    // However fast the machine is: a hundred steps take as long as a slice.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 0.05));
    const timer = setInterval(() => {
      turns += 1;
      const { detail, code } = said(fl);
      seen.add(`${detail} ${code}`);
    });
    await fl.reload(big);
    clearInterval(timer);
    vi.restoreAllMocks();
    expect([...seen]).toEqual(['old OLD']);
    expect(said(fl)).toEqual({ detail: 'new', code: 'NEW' });
    expect(fl.resolve(failure(), factsWith({}, { url: '/big/3332/x' })).reply.status).toBe(502);
    expect(turns).toBeGreaterThan(100);
  });

  it('a big one that is refused at its end leaves nothing of it', async () => {
    const fl = engine({ config: saying('old') });
    const { apis, ...rest } = bigConfig(1000, 'new');
    const routes = [...apis![0]!.routes!, { path: '/big/:' }];
    await expect(fl.reload({ ...rest, apis: [{ ...apis![0]!, routes }] })).rejects.toThrow(
      '/apis/0/routes/334/path',
    );
    expect(said(fl)).toEqual({ detail: 'old', code: 'OLD' });
  });
});

describe('work in slices', () => {
  function* counting(to: number, fail?: Error): Generator<void, number> {
    for (let index = 0; index < to; index++) yield;
    if (fail !== undefined) throw fail;
    return to;
  }

  it('gives what it would give at once', async () => {
    expect(runAtOnce(counting(1000))).toBe(1000);
    await expect(runInSlices(counting(1000))).resolves.toBe(1000);
  });

  it('fails as it would at once', async () => {
    const failed = new Error('no more');
    expect(() => runAtOnce(counting(10, failed))).toThrow(failed);
    await expect(runInSlices(counting(10, failed))).rejects.toBe(failed);
    await expect(runInSlices(counting(0, failed))).rejects.toBe(failed);
  });

  it('a slice ends when its time is over, and the next begins in another turn of the loop', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const log: string[] = [];
    function* work(): Generator<void, void> {
      for (let step = 0; step < 4; step++) {
        log.push(`step ${step}`);
        now += 1;
        yield;
      }
    }
    const timer = setInterval(() => log.push('turn'));
    const end = runInSlices(work());
    expect(log).toEqual(['step 0', 'step 1']);
    await end;
    clearInterval(timer);
    vi.restoreAllMocks();
    expect(log.indexOf('turn')).toBe(2);
    expect(log.filter((line) => line !== 'turn')).toEqual(['step 0', 'step 1', 'step 2', 'step 3']);
  });
});

describe('R85 what is watched', () => {
  it('is loaded again when it changes, until it is closed', async () => {
    const config = fileOf(saying('old'));
    const { lines, tell } = told();
    const policy = live({ config, watch: true, interval: 20 }, tell);
    const words = (): unknown => {
      const { values } = policy.policy!.select({ code: 'BUSY', name: '', status: 503 }, factsWith());
      return values.code;
    };
    expect(words()).toBe('OLD');
    writeFileSync(config, JSON.stringify(saying('newer')));
    await vi.waitFor(() => expect(words()).toBe('NEWER'), { timeout: 5000 });
    writeFileSync(config, '{"platform": ');
    await vi.waitFor(() => expect(policy.status.refused).toBeDefined(), { timeout: 5000 });
    expect(words()).toBe('NEWER');
    writeFileSync(config, JSON.stringify(saying('newest')));
    await vi.waitFor(() => expect(words()).toBe('NEWEST'), { timeout: 5000 });
    expect(policy.status).toMatchObject({ reloads: 2 });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['info', 'error', 'info']);

    policy.close();
    writeFileSync(config, JSON.stringify(saying('late')));
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    expect(words()).toBe('NEWEST');
    // It may still be asked for; it does not watch again.
    await policy.reload();
    expect(words()).toBe('LATE');
    writeFileSync(config, JSON.stringify(saying('latest')));
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    expect(words()).toBe('LATE');
  });

  it('is the other file after a reload with it, and no longer the first', async () => {
    const first = fileOf(saying('first'));
    const second = fileOf(saying('second'));
    const policy = live({ config: first, watch: true, interval: 20 });
    await policy.reload(second);
    writeFileSync(first, JSON.stringify(saying('once')));
    writeFileSync(second, JSON.stringify(saying('again')));
    await vi.waitFor(() => expect(policy.status.reloads).toBe(2), { timeout: 5000 });
    expect(policy.status.files).toEqual([second]);
    policy.close();
  });

  it('nothing, where it was closed while it was being loaded', async () => {
    const config = fileOf(saying('old'));
    const policy = live({ config, watch: true, interval: 20 });
    const loading = policy.reload();
    await Promise.resolve();
    policy.close();
    await loading;
    writeFileSync(config, JSON.stringify(saying('late')));
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    expect(policy.status.reloads).toBe(1);
  });

  it('both files, each once, until the instance is closed, and none where it is off', async () => {
    const config = fileOf(saying('old'));
    const serverErrors = fileOf({ server_error: [] });
    const own = (): readonly string[] => watched.filter((file) => file === config || file === serverErrors);
    engine({ config, serverErrors });
    expect(own()).toEqual([]);
    const fl = engine({ config, serverErrors, watch: true });
    expect(own()).toEqual([config, serverErrors]);
    await fl.reload();
    await expect(fl.reload('{')).rejects.toBeInstanceOf(ConfigError);
    expect(own()).toEqual([config, serverErrors]);
    await fl.reload(saying('object'));
    expect(own()).toEqual([serverErrors]);
    await fl.close();
    expect(own()).toEqual([]);
    expect(() => engine({ config, serverErrors: '{', watch: true })).toThrow(ConfigError);
    expect(own()).toEqual([]);
  });

  it('changes that come while a load waits for its turn are all in that one', async () => {
    const config = fileOf(saying('old'));
    const policy = live({ config, watch: true, interval: 60_000 });
    const changed = noticed.at(-1)!;
    const loading = policy.reload();
    writeFileSync(config, JSON.stringify(saying('new')));
    changed();
    changed();
    changed();
    await loading;
    changed();
    await policy.reload();
    expect(policy.status.reloads).toBe(3);
    changed();
    await policy.reload();
    expect(policy.status.reloads).toBe(5);
    policy.close();
  });
});
