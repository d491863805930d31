import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../src/error-view.ts';
import type { Family } from '../../../src/recognizers/family.ts';
import { files } from '../../../src/recognizers/files/index.ts';
import { load } from '../../../src/recognizers/load/index.ts';
import { tokens } from '../../../src/recognizers/tokens/index.ts';
import { facts } from '../answer.ts';

const families: readonly (readonly [string, Family])[] = [...tokens, ...files, ...load].map((family) => [
  family.name,
  family,
]);

/** Every mark of a family, as the properties of an error. */
function marksOf({ marks = {} }: Family): readonly object[] {
  return Object.entries(marks).flatMap(([key, values]) => values.map((value) => ({ [key]: value })));
}

const broken = (): never => {
  throw new Error('trap');
};

/** Answers about its marks, and breaks at any other look. */
const trap = (marks: object): object =>
  new Proxy(Object.assign(new Error('canary'), marks), {
    get: (target, key) => (Object.hasOwn(marks, key) ? Reflect.get(target, key) : broken()),
    has: broken,
    ownKeys: broken,
    getOwnPropertyDescriptor: broken,
  });

describe.each(families)('R16 %s', (_, family) => {
  const known: ReadonlySet<unknown> = new Set([undefined, ...Object.values(family.answers)]);

  it.each(marksOf(family))('%j on values that break when they are looked at', (marks) => {
    const revoked = Proxy.revocable(new Error('canary'), {});
    revoked.revoke();
    const values = [trap(marks), revoked.proxy, Object.assign(Object.create(null) as object, marks), marks];
    for (const value of values) {
      const view = viewOf(value);
      expect(known).toContain(family.recognize(view, facts()));
    }
  });

  it('on an error with anything around its marks', () => {
    const marks = fc.constantFrom(...marksOf(family));
    const more = fc.dictionary(
      fc.constantFrom(
        'inner',
        'cause',
        'claim',
        'reason',
        'expiredAt',
        'status',
        'statusCode',
        'errno',
        'name',
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(marks, more, fc.string(), (marked, around, text) => {
        const view = viewOf(Object.assign(new Error(text), around, marked));
        expect(known).toContain(family.recognize(view, facts()));
      }),
    );
  });

  it('has rows that cannot be changed by what they are answered to', () => {
    for (const { headers } of Object.values(family.answers)) expect(Object.isFrozen(headers)).toBe(true);
  });
});
