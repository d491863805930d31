import { describe, expect, it } from 'vitest';
import { nearest } from '../src/near.ts';

const KNOWN = ['mode', 'formats', 'defaultStatus', 'request.uri', 'request.url2', 'dateTime.hour', 'fo'];

describe('the nearest known name', () => {
  it.each([
    ['mod', 'mode'],
    ['MODE', 'mode'],
    ['omde', 'mode'],
    ['format', 'formats'],
    ['defaultstats', 'defaultStatus'],
    ['request.url', 'request.uri'],
    ['request.url3', 'request.url2'],
    ['dateTimehour', 'dateTime.hour'],
    ['f', undefined],
    ['fa', 'fo'],
    ['modality', undefined],
    ['xyz', undefined],
    ['x'.repeat(65), undefined],
    ['', undefined],
  ])('of %j is %j', (name, near) => expect(nearest(name, KNOWN)).toBe(near));

  it('of several the first that is nearest', () => {
    expect(nearest('cat', ['cart', 'bat', 'cat2', 'hat'])).toBe('cart');
    expect(nearest('cat', ['carts', 'bat'])).toBe('bat');
  });

  it('is none of none', () => expect(nearest('a', [])).toBeUndefined());
});
