import { describe, expect, it } from 'vitest';
import type { Problem, Renderer } from '../../src/model.ts';
import { guardedRenderer, type BodyTransform, type TransformContext } from '../../src/renderers/guarded.ts';
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

interface Told {
  readonly renderer: Renderer;
  readonly told: readonly string[];
}

function guarded(render: () => unknown, transform?: BodyTransform): Told {
  const told: string[] = [];
  const renderer = { ...given, contentType: 'application/json', render: render as never };
  const failed = (reason: string, { code }: Problem): void => void told.push(`${reason} ${code}`);
  return { renderer: guardedRenderer({ renderer, transform }, failed), told };
}

describe('renderers of users', () => {
  it('render', () => {
    const { renderer, told } = guarded(() => 'body');
    expect(renderer.render(PROBLEM)).toBe('body');
    expect(renderer).toMatchObject({ format: 'json', contentType: 'application/json', escape: given.escape });
    expect(told).toEqual([]);
  });

  it('an empty body is one', () => {
    const { renderer, told } = guarded(() => '');
    expect(renderer.render(PROBLEM)).toBe('');
    expect(told).toEqual([]);
  });

  it.each(FAILURES)('R57 tell why there is no body where one %s', (_, render, reason) => {
    const { renderer, told } = guarded(render, () => expect.unreachable());
    expect(renderer.render(PROBLEM)).toBe('');
    expect(told).toEqual([`the renderer ${reason} STOCK_TOO_LOW`]);
  });
});

describe('transforms', () => {
  const render = (): string => DEFAULT;

  it('D19 make another body of the default one', () => {
    let seen: TransformContext | undefined;
    const { renderer, told } = guarded(render, (body, context) => {
      seen = context;
      return `)]}'\n${body}`;
    });
    expect(renderer.render(PROBLEM)).toBe(`)]}'\n${DEFAULT}`);
    expect(told).toEqual([]);
    expect(Object.isFrozen(seen)).toBe(true);
    expect(seen).toEqual({
      status: 409,
      format: 'json',
      contentType: 'application/json',
      correlationId: 'K7QF-2MXD-9TRB',
      code: 'STOCK_TOO_LOW',
    });
  });

  it.each(FAILURES)('D19 tell why there is no body where one %s', (_, transform, reason) => {
    const { renderer, told } = guarded(render, transform as never);
    expect(renderer.render(PROBLEM)).toBe('');
    expect(told).toEqual([`the transform ${reason} STOCK_TOO_LOW`]);
  });
});
