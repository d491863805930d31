import { BusinessException } from 'faultline';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, logged, only } from './logs.ts';

/** What forges a line or fools a terminal; spaces are not in it. */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'a\nERROR forged',
    '\r\n',
    '\u001b[2J',
    '\u2028',
    '\u202e',
    '\ud800',
    'x\n    at evil (/x.js:1:1)',
  ),
);

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(textsOf)];
}

/** An object that says of itself what it is. */
const tagged = (tag: string): unknown =>
  Object.defineProperty(new WeakMap(), Symbol.toStringTag, { value: tag });

const internalOf = async (internal: unknown): Promise<unknown> =>
  (await only(new BusinessException('x', { internal }))).record['internal'];
describe('16.4.1 one line of visible text, whatever was thrown', () => {
  it('neutralises line breaks, controls and marks that turn text around, at every place', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (text, other) => {
        const cause = Object.assign(new Error(other), { name: text, code: text });
        const thrown = Object.assign(
          new BusinessException(text, {
            internal: { [text]: other, list: [text, new Error(text)] },
            cause,
          }),
          { name: other },
        );
        const facts = factsOf({ method: text, url: `/${text}`, route: other, remoteAddress: text });
        const entries = await logged(thrown, facts);
        expect(entries.length).toBe(1);
        const { record, message } = entries[0]!;
        for (const shown of [...textsOf(record), message!]) expect(shown).not.toMatch(UNSAFE);
        // Line feeds only between the frames of a stack.
        const stacks = new Set<string>([
          record['error'].stack,
          ...record['causes'].map((one: { stack?: string }) => one.stack),
        ]);
        const others = textsOf(record).filter((shown) => !stacks.has(shown));
        for (const shown of others) expect(shown).not.toContain('\n');
        const line = JSON.stringify({ ...record, msg: message });
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual({ ...record, msg: message });
      }),
      { numRuns: 200 },
    );
  });

  const FORGED = '\n    at forged (/etc/passwd:1:1)';
  it.each<[string, () => unknown]>([
    ['in the message', () => new Error(`x${FORGED}`)],
    ['in a message that is nothing else', () => new Error(FORGED)],
    [
      'in a message that was changed later',
      () => Object.assign(new Error(`x${FORGED}\nmore`), { message: 'changed' }),
    ],
    [
      'in a message that was changed to a word of the stack',
      () => Object.assign(new Error(`x${FORGED}\nmore`), { message: 'occurrence.test' }),
    ],
    [
      'in a message that is cut off the frames',
      () => Object.assign(new Error(`x${FORGED}`), { stack: `Error: x${FORGED}` }),
    ],
  ])('a message does not pose as frames: %s', async (_where, make) => {
    const { error } = (await only(make())).record;
    expect(error.stack ?? '').not.toContain('forged');
  });

  it('keeps the frames', async () => {
    const thrown = new Error('x');
    const frames = thrown.stack!.split('\n').slice(1);
    expect((await only(thrown)).record['error'].stack.split('\n')).toEqual(frames);
    thrown.message = 'changed';
    expect((await only(thrown)).record['error'].stack.split('\n')).toEqual(frames);
  });

  it.each<[unknown, string | undefined]>([
    [undefined, undefined],
    [7, undefined],
    ['no frames', undefined],
    ['Error: x\n    at f (a.js:1:1)', '    at f (a.js:1:1)'],
    ['\n    at f (a.js:1:1)', '    at f (a.js:1:1)'],
    [
      'Error: other\n    at f (a.js:1:1)\n    at g (b.js:1:1)\nCaused by: y',
      '    at f (a.js:1:1)\n    at g (b.js:1:1)\nCaused by: y',
    ],
  ])('takes the stack %j as it is', async (stack, expected) => {
    expect((await only(Object.assign(new Error('x'), { stack }))).record['error'].stack).toBe(expected);
  });
});

describe('4.4 a record has a bounded size', () => {
  const HUGE = '\u0000'.repeat(2_000_000);
  const deep = (depth: number): unknown => (depth === 0 ? 'end' : { a: deep(depth - 1) });

  it.each<[string, () => unknown]>([
    ['a huge message', () => new Error(HUGE)],
    ['a huge string', () => HUGE],
    [
      'a huge stack',
      () => Object.assign(new Error('x'), { stack: `Error: x${'\n    at f (a.js:1:1)'.repeat(100_000)}` }),
    ],
    ['a huge name and code', () => Object.assign(new Error('x'), { name: HUGE, code: HUGE })],
    [
      'huge causes',
      () =>
        Array.from({ length: 100 }).reduce<Error>((cause) => new Error(HUGE, { cause }), new Error('root')),
    ],
    [
      'a huge aggregate',
      () =>
        new AggregateError(
          Array.from({ length: 10_000 }, () => new Error(HUGE)),
          HUGE,
        ),
    ],
    ['a huge object', () => Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [index, HUGE]))],
    [
      'huge internal data',
      () =>
        new BusinessException('x', { internal: Array.from({ length: 1000 }, () => [HUGE, new Error(HUGE)]) }),
    ],
    ['deep internal data', () => new BusinessException('x', { internal: deep(1000) })],
    [
      'a huge tag',
      () =>
        new BusinessException('x', {
          internal: { a: tagged(HUGE) },
        }),
    ],
  ])('%s', async (_what, make) => {
    const facts = factsOf({ url: `/${HUGE}`, route: HUGE, method: HUGE });
    const { record } = await only(make(), facts);
    expect(JSON.stringify(record).length).toBeLessThan(300_000);
  });

  it('tells how much is gone', async () => {
    expect((await only(new Error('x'.repeat(10_000)))).record['error'].message).toMatch(
      /^x{8192}…\[1808 more\]$/,
    );
  });
});

describe('internal data is recorded whatever it is', () => {
  const cycle: Record<string, unknown> = { a: 1 };
  cycle['self'] = cycle;
  const fail = (): never => {
    throw new Error('trap');
  };

  it.each<[string, unknown, unknown]>([
    ['nothing', undefined, undefined],
    ['null', null, null],
    ['a cycle', cycle, { a: 1, self: '[circular]' }],
    ['a bigint', { count: 10n }, { count: '10' }],
    [
      'a getter that throws',
      {
        get a() {
          return fail();
        },
        b: 1,
      },
      { a: '[unreadable]', b: 1 },
    ],
    ['an error', { e: new RangeError('a\nb') }, { e: { name: 'RangeError', message: 'a\\u{a}b' } }],
    [
      'an error with odd parts',
      Object.assign(new Error('x'), { name: 7, message: null }),
      { name: 'number', message: 'object' },
    ],
    [
      'an error that cannot be read',
      [Object.defineProperty(new Error('x'), 'message', { get: fail })],
      ['[unreadable]'],
    ],
    [
      'unknown objects',
      [new WeakMap(), new ArrayBuffer(2), Promise.resolve(), new URL('http://x/')],
      ['[WeakMap]', '[ArrayBuffer]', '[Promise]', 'http://x/'],
    ],
    ['a tag that forges', [tagged('x\nERROR')], ['[x\\u{a}ERROR]']],
    ['a function alone', fail, undefined],
  ])('%s', async (_what, internal, expected) => {
    expect(await internalOf(internal)).toEqual(expected);
  });
});
