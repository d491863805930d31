import { describe, expect, it } from 'vitest';
import type { RequestFacts } from 'faultline';
import { factsThen } from '../../src/record/facts-then.ts';
import { factsWith } from '../pipeline/facts.ts';

const silent = (): void => undefined;
const all = {
  method: 'POST',
  url: '/a?b=1',
  path: '/a',
  route: '/:id',
  mount: '/m',
  remoteAddress: '192.0.2.1',
  remotePort: 5000,
  localAddress: '192.0.2.2',
  localPort: 80,
  trail: ['session', 'items'],
  aborted: false,
  logger: { error: silent, warn: silent, info: silent, debug: silent },
  correlationId: 'K7QF-2MXD-9TRP',
};

function read(facts: RequestFacts): object {
  return Object.fromEntries(Object.keys(all).map((key) => [key, facts[key as keyof RequestFacts]]));
}

describe('R44 the facts of a failure', () => {
  it('are all there', () => {
    const then = factsThen(factsWith({ accept: 'text/plain' }, all));
    expect(read(then)).toEqual(all);
    expect([then.header('accept'), then.header('host')]).toEqual(['text/plain', undefined]);
  });

  it('keep addresses and steps as they were when it was answered', () => {
    const facts = { ...factsWith({}, all), trail: [...all.trail] };
    const then = factsThen(facts);
    Object.assign(facts, {
      remoteAddress: undefined,
      remotePort: undefined,
      localAddress: undefined,
      localPort: undefined,
      route: '/another',
    });
    facts.trail.push('a hook behind the answer');
    expect(read(then)).toEqual(all);
  });

  it('have nothing where it cannot be read, and at most 100 steps', () => {
    const gone = (): never => {
      throw new Error('gone');
    };
    const members = Object.keys(all).map((name) => [name, { get: gone }] as const);
    const broken = Object.defineProperties(factsWith(), Object.fromEntries(members));
    const { remoteAddress, remotePort, localAddress, localPort, route, trail } = factsThen(broken);
    expect([remoteAddress, remotePort, localAddress, localPort, route, trail]).toEqual(
      Array(6).fill(undefined),
    );
    expect(factsThen(factsWith({}, { trail: 'no list' as never })).trail).toBeUndefined();
    const long = Array.from({ length: 200 }, (_, index) => `step ${index}`);
    expect(factsThen(factsWith({}, { trail: long })).trail).toEqual(long.slice(0, 100));
  });
});
