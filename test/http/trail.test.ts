import type { RequestFacts } from 'faultline';
import { factsFromNode } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import {
  beginTrail,
  enterStep,
  failStep,
  findTrail,
  nameOf,
  recordStep,
  resumeStep,
  stepsOf,
} from '../../src/http/trail.ts';

const factsOf = (): RequestFacts => factsFromNode({ headers: {} } as never, undefined);

describe('R52 the trail of a request', () => {
  it('is none until it has begun, and until there is a step', () => {
    const facts = factsOf();
    expect([findTrail(facts), stepsOf(facts), facts.trail]).toEqual([undefined, undefined, undefined]);
    const trail = beginTrail(facts);
    expect([findTrail(facts), beginTrail(facts)]).toEqual([trail, trail]);
    expect(facts.trail).toBeUndefined();
    enterStep(trail, 'one');
    expect([stepsOf(facts), facts.trail]).toEqual([['one'], ['one']]);
    expect(stepsOf(factsOf())).toBeUndefined();
  });

  it('ends with what is at work', () => {
    const facts = factsOf();
    const trail = beginTrail(facts);
    resumeStep(trail, 'framework');
    expect(facts.trail).toEqual(['framework']);
    enterStep(trail, 'one');
    enterStep(trail, 'two');
    expect(facts.trail).toEqual(['one', 'two']);
    resumeStep(trail, 'one');
    expect(facts.trail).toEqual(['one', 'two', 'one']);
    enterStep(trail, 'three');
    expect(facts.trail).toEqual(['one', 'two', 'three']);
  });

  it('stays where it first failed until something else begins', () => {
    const facts = factsOf();
    const trail = beginTrail(facts);
    enterStep(trail, 'one');
    enterStep(trail, 'two');
    failStep(trail);
    failStep(trail, 'one');
    resumeStep(trail, 'framework');
    expect(facts.trail).toEqual(['one', 'two']);
    enterStep(trail, 'three');
    failStep(trail, 'one');
    expect(facts.trail).toEqual(['one', 'two', 'three', 'one']);
  });

  it('is a copy each time', () => {
    const facts = factsOf();
    enterStep(beginTrail(facts), 'one');
    (stepsOf(facts) as string[]).push('two');
    expect(stepsOf(facts)).toEqual(['one']);
  });

  it('is bounded: the first steps and the last stay', () => {
    const facts = factsOf();
    const trail = beginTrail(facts);
    for (let index = 0; index < 1000; index++) enterStep(trail, `${index} ${'x'.repeat(1000)}`);
    const names = stepsOf(facts)!;
    expect(names.map((name) => name.split(' ')[0])).toEqual([
      ...Array.from({ length: 98 }, (_, index) => String(index)),
      '…',
      '999',
    ]);
    expect(Math.max(...names.map((name) => name.length))).toBe(200);
    resumeStep(trail, 'y'.repeat(1000));
    expect(stepsOf(facts)!.at(-1)).toHaveLength(200);
  });

  it("has the application's own steps, and nothing of what is none", () => {
    const facts = factsOf();
    recordStep(facts, 'load the order');
    for (const none of ['', undefined, null, 7, {}, Symbol('x')]) recordStep(facts, none);
    recordStep(undefined, 'outside of a request');
    expect(stepsOf(facts)).toEqual(['load the order']);
  });

  it('does nothing where there is none', () => {
    enterStep(undefined, 'one');
    resumeStep(undefined, 'one');
  });
});

describe('R52 the name of a step', () => {
  function one(): void {}
  const nobody = (
    () => () =>
      undefined
  )();

  it.each([
    ['a function', one, 'one'],
    ['a bound function', one.bind(null), 'one'],
    ['a function that was bound twice', one.bind(null).bind(null), 'one'],
    ['no name', nobody, undefined],
    ['a bound function without a name', nobody.bind(null), undefined],
    ['a name that is no text', { name: 7 }, undefined],
    ['nothing', undefined, undefined],
    [
      'a name that cannot be read',
      {
        get name(): never {
          throw new Error('canary');
        },
      },
      undefined,
    ],
  ])('of %s', (_what, step, name) => {
    expect(nameOf(step)).toBe(name);
  });
});
