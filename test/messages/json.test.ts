import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesInJson } from '../../src/messages/json.ts';
import { shapeOf } from '../../src/messages/shape.ts';
import { anyJson } from '../renderers/problems.ts';
import { bodyOf, contextWith, faultsOf } from './contexts.ts';

const render = (template: string): string => bodyOf(template).render(contextWith());

describe('D32 positions in JSON', () => {
  it.each([
    ['"#{request.uri}"', '"/api/v1/users"'],
    ['#{request.uri}', '"/api/v1/users"'],
    ['#{error.defaultHttpCode}', '500'],
    ['"#{error.defaultHttpCode}"', '"500"'],
    ['[#{dateTime.month}, "#{dateTime.month}"]', '[4, "04"]'],
    ['{"a":{"b":[#{apiProxy.id},{"c":"x#{apiProxy.id}"}]}}', '{"a":{"b":["users-api",{"c":"xusers-api"}]}}'],
    ['{"a": "\\\\#{apiProxy.id}"}', '{"a": "\\\\users-api"}'],
    ['{"a": "\\"#{apiProxy.id}\\""}', '{"a": "\\"users-api\\""}'],
    ['{"a": "##{apiProxy.id}"}', '{"a": "#{apiProxy.id}"}'],
    ['{"##{apiProxy.id}": 1}', '{"#{apiProxy.id}": 1}'],
    [' \t\r\n[ ] \n', ' \t\r\n[ ] \n'],
    ['{"\ue000": "\ue000#{apiProxy.id}\ue000"}', '{"\ue000": "\ue000users-api\ue000"}'],
  ])('%s', (template, rendered) => {
    expect(render(template)).toBe(rendered);
    expect(() => JSON.parse(rendered) as unknown).not.toThrow();
  });

  it.each([
    '{"#{apiProxy.id}": 1}',
    '{"a#{apiProxy.id}": 1}',
    '{#{apiProxy.id}: 1}',
    '{"b": 1, #{apiProxy.id}: 1}',
  ])('refuses %s', (template) => {
    const at = `line 1, column ${template.indexOf('#') + 1}`;
    const problem = `has a placeholder in the name of a member (${at})`;
    expect(faultsOf(template)).toEqual([['/here/body', problem, 'write the name out']]);
  });
});

