import { expect, it } from 'vitest';
import { renderers } from '../../src/renderers/index.ts';

it('R84 every format has its renderer', () => {
  expect(Object.entries(renderers).map(([format, renderer]) => [format, renderer.format])).toEqual([
    ['json', 'json'],
    ['xml', 'xml'],
    ['text', 'text'],
    ['html', 'html'],
  ]);
});
