/** The configuration as a file or an object: what is refused, and how it is told. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { FaultlineError } from 'faultline';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { createFaults } from '../../src/config/faults.ts';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import { takeSource } from '../../src/config/source.ts';
import { runAtOnce } from '../../src/slices.ts';
import { faultsOf, refusal, stepsUntilRefused, whole } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllGlobals();
});

let files = 0;
function written(content: string | Uint8Array): string {
  files += 1;
  const file = join(folder, `${files}.json`);
  writeFileSync(file, content);
  return file;
}

describe('a file', () => {
  it('is loaded from the working directory, and said where it was', () => {
    const file = written(JSON.stringify(whole));
    const loaded = loadConfig(relative(process.cwd(), file));
    expect(loaded.config).toEqual(whole);
    expect(loaded.file).toBe(file);
    expect(() => loaded.faults.throwIfAny()).not.toThrow();
  });

  it('may start with a byte order mark', () => {
    expect(loadConfig(written('\ufeff{}')).config).toEqual({});
  });

  it.each([
    ['', 'is empty'],
    [' \n', 'is empty'],
    ['{', 'line 1, column 2 has its end where a name should be'],
    ['[1, 2', 'line 1, column 6 has its end where "," or "]" should be'],
    ['{"env": [\n  "A",\n]}', 'line 2, column 6 has a comma before "]"'],
    ['{"env": [],}', 'line 1, column 11 has a comma before "}"'],
    ["{'env': []}", 'line 1, column 2 has "\'" where a name should be'],
    ['{env: []}', 'line 1, column 2 has "e" where a name should be'],
    ['{"env" []}', 'line 1, column 8 has "[" where ":" should be'],
    ['{"env": }', 'line 1, column 9 has "}" where a value should be'],
    ['{"env": undefined}', 'line 1, column 9 has "u" where a value should be'],
    ['{"env": NaN}', 'line 1, column 9 has "N" where a value should be'],
    ['{"env": [\'A\']}', 'line 1, column 10 has "\'" where a value should be'],
    ['// hello\n{}', 'line 1, column 1 has "/" where a value should be'],
    ['{\n  // hello\n}', 'line 2, column 3 has "/" where a name should be'],
    ['{"env": [] /* hello */}', 'line 1, column 12 has "/" where "," or "}" should be'],
    ['{"env": []\n "apis": []}', 'line 2, column 2 has "\\"" where "," or "}" should be'],
    ['["A" "B"]', 'line 1, column 6 has "\\"" where "," or "]" should be'],
    ['{}\n{}', 'line 2, column 1 has "{" after its end'],
    ['{} 😀', 'line 1, column 4 has "😀" after its end'],
    ['{"env', 'line 1, column 2 has a text without an end'],
    ['["a\nb"]', 'line 1, column 4 has a control character in a text'],
    ['["C:\\Users"]', 'line 1, column 5 has the unknown escape "\\U"'],
    ['["\\u12g4"]', 'line 1, column 3 has the unknown escape "\\u"'],
    ['["\\', 'line 1, column 3 has the unknown escape "\\"'],
    ['[01]', 'line 1, column 3 has "1" where "," or "]" should be'],
    ['[1e999]', 'line 1, column 2 has the number 1e999, which is too large'],
    ['[-]', 'line 1, column 2 has "-" where a value should be'],
  ])('D3: that is %j is refused: %s', (text, problem) => {
    const file = written(text);
    const error = refusal(() => loadConfig(file));
    const line = /^line (\d+)/.exec(problem)?.[1];
    const fault = { pointer: '', problem, cure: expect.any(String) as string };
    expect(error.faults).toEqual([line === undefined ? fault : { ...fault, line: Number(line) }]);
    expect(error.message.startsWith(`${file}: ${problem}; `)).toBe(true);
    // The same verdict as that of whoever reads it otherwise.
    if (text !== '[1e999]') expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it.each([
    ['{"env": [], "env": []}', '/env', 'is given twice'],
    ['{"env": [], "\\u0065nv": []}', '/env', 'is given twice'],
    ['{"platform": {"errors": {"A": {}, "B": {}, "A": {}}}}', '/platform/errors/A', 'is given twice'],
    ['{"apis": [{"id": "a", "name": "a", "match": ["/a"], "id": "a"}]}', '/apis/0/id', 'is given twice'],
    [
      '{"platform": {"template": {"body": {"a/~b": 1, "a/~b": 1}}}}',
      '/platform/template/body/a~1~0b',
      'is given twice',
    ],
    ['{"locales": {"__proto__": {}}}', '/locales/__proto__', 'has a name that JavaScript keeps for itself'],
    ['{"__proto__": {}}', '/__proto__', 'has a name that JavaScript keeps for itself'],
    [
      '{"platform": {"errors": {"__proto__": {}}}}',
      '/platform/errors/__proto__',
      'has a name that JavaScript keeps for itself',
    ],
    [
      '{"platform": {"errors": {"A": {"headers": {"__proto__": "x"}}}}}',
      '/platform/errors/A/headers/__proto__',
      'has a name that JavaScript keeps for itself',
    ],
  ])('JSON.parse would take %s in silence', (text, pointer, problem) => {
    expect(faultsOf(() => loadConfig(written(text)))).toEqual([
      { pointer, problem, cure: expect.any(String) as string, line: 1 },
    ]);
  });

  it('nested without end is refused, however deep', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const text = `${open.repeat(100_000)}1${close.repeat(99_999)},${open.slice(1)}{"b":1}${close}`;
      const [fault] = faultsOf(() => loadConfig(written(text)));
      expect(fault!.pointer.split('/')).toHaveLength(65);
      expect(fault!.problem).toBe('is nested more than 64 deep');
    }
  });

  it('tells all faults in the order of the file, with their lines', () => {
    const file = written(`{
      "locales": { "x": {} },
      "platform": {
        "errors": {
          "OUT_OF_STOCK": { "status": 200, "status": 200 },
          "404": { "satus": 404 }
        }
      },
      "env": [5]
    }`);
    const error = refusal(() => loadConfig(file));
    expect(error.faults.map(({ pointer, line }) => `${line} ${pointer}`)).toEqual([
      '2 /locales/x',
      '5 /platform/errors/OUT_OF_STOCK/status',
      '5 /platform/errors/OUT_OF_STOCK/status',
      '6 /platform/errors/404/satus',
      '9 /env/0',
    ]);
    expect(error.message.split('\n')).toEqual([
      `${file} /locales/x: has a name that cannot be; name it by a language, such as "de" or "pt-BR"`,
      `${file} /platform/errors/OUT_OF_STOCK/status: is given twice; keep one of the two`,
      `${file} /platform/errors/OUT_OF_STOCK/status: is 200; give a status from 400 to 599`,
      `${file} /platform/errors/404/satus: is unknown here; did you mean "status"?`,
      expect.stringMatching(/\/env\/0: is 5; give the name of an environment variable/) as string,
    ]);
    expect(error).toMatchObject({ name: 'ConfigError', code: 'FLT_CONFIG_INVALID' });
    expect(error).toBeInstanceOf(FaultlineError);
  });

  it('takes what compilers report afterwards to its place too', () => {
    const loaded = loadConfig(written('{"env": ["A"],\n"platform": {"template": {"body": "x"}}}'));
    loaded.faults.report('/platform/template/body', 'is x', 'give y');
    loaded.faults.report('/platform/template/contentType', 'is missing', 'give one');
    loaded.faults.report('/env/0', 'is "A"', 'give "B"');
    const faults = faultsOf(() => loaded.faults.throwIfAny());
    expect(faults.map(({ pointer, line }) => [pointer, line])).toEqual([
      ['/env/0', 1],
      ['/platform/template/contentType', 2],
      ['/platform/template/body', 2],
    ]);
  });

  it.each([
    [
      'is not there',
      () => join(folder, 'none.json'),
      `does not exist (there is no ${join(folder, 'none.json')})`,
    ],
    ['is a directory', () => folder, 'is a directory'],
    ['is a device', () => '/dev/null', 'is no regular file'],
    ['is below a file', () => join(written('{}'), 'x.json'), 'cannot be read (ENOTDIR of '],
    ['has no possible name', () => 'a\0b', 'cannot be read (ERR_INVALID_ARG_VALUE of '],
    ['is no UTF-8', () => written(Buffer.from('{\n"env": ["\xfc"]}', 'latin1')), 'is not UTF-8 in line 2'],
    [
      'ends within a character',
      () => written(Buffer.from([0x5b, 0x0a, 0x0a, 0xe2, 0x82])),
      'is not UTF-8 in line 3',
    ],
  ])('D3: that %s is refused', (_, path, problem) => {
    const error = refusal(() => loadConfig(path()));
    expect(error.faults).toHaveLength(1);
    expect(error.faults[0]).toMatchObject({ pointer: '' });
    expect(error.faults[0]!.problem.startsWith(problem), error.faults[0]!.problem).toBe(true);
    expect(error.message).not.toMatch(/[\0\n]/);
  });

  it('larger than 64 MB is not even read', () => {
    const file = written('');
    execFileSync('truncate', ['-s', '64M', file]);
    expect(faultsOf(() => loadConfig(file))[0]!.problem).toMatch(/^line 1, column 1 has "\\u0000"/);
    execFileSync('truncate', ['-s', '+1', file]);
    expect(faultsOf(() => loadConfig(file))[0]!.problem).toBe('has 67108865 bytes');
  });

  it.each([' {"env": []}', '[]', '', ' '])('is not named by %j', (path) => {
    expect(refusal(() => loadConfig(path)).message).toBe(
      `config: is ${JSON.stringify(path)}; give the path of a JSON file, or an object`,
    );
  });
});

