import { readdir, readFile, rename } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFingerprint, type Fingerprinted } from '../../src/record/fingerprint.ts';
import type { Places } from '../../src/record/source-file.ts';
import { viewOf } from '../../src/error-view.ts';
import { toRecordedError, type RecordedError } from '../../src/record/error.ts';
import { createRedactor } from '../../src/redact/index.ts';
import { writeFrames, writeOf } from '../../src/record/write.ts';

const PLACES = { roots: ['/srv/app'], own: [] };

/** A fresh one each time: nothing that it has kept makes two alike. */
const of = (occurrence: Fingerprinted, code?: string, places: Places = PLACES): string =>
  createFingerprint(places)(occurrence, code);

const error = (change: Partial<RecordedError> = {}): RecordedError => ({
  name: 'Error',
  message: 'x',
  ...change,
});

const at = (...frames: readonly string[]): string => frames.map((frame) => `    at ${frame}`).join('\n');

const ofStack = (...frames: readonly string[]): string => of({ error: error({ stack: at(...frames) }) });

/** As the record has it, of what was really thrown. */
function recorded(thrown: unknown): RecordedError {
  const redaction = createRedactor({}).on();
  return toRecordedError(viewOf(thrown), 1, {
    write: writeOf(redaction),
    status: 500,
    stacks: true,
    frames: (frames, limit) => writeFrames(frames, limit, redaction),
    object: (value) => JSON.stringify(value),
  });
}

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (thrown) {
    return thrown;
  }
}

const ofThrown = (thrown: unknown): string => of({ error: recorded(thrown) });

/** Functions as an application has them: in a file of its own, at a line of its own. */
function compiled(source: string, file: string, shift = 0): (...given: readonly unknown[]) => unknown {
  const body = `${'\n'.repeat(shift)}return (() => {\n${source}\n})()\n//# sourceURL=${file}`;
  // oxlint-disable-next-line no-implied-eval
  return new Function(body)() as (...given: readonly unknown[]) => unknown;
}