describe('D37 a template that is not JSON for every value is refused', () => {
  it.each([
    ['', 'line 1, column 1', 'write a value there'],
    ['Request failed', 'line 1, column 1', 'write a value there'],
    ['{"a": 1,}', 'line 1, column 9', 'write a member there'],
    ['{"a": 1 "b": 2}', 'line 1, column 9', 'write "," or "}" there'],
    ['{\n  "a": "#{request.uri}"\n  "b": 2\n}', 'line 3, column 3', 'write "," or "}" there'],
    ['{"a": #{request.uri}, "b" 2}', 'line 1, column 27', 'write ":" there'],
    ['[1 2]', 'line 1, column 4', 'write "," or "]" there'],
    ['[1,]', 'line 1, column 4', 'write a value there'],
    ['[,]', 'line 1, column 2', 'write a value or "]" there'],
    ['{,}', 'line 1, column 2', 'write a member or "}" there'],
    ['{1:2}', 'line 1, column 2', 'write a member or "}" there'],
    ['{"a":1', 'line 1, column 7', 'write "," or "}" there'],
    ['[1}', 'line 1, column 3', 'write "," or "]" there'],
    ['{"a":1]', 'line 1, column 7', 'write "," or "}" there'],
    ['1 2', 'line 1, column 3', 'write nothing more there'],
    ['{}}', 'line 1, column 3', 'write nothing more there'],
    [':', 'line 1, column 1', 'write a value there'],
    ['#{apiProxy.id}#{apiProxy.id}', 'line 1, column 15', 'write nothing more there'],
    ['1#{dateTime.year}', 'line 1, column 2', 'write nothing more there'],
    ['-#{dateTime.year}', 'line 1, column 1', 'write a value there'],
    ['1.#{dateTime.year}', 'line 1, column 2', 'write nothing more there'],
    ['#{dateTime.year}e5', 'line 1, column 17', 'write nothing more there'],
    ['"a" #{dateTime.year}', 'line 1, column 5', 'write nothing more there'],
    ['\ue000', 'line 1, column 1', 'write a value there'],
    ['"a', 'line 1, column 1', 'end the string'],
    ['["a\n"]', 'line 1, column 2', 'end the string'],
    ['["\\x"]', 'line 1, column 2', 'end the string'],
    ['["\\#{apiProxy.id}"]', 'line 1, column 2', 'end the string'],
    ['["\\u00#{apiProxy.id}"]', 'line 1, column 2', 'end the string'],
    ["{'a': 1}", 'line 1, column 2', 'write a member or "}" there'],
    ['{"a": NaN}', 'line 1, column 7', 'write a value there'],
    ['[01]', 'line 1, column 3', 'write "," or "]" there'],
    ['\ufeff{}', 'line 1, column 1', 'write a value there'],
    ['// no\n{}', 'line 1, column 1', 'write a value there'],
  ])('%j', (template, where, cure) => {
    const [fault, ...others] = faultsOf(template);
    expect(others).toEqual([]);
    expect(fault?.slice(0, 2)).toEqual(['/here/body', `is not JSON (${where})`]);
    expect(fault?.[2]).toContain(cure);
  });

  it.each([
    ['{"a": 1, "a": 2}', '"a"', 'column 10'],
    ['{"a": 1, "\\u0061": 2}', '"a"', 'column 10'],
    ['[{"a": 1}, {"b": {"a": 1, "c": {}, "c": 1}}]', '"c"', 'column 36'],
    ['{"__proto__": 1, "__proto__": 2}', '"__proto__"', 'column 18'],
    ['{"": 1, "": 2}', '""', 'column 9'],
  ])('a second member in %s', (template, name, column) => {
    const problem = `has a second member ${name} (line 1, ${column})`;
    expect(faultsOf(template)).toEqual([['/here/body', problem, 'leave one of them out']]);
  });

  it('the same name in other objects is another member', () => {
    expect(faultsOf('{"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 1}}')).toEqual([]);
  });
});

describe('is read as JSON.parse does', () => {
  const faulty = (template: string): boolean => {
    let found = false;
    const shape = shapeOf([{ text: template, start: 0, placeholder: false }]);
    placesInJson(shape, (_offset, problem) => void (found ||= problem === 'is not JSON'));
    return found;
  };
  const fails = (template: string): boolean => {
    try {
      JSON.parse(template);
      return false;
    } catch {
      return true;
    }
  };

  it('any JSON', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        expect(faulty(JSON.stringify(value, null, indent))).toBe(false);
      }),
    );
  });

  it('any text of the characters of JSON', () => {
    const unit = fc.constantFrom(
      ...'{}[]:,"\\/u0019-+.eE \n\u0001é'.split(''),
      'true',
      'null',
      '"a"',
      '"a":',
      '\\u00e9',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(faulty(text)).toBe(fails(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('any JSON with something changed', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(2),
      insert: fc.constantFrom('', ...'{}[]:,"\\0-.e '.split('')),
    });
    fc.assert(
      fc.property(anyJson, edit, (value, { at, remove, insert }) => {
        const text = JSON.stringify(value);
        const start = at % (text.length + 1);
        const changed = text.slice(0, start) + insert + text.slice(start + remove);
        expect(faulty(changed)).toBe(fails(changed));
      }),
      { numRuns: 5000 },
    );
  });

  it('however deep', () => {
    expect(faulty('['.repeat(100_000) + ']'.repeat(100_000))).toBe(false);
    expect(faulty('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))).toBe(false);
  });

  it('however long', () => {
    expect(faulty(`"${'\\n'.repeat(1_000_000)}"`)).toBe(false);
    expect(faulty(`"${'x'.repeat(1_000_000)}`)).toBe(true);
    expect(faulty(' '.repeat(1_000_000))).toBe(true);
  });
});