describe('an object', () => {
  it('is copied: what happens to it later changes nothing', () => {
    const given = structuredClone(whole) as { env: string[]; platform: { rules: object[] } };
    const { config, file } = loadConfig(given);
    expect(config).toEqual(whole);
    given.env.push('PASSWORD');
    given.platform.rules.length = 0;
    expect(config).toEqual(whole);
    expect(file).toBeUndefined();
  });

  it('may come without a prototype, frozen, of another realm, with the same part twice, and without what is undefined', () => {
    const part = { message: 'x', status: undefined };
    const errors = Object.assign(Object.create(null) as object, { A: part, B: part });
    expect(loadConfig(Object.freeze({ platform: { errors }, env: undefined })).config).toEqual({
      platform: { errors: { A: { message: 'x' }, B: { message: 'x' } } },
    });
    const foreign = runInContext(
      '({ env: ["A"], platform: { template: { body: { a: [1] } } } })',
      createContext(),
    );
    expect(loadConfig(foreign as object).config).toEqual({
      env: ['A'],
      platform: { template: { body: { a: [1] } } },
    });
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['body'] = [cyclic];
  let deep: unknown = 1;
  for (let depth = 0; depth < 200; depth++) deep = [deep];
  const gaps = (): unknown[] => {
    const items: unknown[] = [];
    items[1] = 'x';
    return items;
  };
  const sparse: unknown[] = [];
  sparse.length = 4_000_000_000;
  let ran = 0;
  const getter = Object.defineProperty({}, 'body', { enumerable: true, get: () => (ran += 1) });
  const trap = (): never => {
    ran += 1;
    throw new Error('trap');
  };
  const proxy = new Proxy(
    { body: 'x' },
    { get: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap },
  );
  const revocable = Proxy.revocable({}, {});
  revocable.revoke();

  it.each<readonly [string, unknown, string, string]>([
    ['a getter', getter, '/body', 'is a getter, or hidden'],
    ['a hidden member', Object.defineProperty({}, 'body', { value: 'x' }), '/body', 'is a getter, or hidden'],
    ['a Proxy', proxy, '', 'is a Proxy'],
    ['a revoked Proxy', revocable.proxy, '', 'is a Proxy'],
    ['itself', cyclic, '/body/0', 'contains itself'],
    ['a function', { body: () => 'x' }, '/body', 'is a function'],
    ['a symbol', { body: Symbol('x') }, '/body', 'is Symbol(x)'],
    ['a symbol as a name', { body: 'x', [Symbol('x')]: 1 }, '', 'has a symbol among its names'],
    ['a bigint', { body: 1n }, '/body', 'is 1n'],
    ['NaN', { body: [Number.NaN] }, '/body/0', 'is NaN'],
    ['Infinity', { body: Infinity }, '/body', 'is Infinity'],
    ['undefined in an array', { body: [undefined] }, '/body/0', 'is undefined'],
    ['a Date', { body: new Date(0) }, '/body', 'is an object of a class'],
    ['a Map', new Map([['body', 'x']]), '', 'is an object of a class'],
    ['inherited members', Object.create({ body: 'x' }), '', 'is an object of a class'],
    ['gaps', { body: gaps() }, '/body', 'is an array with gaps, or with more than items'],
    [
      'gaps that names make up for',
      { body: Object.assign(gaps(), { a: 1 }) },
      '/body',
      'is an array with gaps, or with more than items',
    ],
    ['nothing but gaps', { body: sparse }, '/body', 'is an array with gaps, or with more than items'],
    [
      'names in an array',
      { body: Object.assign([1], { a: 1 }) },
      '/body',
      'is an array with gaps, or with more than items',
    ],
    [
      'a prototype as a name',
      JSON.parse('{"body":{"__proto__":{}}}'),
      '/body/__proto__',
      'has a name that JavaScript keeps for itself',
    ],
  ])('with %s is refused', (_, template, pointer, problem) => {
    const [fault, ...more] = faultsOf(() => loadConfig({ platform: { template } }));
    expect(fault).toEqual({
      pointer: `/platform/template${pointer}`,
      problem,
      cure: expect.any(String) as string,
    });
    expect(more).toEqual([]);
    expect(ran).toBe(0);
  });

  it('nested without end is refused as a file is', () => {
    const [fault] = faultsOf(() => loadConfig({ platform: { template: { body: deep } } }));
    expect(fault!.pointer.split('/')).toHaveLength(65);
    expect(fault!.problem).toBe('is nested more than 64 deep');
  });

  it('that grows as its parts are counted where they stand is refused', () => {
    let body: unknown = 'x';
    for (let level = 0; level < 40; level++) body = [body, body];
    expect(faultsOf(() => loadConfig({ platform: { template: { body } } }))).toMatchObject([
      { pointer: '', problem: 'has more than 2000000 values' },
    ]);
  });

  it('R85 that is large is copied in steps, and what is done to it meanwhile is checked or refused', () => {
    const rows = (): Record<string, unknown> =>
      Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`CODE_${i}`, { status: 400 + (i % 199) }]));
    const changes: readonly ((last: { status?: unknown }, errors: Record<string, unknown>) => void)[] = [
      (last) => Object.defineProperty(last, 'status', { enumerable: true, get: trap }),
      (last) => Object.setPrototypeOf(last, { status: 500 }),
      (last) => (last.status = 200),
      (last) => (last.status = last),
      (_, errors) => (errors['CODE_1999'] = proxy),
      (_, errors) => delete errors['CODE_1999'],
    ];
    for (const change of changes) {
      const errors = rows();
      const reading = readConfig(takeSource({ platform: { errors } }, 'config'));
      expect(reading.next().done).toBe(false);
      change(errors['CODE_1999']!, errors);
      expect(faultsOf(() => runAtOnce(reading))).toHaveLength(1);
    }
    expect(ran).toBe(0);
    // What is allowed is read as it was before, or after.
    const errors = rows() as Record<string, { status: number }>;
    const reading = readConfig(takeSource({ platform: { errors } }, 'config'));
    for (const row of Object.values(errors)) row.status += 1;
    errors['LATE'] = { status: 500 };
    const { config } = runAtOnce(reading);
    expect(Object.keys(config.platform!.errors!)).not.toContain('LATE');
    expect(config.platform!.errors).toMatchObject({ CODE_0: { status: 400 }, CODE_1999: { status: 410 } });
  });

  it('whose Proxy cannot be told from an object is read once, or refused', () => {
    vi.stubGlobal('process', {
      getBuiltinModule: (name: string) => (name === 'node:util' ? undefined : process.getBuiltinModule(name)),
    });
    expect(faultsOf(() => loadConfig({ platform: { template: proxy } }))).toMatchObject([
      { pointer: '', problem: 'cannot be read' },
    ]);
    const template = new Proxy({ body: 'x' }, {});
    expect(loadConfig({ platform: { template } }).config).toEqual({ platform: { template: { body: 'x' } } });
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [5, '5'],
    [() => 'x', 'a function'],
  ])('is not %s', (source, shown) => {
    expect(refusal(() => loadConfig(source as unknown as object)).message).toBe(
      `config: is ${shown}; give the path of a JSON file, or an object`,
    );
  });
});