describe('R45 the fingerprint groups one bug', () => {
  const SOURCE = `
    function fail(value) { throw new TypeError('no price for ' + value); }
    function price(item) { return fail(item); }
    function cart(items) { return items.map((item) => price(item)); }
    return function order(kind, value) { return kind === 'cart' ? cart([value]) : price(value); };`;

  it('is 16 hexadecimal digits, the same in every process', () => {
    expect(of({ error: error({ name: 'A', code: 'B', stack: at('f (/srv/app/a.js:1:2)') }) })).toBe(
      '8a8e149425a1d938',
    );
  });

  it('R45 of the same path through the code, whatever the data', () => {
    const order = compiled(SOURCE, 'file:///srv/app/src/order.js');
    const first = ofThrown(caught(() => order('cart', 'A1')));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.integer()), (value) => {
        expect(ofThrown(caught(() => order('cart', value)))).toBe(first);
      }),
    );
    expect(ofThrown(caught(() => order('item', 'A1')))).not.toBe(first);
  });

  it('wherever its lines are in the next release, and wherever it is installed', () => {
    const files = [
      'file:///srv/app/src/order.js',
      '/srv/app/src/order.js',
      'webpack://shop/./src/order.js?1f',
    ];
    const all = files.flatMap((file) => [0, 1, 70].map((shift) => compiled(SOURCE, file, shift)));
    const found = new Set(all.map((order) => ofThrown(caught(() => order('cart', 1)))));
    expect(found.size).toBe(1);
  });

  it.each<[string, readonly (readonly string[])[]]>([
    [
      'whether it was compiled',
      [
        ['f (/srv/app/src/a.ts:1:2)'],
        ['f (/srv/app/dist/a.js:1:2)'],
        ['f (/srv/app/dist/src/a.mjs:1:2)'],
        ['f (/srv/app/dist/../src/./a.tsx:1:2)'],
        ['f (webpack:///./src/a.ts:1:2)'],
        ['f (webpack://shop/src/a.ts?3f2a:1:2)'],
        ['f (webpack-internal:///(rsc)/./src/a.ts:1:2)'],
      ],
    ],
    [
      'what a bundler adds to names',
      [
        ['f (/srv/app/dist/chunk.js:1:2)'],
        ['f (/srv/app/dist/chunk-a1b2c3.js:1:2)'],
        ['f (/srv/app/dist/chunk-5JHMZBYV.js:1:2)'],
        ['f (/srv/app/dist/chunk-BxK3_9aZ.js:1:2)'],
        ['f (/srv/app/dist/chunk-DaBcEfGh.js:1:2)'],
        ['f (/srv/app/dist/chunk.3f2a1b9c77aa.cjs:1:2)'],
      ],
    ],
    ['a hash for a name', [['f (/srv/app/a1b2c3d4.js:1:2)'], ['f (/srv/app/99ff00aa11.js:1:2)']]],
    [
      'how it was called',
      [
        ['f (/srv/app/a.js:1:2)'],
        ['async f (/srv/app/a.js:1:2)'],
        ['Object.f (/srv/app/a.js:1:2)'],
        ['Module.f [as handler] (/srv/app/a.js:1:2)'],
        ['process.f (/srv/app/a.js:1:2)'],
      ],
    ],
    [
      'libraries, the runtime and what is no frame',
      [
        ['f (/srv/app/a.js:1:2)', 'g (/srv/app/b.js:1:2)'],
        [
          'fail (/srv/app/node_modules/lib/index.js:1:2)',
          'f (/srv/app/a.js:1:2)',
          'Array.map (<anonymous>)',
          'new Promise (<anonymous>)',
          'async Promise.all (index 3)',
          'g (/srv/app/b.js:1:2)',
          'emit (node:events:1:2)',
          'node:internal/main:1:2',
          'f (native)',
          String.raw`next (C:\app\node_modules\lib\index.js:1:2)`,
          'wasm-function (wasm://wasm/0a:wasm-function[1]:0x1f)',
          '__webpack_require__ (webpack://shop/webpack/bootstrap:1:2)',
          'r (/srv/app/.pnp.cjs:1:2)',
          '',
        ],
        ['f (/srv/app/a.js:1:2)', '\nFrom previous event:\n    at g (/srv/app/b.js:1:2)'],
      ],
    ],
    [
      'the depth of a recursion, and who began it',
      [
        [
          'fail (/srv/app/a.js:9:9)',
          'walk (/srv/app/a.js:1:2)',
          'walk (/srv/app/a.js:3:4)',
          'f (/srv/app/b.js:1:1)',
        ],
        ['fail (/srv/app/a.js:9:9)', ...Array.from({ length: 9 }, () => 'walk (/srv/app/a.js:3:4)')],
        [
          'fail (/srv/app/a.js:9:9)',
          'walk (/srv/app/a.js:1:2)',
          'step (/srv/app/a.js:3:4)',
          'walk (/srv/app/a.js:1:2)',
        ],
      ],
    ],
    [
      'the depth of a recursion of functions without a name',
      [
        ['/srv/app/a.js:9:9', '/srv/app/a.js:1:2', '/srv/app/a.js:1:2', 'f (/srv/app/a.js:7:7)'],
        ['/srv/app/a.js:9:9', ...Array.from({ length: 9 }, () => '/srv/app/a.js:1:2')],
      ],
    ],
    [
      'what is further up than five',
      [
        ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name} (/srv/app/a.js:1:2)`),
        ['a', 'b', 'c', 'd', 'e', 'g'].map((name) => `${name} (/srv/app/a.js:1:2)`),
      ],
    ],
    [
      'how compilers number what they add',
      [['_callee$ (/srv/app/a.js:1:2)'], ['_callee12$ (/srv/app/a.js:1:2)']],
    ],
    [
      'where in code made from text it is',
      [
        ['q (eval at f (/srv/app/a.js:1:2), <anonymous>:1:2)'],
        ['q (eval at f (/srv/app/a.js:7:7), <anonymous>:9:9)'],
        ['q (eval at eval (eval at f (/srv/app/a.js:7:7), <anonymous>:2:2), <anonymous>:9:9)'],
      ],
    ],
    ['escapes that are none', [['f (file:///srv/app/%E0%A4%A.js:1:2)'], ['f (/srv/app/%E0%A4%A.js:1:2)']]],
    ['escapes in addresses of files', [['f (/srv/app/a b.js:1:2)'], ['f (file:///srv/app/a%20b.js:1:2)']]],
  ])('is the same whatever %s', (_what, stacks) => {
    expect(new Set(stacks.map((stack) => ofStack(...stack))).size).toBe(1);
  });

  it('is the same whatever the folder that it is installed in', () => {
    const installed: readonly [root: string, frame: string][] = [
      ['/srv/app', 'f (/srv/app/lib/a.js:1:2)'],
      ['/srv/app', 'f (file:///srv/app/lib/a.js:9:9)'],
      ['/opt/releases/20260101', 'f (/opt/releases/20260101/lib/a.js:1:2)'],
      ['c:/jo/app', String.raw`f (C:\jo\app\lib\a.js:1:2)`],
      ['d:/app', 'f (file:///D:/app/lib/a.js:1:2)'],
    ];
    const found = installed.map(([root, frame]) =>
      of({ error: error({ stack: at(frame) }) }, undefined, { roots: ['/none', root], own: [] }),
    );
    expect(new Set(found).size).toBe(1);
  });

  it('goes by the nearest folders where nobody knows what it is installed in', () => {
    const found = ['/opt/releases/20260101120000/app/a.js', '/opt/releases/20270101120000/app/a.js'].map(
      (file) => ofStack(`f (${file}:1:2)`),
    );
    expect(found[0]).toBe(found[1]);
    expect(ofStack('f (/home/jo/work/shop/a.js:1:2)')).toBe(ofStack('f (/home/ann/work/shop/a.js:1:2)'));
    expect(ofStack('f (/home/jo/work/shop/a.js:1:2)')).not.toBe(ofStack('f (/home/jo/work/blog/a.js:1:2)'));
  });

  it('leaves out what is of this library', () => {
    const stack = at('f (/srv/app/a.js:1:2)', 'handle (/dev/faultline/src/faultline.ts:1:2)');
    const places = { roots: ['/srv/app'], own: ['/dev/faultline/src/'] };
    expect(of({ error: error({ stack }) }, undefined, places)).toBe(ofStack('f (/srv/app/a.js:1:2)'));
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['functions', ['f (/srv/app/a.js:1:2)'], ['g (/srv/app/a.js:1:2)']],
    ['files', ['f (/srv/app/a.js:1:2)'], ['f (/srv/app/b.js:1:2)']],
    ['folders', ['f (/srv/app/a/index.js:1:2)'], ['f (/srv/app/b/index.js:1:2)']],
    ['classes', ['A.f (/srv/app/a.js:1:2)'], ['B.f (/srv/app/a.js:1:2)']],
    ['a constructor and a function', ['new F (/srv/app/a.js:1:2)'], ['F (/srv/app/a.js:1:2)']],
    ['a getter and a function', ['get f [as f] (/srv/app/a.js:1:2)'], ['f (/srv/app/a.js:1:2)']],
    [
      'callers of a helper',
      ['check (/srv/app/a.js:1:2)', 'f (/srv/app/b.js:1:2)'],
      ['check (/srv/app/a.js:1:2)', 'g (/srv/app/b.js:1:2)'],
    ],
    [
      'callers of a helper that is called in a loop',
      ['/srv/app/a.js:1:2', '/srv/app/a.js:2:2', 'f (/srv/app/b.js:1:2)'],
      ['/srv/app/a.js:1:2', '/srv/app/a.js:2:2', 'g (/srv/app/b.js:1:2)'],
    ],
    ['names with a date', ['f (/srv/app/2026-01-01.js:1:2)'], ['f (/srv/app/2026-01-02.js:1:2)']],
    ['names with a number', ['f (/srv/app/step-1.js:1:2)'], ['f (/srv/app/step-2.js:1:2)']],
    ['long words in names', ['f (/srv/app/order-customer.js:1:2)'], ['f (/srv/app/order-products.js:1:2)']],
    [
      'words with humps in names',
      ['f (/srv/app/order-MyModule.js:1:2)'],
      ['f (/srv/app/order-MyHelper.js:1:2)'],
    ],
    [
      'words of eight letters',
      ['f (/srv/app/order-delivery.js:1:2)'],
      ['f (/srv/app/order-vouchers.js:1:2)'],
    ],
    [
      'code made from text in files',
      ['eval (eval at f (/srv/app/a.js:1:2), <anonymous>:1:2)'],
      ['eval (eval at f (/srv/app/b.js:1:2), <anonymous>:1:2)'],
    ],
  ])('is another for other %s', (_what, one, other) => {
    expect(ofStack(...one)).not.toBe(ofStack(...other));
  });

  it('is another for another class, and another code', () => {
    const stack = at('f (/srv/app/a.js:1:2)');
    const all = [
      error({ stack }),
      error({ stack, name: 'TypeError' }),
      error({ stack, type: 'AppError' }),
      error({ stack, code: 'A' }),
      error({ stack, code: 'B' }),
    ].map((one) => of({ error: one }));
    expect(new Set([...all, of({ error: error({ stack }) }, 'CODE')]).size).toBe(6);
    // The error's own code says more than what a recognizer calls it.
    expect(of({ error: error({ stack, code: 'A' }) }, 'CODE')).toBe(all[3]);
  });

  it('R45 separates two functions that fail in one helper', () => {
    const [first, second] = ['a', 'b'].map((name) =>
      compiled(
        `function assert(value) { if (!value) throw new Error('not ' + value); }
         function ${name}(value) { assert(value); }
         return (value) => ${name}(value);`,
        '/srv/app/a.js',
      ),
    );
    const [one, other] = [first!, second!].map((run) => ofThrown(caught(() => run(0))));
    expect(one).not.toBe(other);
    expect(ofThrown(caught(() => first!(null)))).toBe(one);
  });

  it('of real classes, getters, callbacks and asynchronous functions survives other lines', async () => {
    const source = `
      class Cart {
        static of(items) { return new Cart(items); }
        constructor(items) { this.items = items; }
        get total() { return this.items.map((item) => { if (item > 1) throw new RangeError(item); }); }
        async #pay() { await 1; return this.total; }
        async pay() { return Promise.all([this.#pay()]); }
      }
      return (items) => Cart.of(items).pay();`;
    const found = new Set<string>();
    for (const [shift, items] of [
      [0, [2]],
      [3, [2]],
      [9, [0, 0, 3]],
    ] as const) {
      const pay = compiled(source, 'file:///srv/app/src/cart.js', shift);
      found.add(ofThrown(await (pay(items) as Promise<unknown>).catch((thrown: unknown) => thrown)));
    }
    expect(found.size).toBe(1);
  });

  it('of a real recursion is the same however deep it was', () => {
    const walk = compiled(
      `function walk(depth) { if (depth === 0) throw new Error('at the end'); walk(depth - 1); }
       return (depth) => walk(depth);`,
      '/srv/app/a.js',
    );
    expect(new Set([1, 2, 5, 20, 500].map((depth) => ofThrown(caught(() => walk(depth))))).size).toBe(1);
  });

  it('of a stack that overflowed does not depend on where that was', () => {
    const [even, odd] = ['even', 'odd'].map((name) => `${name} (/srv/app/a.js:1:2)`) as [string, string];
    const message = 'Maximum call stack size exceeded';
    const stacks = [
      [even, odd, even, odd],
      [odd, even, odd, even],
      ['leaf (/srv/app/a.js:1:2)', even, odd, even, odd],
    ].map((frames) => of({ error: error({ name: 'RangeError', message, stack: at(...frames) }) }));
    expect(new Set(stacks).size).toBe(1);
    const flat = of({ error: error({ name: 'RangeError', message, stack: at(even) }) });
    expect(flat).not.toBe(stacks[0]);
  });
});

describe('the fingerprint of an error without frames of the application', () => {
  const library = at('Socket.onData (/srv/app/node_modules/pg/lib/client.js:1:2)', 'emit (node:events:1:2)');
  const said = (message: string): string => of({ error: error({ message, stack: library }) });

  it.each<[string, readonly [string, string, ...string[]]]>([
    ['numbers', ['row 7 of 9', 'row 12 of 100']],
    ['hexadecimal numbers', ['at 0xff', 'at 0x1a2b']],
    ['UUIDs', ['order 123e4567-e89b-12d3-a456-426614174000', 'order 00000000-0000-4000-8000-00000000000f']],
    ['references', ['see K7QF-2MXD-9TRB', 'see ABCD-EFGH-JKMN']],
    ['quoted texts', ['no "a"', 'no "b c"', "no 'it's'", 'no `x` and `y`', 'no “x”', 'no «x»', 'no "cut of']],
    ['quotes in quotes', ['at "a: \'b\', c" not JSON', 'at "..."x"..." not JSON']],
    [
      'dates',
      ['since 2026-11-21T10:00:00.000Z', 'since 1999-01-01', 'since Sat Nov 21 2026 10:00', 'since 1/2/26'],
    ],
    ['e-mail addresses', ['no user jo@example.org', 'no user ann.lee@shop.example']],
    ['addresses', ['to 10.0.0.1:5432', 'to 192.168.1.20:80', 'to fe80::1', 'to ::ffff:10.0.0.1']],
    ['paths with ids', ['GET /orders/7/items', 'GET /orders/123e4567/items']],
    ['lists of data', ['of 1, 2, 3', 'of 1', 'of 4,5']],
    ['cookies', ['sent [cookie 0a1b2c3d]', 'sent [cookie abcdefab]']],
  ])('does not depend on %s in its message', (_what, messages) => {
    expect(new Set(messages.map(said)).size).toBe(1);
    expect(said(messages[0])).not.toBe(said('something else'));
  });

  it.each([
    ['connection refused', 'connection terminated'],
    ["user's order", "user's cart"],
    ['too many rows: 7', 'too many columns: 7'],
  ])('tells %j from %j', (one, other) => {
    expect(said(one)).not.toBe(said(other));
  });

  it('goes by the code where there is one: a message of an author may have any data', () => {
    const sold = (message: string): string => of({ error: error({ message, code: 'STOCK_TOO_LOW' }) });
    expect(sold('Only 3 of A are left')).toBe(sold('Only two of B are left'));
    expect(of({ error: error({ message: 'one' }) }, 'CODE')).toBe(
      of({ error: error({ message: 'two' }) }, 'CODE'),
    );
  });

  it('tells services that are gone by their ports, whatever their address', () => {
    const gone = (address: string, port: number): string => {
      const message = `connect ECONNREFUSED ${address}:${port}`;
      return of({ error: error({ message, code: 'ECONNREFUSED', properties: { address, port } }) });
    };
    expect(gone('10.0.0.1', 5432)).toBe(gone('10.0.0.2', 5432));
    expect(gone('10.0.0.1', 5432)).not.toBe(gone('10.0.0.1', 6379));
  });

  describe('that is a failed call of the system', () => {
    const PROPERTIES = { errno: -2, syscall: 'open' };
    const missing: RecordedError = error({
      message: "ENOENT: no such file or directory, open '/data/7.txt'",
      code: 'ENOENT',
      properties: PROPERTIES,
    });
    const on = (route: string, ...[first, ...causes]: [RecordedError, ...RecordedError[]]): string =>
      of({ error: first, causes, request: { method: 'GET', route } });

    it('R45 goes by the call and the route: a code says nothing about where it failed', async () => {
      const failed = async (call: (done: (thrown: unknown) => void) => void): Promise<RecordedError> =>
        recorded(await new Promise((done) => call(done)));
      const [read, list, move, other] = await Promise.all([
        failed((done) => readFile('/nowhere/a.txt', done)),
        failed((done) => readdir('/nowhere/b', done)),
        failed((done) => rename('/nowhere/c', '/nowhere/d', done)),
        failed((done) => readFile(`/nowhere/it's "7"`, done)),
      ]);
      expect(read.properties).toMatchObject({ syscall: 'open' });
      const apart = [on('/mail', read), on('/uploads', read), on('/mail', list), on('/mail', move)];
      expect(new Set(apart).size).toBe(4);
      expect(on('/mail', other)).toBe(on('/mail', read));
      expect(new Set([read, list, move].map((one) => of({ error: one }))).size).toBe(3);
      expect(of({ error: other })).toBe(of({ error: read }));
    });

    it('does not depend on data in the name of the call', () => {
      const spawned = (syscall: string): string =>
        on('/a', error({ code: 'ENOENT', properties: { syscall } }));
      expect(spawned('spawn /tmp/job7/run')).toBe(spawned('spawn /tmp/job8/run'));
      expect(spawned('spawn convert')).not.toBe(spawned('spawn ffmpeg'));
    });

    it('needs no route where a port tells', () => {
      const properties = { errno: -111, syscall: 'connect', address: '10.0.0.1', port: 5432 };
      const gone = error({ message: 'connect ECONNREFUSED 10.0.0.1:5432', code: 'ECONNREFUSED', properties });
      expect(on('/a', gone)).toBe(on('/b', gone));
      expect(on('/a', gone)).toBe('4c54c14ef06adfad');
    });

    it('goes by the route beneath a wrapper that says no more', () => {
      const wrapper = error({ name: 'object', message: '{}' });
      expect(on('/a', wrapper, missing)).not.toBe(on('/b', wrapper, missing));
      expect(on('/a', wrapper, missing)).not.toBe(
        on('/a', wrapper, { ...missing, properties: { syscall: 'rename' } }),
      );
    });

    it.each<[string, string, [RecordedError, ...RecordedError[]]]>([
      ['of its own', '54af1fdec7cbfa9e', [{ ...missing, stack: at('f (/srv/app/a.js:1:2)') }]],
      [
        'of its wrapper',
        'c482f3afd0635e66',
        [error({ type: 'AppError', stack: at('f (/srv/app/a.js:1:2)') }), missing],
      ],
      ['of its cause', '117e1ffdc6f1e25a', [missing, error({ stack: at('f (/srv/app/a.js:1:2)') })]],
      [
        'of a wrapper without a name',
        '88a72767245b49c5',
        [error({ stack: at('/srv/app/a.js:1:2') }), missing],
      ],
    ])(
      'goes by frames of the application, and has one fingerprint for good: %s',
      (_whose, expected, errors) => {
        expect(on('/a', ...errors)).toBe(expected);
        expect(on('/b', ...errors)).toBe(expected);
        expect(on('/a', ...(errors.map((one) => ({ ...one, properties: {} })) as typeof errors))).toBe(
          expected,
        );
      },
    );
  });

  it('goes by the route where nothing else tells', () => {
    const on = (route: string | undefined, message: string): string =>
      of({
        error: error({ name: 'object', message }),
        request: { method: 'GET', ...(route !== undefined && { route }) },
      });
    expect(on('/a', '{"id":7}')).toBe(on('/a', '{"id":8}'));
    expect(on('/a', '{"id":7}')).not.toBe(on('/b', '{"id":7}'));
    expect(on(undefined, '{"id":7}')).toBe(on(undefined, '{"id":8}'));
    expect(on('/a', 'no more tea')).toBe(on('/b', 'no more tea'));
  });
});

