import { describe, expect, it } from 'vitest';
import type { Renderer } from '../../src/model.ts';
import { guardedRenderer, withTransform, type TransformContext } from '../../src/renderers/guarded.ts';
import { renderers } from '../../src/renderers/index.ts';
import { revoked } from '../exceptions/wrong-options.ts';
import { problemOf } from './problems.ts';

const given = renderers.json;
const PROBLEM = problemOf();
const DEFAULT = given.render(PROBLEM);

const thrower = (value: unknown) => (): never => {
  throw value;
};

/** What users' functions do instead of returning a text, and what is told of it. */
const FAILURES: readonly (readonly [string, () => unknown, string])[] = [
  ['throws', thrower(new TypeError('canary')), 'threw TypeError'],
  ['throws a string', thrower('canary'), 'threw string'],
  ['throws nothing', thrower(undefined), 'threw undefined'],
  ['throws a promise', () => thrower(Promise.reject(new Error('canary')))(), 'threw a promise'],
  ['throws a revoked Proxy', thrower(revoked()), 'threw a value that cannot be read'],
  [
    'throws an error without a name',
    thrower(Object.assign(new Error('canary'), { name: {} })),
    'threw Error',
  ],
  ['returns nothing', () => undefined, 'returned undefined'],
  ['returns null', () => null, 'returned null'],
  ['returns an object', () => ({ canary: 1 }), 'returned an object'],
  ['returns a list', () => ['canary'], 'returned an array'],
  ['returns a number', () => 4, 'returned number'],
  ['returns a String', () => Object('canary') as unknown, 'returned an object'],
  ['is async', async () => await Promise.resolve('canary'), 'returned a promise'],
  ['is async and fails', () => Promise.reject(new Error('canary')), 'returned a promise'],
  ['returns a revoked Proxy', () => revoked(), 'returned a revoked Proxy'],
];

describe('guardedRenderer', () => {
  const guarded = (render: () => unknown, told: string[]): Renderer =>
    guardedRenderer(
      { ...given, contentType: 'application/json', render: render as never },
      given,
      (reason, problem) => told.push(`${reason} ${problem.code}`),
    );

  it('renders', () => {
    const told: string[] = [];
    const renderer = guarded(() => '', told);
    expect(renderer.render(PROBLEM)).toBe('');
    expect(renderer).toMatchObject({ format: 'json', contentType: 'application/json', escape: given.escape });
    expect(told).toEqual([]);
  });

  it.each(FAILURES)('R57 falls back where it %s', (_, render, reason) => {
    const told: string[] = [];
    expect(guarded(render, told).render(PROBLEM)).toBe(DEFAULT);
    expect(told).toEqual([`the renderer ${reason} STOCK_TOO_LOW`]);
  });
});

describe('withTransform', () => {
  it('D19 makes another body of the default one', () => {
    let seen: TransformContext | undefined;
    const renderer = withTransform(
      given,
      (body, context) => {
        seen = context;
        return `)]}'\n${body}`;
      },
      () => expect.unreachable(),
    );
    expect(renderer.render(PROBLEM)).toBe(`)]}'\n${DEFAULT}`);
    expect(renderer).toMatchObject({ format: 'json', contentType: given.contentType, escape: given.escape });
    expect(Object.isFrozen(seen)).toBe(true);
    expect(seen).toEqual({
      status: 409,
      format: 'json',
      contentType: given.contentType,
      correlationId: 'K7QF-2MXD-9TRB',
      code: 'STOCK_TOO_LOW',
    });
  });

  it.each(FAILURES)('D19 leaves the body as it is where it %s', (_, transform, reason) => {
    const told: string[] = [];
    const renderer = withTransform(given, transform as never, (why, { code }) => told.push(`${why} ${code}`));
    expect(renderer.render(PROBLEM)).toBe(DEFAULT);
    expect(told).toEqual([`the transform ${reason} STOCK_TOO_LOW`]);
  });
});
