import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../../src/renderers/presets/json-api-source.ts';
import { jsonApi } from '../../../src/renderers/presets/json-api.ts';
import { INJECTIONS } from '../injections.ts';
import { everywhere, problemOf, shownWith, type Parts } from '../problems.ts';
import { DEBUG, FIELDS } from './table.ts';

const render = (parts: Partial<Parts>): string => jsonApi.renderers.json!.render(problemOf(parts));

describe('JSON:API', () => {
  it('is exact for a plain problem', () => {
    expect(render({})).toBe(
      '{"errors":[{"id":"K7QF-2MXD-9TRB","status":"409","code":"STOCK_TOO_LOW","title":"Conflict",' +
        '"detail":"Only 3 of A1 are left"}]}',
    );
    expect(render({ detail: undefined })).not.toContain('detail');
  });

  it('has an object for each field error, no two alike, and `meta` for what is about all', () => {
    const head = { id: 'K7QF-2MXD-9TRB', status: '422', code: 'STOCK_TOO_LOW', title: 'Conflict' };
    expect(
      JSON.parse(render({ status: 422, errors: FIELDS, details: { left: 3 }, retryable: false })),
    ).toEqual({
      errors: [
        { ...head, detail: 'must be text', source: { pointer: '/items/0/sku' }, meta: { code: 'type' } },
        {
          ...head,
          detail: 'must be at most 100',
          source: { parameter: 'page[size]' },
          meta: { code: 'maximum' },
        },
        { ...head, detail: 'is missing', source: { header: 'x-tenant' }, meta: { code: 'required' } },
        { ...head, detail: 'is missing', source: { header: 'cookie' } },
        { ...head, detail: 'must be a number', meta: { pointer: '/params/id' } },
        { ...head, detail: 'must be an object', source: { pointer: '' } },
        { ...head, detail: 'is missing', meta: { pointer: 'name' } },
      ],
      meta: { detail: 'Only 3 of A1 are left', details: { left: 3 }, retryable: false },
    });
  });

  it('R52 R53 R54 shows path, stack, attributes and what debug mode shows in `meta`', () => {
    const { meta } = JSON.parse(render({ shown: shownWith('a'), debug: DEBUG }));
    expect(Object.keys(meta)).toEqual(['path', 'stack', 'attributes', 'debug']);
    expect(meta.stack).toEqual(['a']);
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const parts = { ...everywhere(text), title: text, shown: shownWith(text) };
    const { errors, meta } = JSON.parse(render(parts));
    expect(errors[0]).toMatchObject({ code: text, title: text, detail: text, meta: { code: text } });
    expect(meta).toMatchObject({ detail: text, details: parts.details, stack: [text], debug: parts.debug });
  });

  it.each([
    ['', { member: 'pointer', value: '' }],
    ['/data/attributes/name', { member: 'pointer', value: '/data/attributes/name' }],
    ['/a~1b', { member: 'pointer', value: '/a~1b' }],
    ['/query/page', { member: 'parameter', value: 'page' }],
    ['/query/filter/a~1b/c~0d', { member: 'parameter', value: 'filter[a/b][c~d]' }],
    ['/query', undefined],
    ['/headers/x-a', { member: 'header', value: 'x-a' }],
    ['/headers', undefined],
    ['/cookies/a', { member: 'header', value: 'cookie' }],
    ['/params/id', undefined],
    ['name', undefined],
    ['/a~2', undefined],
  ])('the source of %j is %j', (pointer, source) => {
    expect(sourceOf(pointer)).toEqual(source);
  });

  it('finds the source of a long hostile pointer at once', () => {
    expect(sourceOf(`${'/a'.repeat(100_000)}~`)).toBeUndefined();
    expect(sourceOf(`/query${'/'.repeat(100_000)}`)?.member).toBe('parameter');
  });
});