describe('the fingerprint of functions without a name', () => {
  const inline = (route: string | undefined, message: string, file = 'a'): string =>
    of({
      error: error({ message, stack: at(`/srv/app/${file}.js:1:2`, 'emit (node:events:1:2)') }),
      request: { method: 'GET', ...(route !== undefined && { route }) },
    });

  it('is told by the route, which most of them are handlers of', () => {
    expect(inline('/a', 'one')).not.toBe(inline('/b', 'one'));
    expect(inline('/a', 'one')).toBe(inline('/a', 'two'));
    expect(inline('/a', 'one')).not.toBe(inline('/a', 'one', 'b'));
  });

  it('else by the message', () => {
    expect(inline(undefined, 'row 7 is odd')).toBe(inline(undefined, 'row 9 is odd'));
    expect(inline(undefined, 'row 7 is odd')).not.toBe(inline(undefined, 'row 7 is even'));
  });
});

describe('the fingerprint of a wrapped error', () => {
  const wrapped = (...causes: readonly RecordedError[]): string =>
    of({
      error: error({ type: 'AppError', stack: at('wrap (/srv/app/a.js:1:2)', 'f (/srv/app/b.js:1:2)') }),
      causes,
    });
  const cause = (change: Partial<RecordedError>): RecordedError => error({ message: 'cause', ...change });

  it('is another for each cause, whatever the wrapper', () => {
    const all = [
      wrapped(),
      wrapped(cause({ code: '23505' })),
      wrapped(cause({ code: 'ECONNREFUSED' })),
      wrapped(cause({ stack: at('f (/srv/app/c.js:1:2)') })),
      wrapped(cause({ stack: at('g (/srv/app/c.js:1:2)') })),
      wrapped(cause({ message: 'syntax error' })),
      wrapped(cause({ name: 'TypeError' })),
      wrapped(cause({ code: '23505' }), cause({ stack: at('f (/srv/app/c.js:1:2)') })),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('does not depend on data in causes, on how many are alike, and on their order', () => {
    const [refused, odd] = [
      cause({ code: 'ECONNREFUSED', message: 'to 10.0.0.1' }),
      cause({ message: 'row 7 is odd' }),
    ];
    const first = wrapped(refused, odd);
    expect(wrapped(odd, refused)).toBe(first);
    expect(wrapped(refused, refused, odd)).toBe(first);
    expect(wrapped({ ...refused, message: 'to 10.0.0.2' }, { ...odd, message: 'row 8 is odd' })).toBe(first);
  });

  it('needs no route where a cause tells', () => {
    const on = (route: string, stack: string): string =>
      of({
        error: error({ stack: at('/srv/app/a.js:1:2') }),
        causes: [cause({ stack })],
        request: { method: 'GET', route },
      });
    expect(on('/a', at('f (/srv/app/c.js:1:2)'))).toBe(on('/b', at('f (/srv/app/c.js:1:2)')));
    expect(on('/a', at('/srv/app/c.js:1:2'))).not.toBe(on('/b', at('/srv/app/c.js:1:2')));
  });

  it('looks at eight different causes at most', () => {
    const causes = Array.from({ length: 32 }, (_, index) => cause({ code: `C${index}` }));
    expect(wrapped(...causes)).toBe(wrapped(...causes.slice(0, 8)));
  });
});

describe('the fingerprint of hostile errors', () => {
  it('R43 never throws', () => {
    const word = fc.constantFrom(
      '    at ',
      ' (',
      ')',
      'eval at ',
      'async ',
      ':1:2',
      'file://',
      '\\',
      '/',
      '%',
      '..',
      'node_modules',
      '\n',
      '"',
      "'",
      '@',
      '<>',
      '1',
    );
    const text = fc
      .array(fc.oneof(word, fc.string({ unit: 'binary' })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (name, message, stack) => {
        expect(of({ error: { name, message, stack }, causes: [{ name, message, stack }] })).toMatch(
          /^[\da-f]{16}$/,
        );
      }),
    );
  });

  it.each<[string, unknown]>([
    ['a stack that is no text', Object.assign(new Error('x'), { stack: 7 })],
    [
      'a stack of a megabyte',
      Object.assign(new Error('x'), { stack: `Error: x\n${at('f (/srv/app/a.js:1:2)')}\n`.repeat(40_000) }),
    ],
    [
      'a line of a megabyte',
      Object.assign(new Error('x'), { stack: `Error: x\n    at ${'(a '.repeat(400_000)}` }),
    ],
    [
      'a getter that throws',
      Object.defineProperty(new Error('x'), 'stack', {
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    ['a message that poses as frames', new Error('x\n    at f (/srv/app/a.js:1:2)')],
    ['no error', { message: 'x' }],
  ])('takes %s', (_what, thrown) => {
    expect(ofThrown(thrown)).toMatch(/^[\da-f]{16}$/);
  });

  it('has no frames of code made from text where that does not tell who made it', () => {
    const odd = ['q (eval at f, <anonymous>:1:2)', 'q (eval at f (/srv/app/a.js:1:2, x:1:2'].map((frame) =>
      ofStack(frame),
    );
    expect(odd).toEqual([ofStack(), ofStack()]);
  });

  it('does not believe frames in a message', () => {
    const make = compiled('return function make(text) { return new Error(text); };', '/srv/app/a.js');
    const posing = make('x\n    at evil (/srv/app/b.js:1:2)');
    expect(ofThrown(posing)).toBe(ofThrown(make('x')));
  });

  it('takes data out of names', () => {
    const named = (name: string): string => of({ error: error({ name, code: 'A' }) });
    expect(named('Error in job 7')).toBe(named('Error in job 8'));
    expect(named('Http404Error')).not.toBe(named('Http500Error'));
  });

  it('keeps no more of the messages that it knows than a thousand short ones', () => {
    const fingerprint = createFingerprint(PLACES);
    const told = (message: string): string => fingerprint({ error: error({ message }) });
    const [first, long] = [told('tea is out'), told(`${'tea '.repeat(500)}is out`)];
    for (let index = 0; index < 2500; index++) told(`${'tea '.repeat(index % 60)}${index}`);
    expect(told('tea is out')).toBe(first);
    expect(told(`${'tea '.repeat(500)}is in`)).toBe(long);
  });

  it('keeps no more of the stacks that it knows than half a million characters', () => {
    const fingerprint = createFingerprint(PLACES);
    const stackOf = (index: number): string => at(`f${index} (/srv/app/${'a'.repeat(4000)}.js:1:2)`);
    const first = fingerprint({ error: error({ stack: stackOf(0) }) });
    for (let index = 1; index < 300; index++) fingerprint({ error: error({ stack: stackOf(index) }) });
    expect(fingerprint({ error: error({ stack: stackOf(0) }) })).toBe(first);
  });
});