describe('the message', () => {
  it('has a line for each of the first 50 faults, and counts the rest', () => {
    const env = Array.from({ length: 62 }, (_, index) => index);
    const error = refusal(() => loadConfig({ env }));
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(51);
    expect(lines[0]).toMatch(/^config \/env\/0: is 0; /);
    expect(lines[50]).toBe('and 12 more');
    expect(error.faults).toHaveLength(62);
  });

  it('R85 keeps the first thousand, in the order of the file, and counts the rest', () => {
    const env = Array.from({ length: 3000 }, (_, index) => index);
    // It is found last, and stands first.
    const config = { platform: { errors: { 'A B': {} } }, env: ['A', 5] };
    const file = written(JSON.stringify({ env }, null, 1));
    for (const source of [file, { env }]) {
      const { message, faults } = refusal(() => loadConfig(source));
      expect(faults).toHaveLength(1000);
      expect(faults[999]).toMatchObject({ pointer: '/env/999' });
      expect(message.split('\n').at(-1)).toBe('and 2950 more');
    }
    expect(refusal(() => loadConfig(file)).faults[999]!.line).toBe(1002);
    expect(refusal(() => loadConfig(config)).faults.map(({ pointer }) => pointer)).toEqual([
      '/platform/errors/A B',
      '/env/1',
    ]);
  });

  it('R85 is made in steps where there are thousands', () => {
    const env = Array.from({ length: 3000 }, (_, index) => index);
    const text = JSON.stringify({ '': '', env }, null, 1);
    const steps = (source: string | object): number =>
      stepsUntilRefused(readConfig(takeSource(source, 'config')));
    // A step for each fault, and one for each thousand values and lines that are walked through again.
    expect(steps({ env })).toBeGreaterThan(3000);
    expect(steps(written(text))).toBeGreaterThan(steps({ env }));
  });

  it('names objects by their place only once, and cannot be broken into lines or long', () => {
    const name = `a\n\u001b[31m\u2028\u202e\ud800${'x'.repeat(1000)}`;
    const error = refusal(() => loadConfig({ [name]: 1 }));
    expect(error.message).toMatch(
      /^config \/a\\u000a\\u001b\[31m\\u2028\\u202e\\ud800x{289}…: is unknown here; /,
    );
    expect(error.faults[0]!.pointer).toBe(`/${name}`);
  });

  it('tells the same fault once', () => {
    const faults = createFaults();
    faults.report('/a', 'is 1', 'give 2');
    faults.report('/a', 'is 1', 'give 2');
    expect(() => faults.throwIfAny()).toThrow(
      new ConfigError('config', [{ pointer: '/a', problem: 'is 1', cure: 'give 2' }]),
    );
    for (let index = 0; index < 1000; index++) faults.report(`/b/${index}`, 'is 1', 'give 2');
    faults.report('/a', 'is 1', 'give 2');
    expect(refusal(() => faults.throwIfAny()).message).toMatch(/\nand 951 more$/);
  });
});

describe('FLT_CONFIG_UNAVAILABLE', () => {
  it.each([
    ['no process', undefined],
    ['no getBuiltinModule', {}],
    ['no such modules', { getBuiltinModule: () => undefined }],
  ])('a file on a runtime with %s', (_, process) => {
    vi.stubGlobal('process', process);
    try {
      expect(() => loadConfig('faultline.json')).toThrow(
        expect.objectContaining({
          code: 'FLT_CONFIG_UNAVAILABLE',
          message: expect.stringMatching(/as an object\.$/) as string,
        }),
      );
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('an object on a runtime that loads nothing', async () => {
    vi.resetModules();
    const fresh = await import('../../src/config/load.ts');
    vi.stubGlobal('process', undefined);
    expect(() => fresh.loadConfig({})).toThrow(
      expect.objectContaining({
        code: 'FLT_CONFIG_UNAVAILABLE',
        message: expect.stringMatching(/as external\.$/) as string,
      }),
    );
    vi.unstubAllGlobals();
    expect(fresh.loadConfig({}).config).toEqual({});
  });
});

it('10,000 rows, routes and rules are copied, checked and found right', () => {
  const errors = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`CODE_${i}`, { message: `m${i}`, status: 400 + (i % 200) }]),
  );
  const rules = Array.from({ length: 10_000 }, (_, i) => ({
    order: i,
    name: `r${i}`,
    when: { header: { 'x-a': String(i) } },
    body: { i },
  }));
  const routes = Array.from({ length: 10_000 }, (_, i) => ({ path: `/a/${i}/:id`, methods: ['GET'] }));
  const config = { platform: { errors, rules }, apis: [{ id: 'a', name: 'A', match: ['/a/*rest'], routes }] };
  expect(loadConfig(config).config).toEqual(config);
  const file = written(JSON.stringify(config, null, 2));
  expect(loadConfig(file).config).toEqual(config);
  // In slices: at each part that is checked, and in a file before that at every thousand values.
  expect([...readConfig(takeSource(file, 'config'))].length).toBeGreaterThan(30_100);
  expect([...readConfig(takeSource(config, 'config'))].length).toBeGreaterThan(30_000);
});
