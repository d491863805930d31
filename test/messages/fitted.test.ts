import { AxiosError } from 'axios';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessException, createFaultline, type Config, type ConfigError, type JsonValue } from 'faultline';
import { MAX_ANSWER, MAX_OWN } from '../../src/messages/limits.ts';
import { VALUES } from '../../src/messages/values.ts';
import { printable } from '../../src/renderers/lines.ts';
import { factsWith } from '../pipeline/facts.ts';
import { INJECTIONS } from '../renderers/injections.ts';
import { anyText } from '../renderers/problems.ts';
import { bodyOf, contextOf, contextWith, faultsOf } from './contexts.ts';
import { held, htmlEvents, xmlEvents } from './parsers.ts';

/** Whether a text is all of another one, or its begin and a mark. */
function isBegin(shown: string, whole: string): boolean {
  return shown === whole || (shown.endsWith('…') && whole.startsWith(shown.slice(0, -1)));
}

/** Long enough that some of it must be cut, with anything where the cut may be. */
const longText = fc
  .tuple(
    fc.array(fc.oneof(anyText, fc.constantFrom(...INJECTIONS, '😀', '\u0000', '"', '\r')), { minLength: 1 }),
    fc.nat(400),
  )
  .map(([parts, times]) =>
    parts
      .join('')
      .repeat(1 + times)
      .slice(0, 3000),
  );

const written = fc.constantFrom(...VALUES().keys());

interface Shown {
  readonly text: string;
  readonly number: number | undefined;
  /** A template in which `@` is the placeholder, in at most that many characters. */
  render(template: string, contentType: string, most: number): string;
}

function shownOf(placeholder: string, text: string): Shown {
  const context = contextOf(text);
  const value = VALUES().get(placeholder)!;
  return {
    text: value.text(context),
    number: value.number?.(context),
    render: (template, contentType, most) =>
      bodyOf(template.replaceAll('@', placeholder), contentType).render(context, most),
  };
}

/** What `check` finds of it, for any placeholder, any text and any room. */
function forAll(check: (shown: Shown, most: number) => void): void {
  const property = fc.property(
    written,
    longText,
    fc.integer({ min: 200, max: 4000 }),
    (placeholder, text, most) => check(shownOf(placeholder, text), most),
  );
  fc.assert(property, { numRuns: 500 });
}

describe('D32 D33 what does not fit is shortened, and stays in its place', () => {
  it('in JSON', () => {
    forAll(({ text, number, render }, most) => {
      const body = render('{"a":"x@y","b":@,"c":["@",@],"z":1}', 'application/json', most);
      expect(body.length).toBeLessThanOrEqual(most);
      const { a, b, c, ...others } = JSON.parse(body) as { a: string; b: unknown; c: unknown[] };
      expect(others).toEqual({ z: 1 });
      expect(a).toMatch(/^x[^]*y$/);
      for (const one of [a.slice(1, -1), c[0] as string]) expect(isBegin(one, text)).toBe(true);
      for (const one of [b, c[1]]) {
        if (number === undefined) expect(isBegin(one as string, text)).toBe(true);
        else expect([number, null]).toContain(one);
      }
    });
  });

  it('in XML', () => {
    forAll(({ text, render }, most) => {
      const body = render('<r a="@" b=\'@\'><c>@</c>x@</r>', 'application/xml', most);
      expect(body.length).toBeLessThanOrEqual(most);
      const [r, a, b, c, ...others] = xmlEvents(body);
      const x = others.at(-2)!;
      expect([r, c, others.at(-1)]).toEqual(['<r', '<c', '>r']);
      expect(others.slice(others.indexOf('>c'), -2)).toEqual(['>c']);
      const content = others[0] === '>c' ? '' : others[0]!.slice('text '.length);
      const all = [a!.slice(2), b!.slice(2), content, x.slice('text x'.length)];
      for (const one of all) expect(isBegin(one, held(text))).toBe(true);
    });
  });

  it('in HTML', () => {
    forAll(({ text, render }, most) => {
      const template =
        '<!doctype html><html><head><title>x@</title></head><body><p title="@">x@</p></body></html>';
      const body = render(template, 'text/html', most);
      expect(body.length).toBeLessThanOrEqual(most);
      const events = htmlEvents(body);
      const names = events.filter((event) => /^[<>]\w+$/.test(event)).join('');
      expect(names).toBe('<html<head<title>title>head<body<p>p>body>html');
      const title = events.find((event) => event.startsWith('title='))!;
      const texts = events.filter((event) => event.startsWith('text x'));
      expect(texts).toHaveLength(2);
      for (const one of [title.slice('title='.length), ...texts.map((event) => event.slice('text x'.length))])
        expect(isBegin(one, held(text))).toBe(true);
    });
  });

  it('in plain text', () => {
    forAll(({ text, render }, most) => {
      const body = render('@\nb @', 'text/plain', most);
      expect(body.length).toBeLessThanOrEqual(most);
      const [first, second, ...others] = body.split('\n');
      expect(others).toEqual([]);
      for (const one of [first!, second!.slice(2)]) expect(isBegin(one, printable(text))).toBe(true);
    });
  });

  it('is written as ever where all of it fits', () => {
    const property = fc.property(written, anyText, (placeholder, text) => {
      const body = bodyOf(`["${placeholder}",${placeholder},"${placeholder}"]`);
      const whole = body.render(contextOf(text));
      expect(body.render(contextOf(text), Math.max(whole.length, 30))).toBe(whole);
    });
    fc.assert(property);
  });

  it.each<[template: string, contentType: string, text: string, most: number, shown: string]>([
    ['["@","@","@"]', 'application/json', 'abcdef', 23, '["abcdef","abcdef","…"]'],
    ['["@","@","@"]', 'application/json', 'abcdef', 24, '["abcdef","abcdef","a…"]'],
    ['["@","@","@"]', 'application/json', 'abcdef', 28, '["abcdef","abcdef","abcdef"]'],
    ['[@,@]', 'application/json', 'abcdef', 15, '["abcdef","a…"]'],
    ['[@,@]', 'application/json', 'abcdef', 9, '["…","…"]'],
    ['["@"]', 'application/json', '"""', 9, '["\\"\\"…"]'],
    ['["@"]', 'application/json', '"""', 8, '["\\"…"]'],
    ['["@"]', 'application/json', '😀😀', 7, '["😀…"]'],
    ['["@"]', 'application/json', '😀😀', 6, '["…"]'],
    ['<a>@</a>', 'application/xml', '<<<', 16, '<a>&lt;&lt;…</a>'],
    ['<a>@</a>', 'application/xml', '<<<', 15, '<a>&lt;…</a>'],
    ['a@b', 'text/plain', '', 3, 'ab'],
  ])('%s as %s of %j in %i characters', (template, contentType, text, most, shown) => {
    const body = bodyOf(template.replaceAll('@', '#FAULTMESSAGE#'), contentType);
    expect(body.render(contextOf(text), most)).toBe(shown);
  });

  it('a number is all there or not at all: its begin would be another one', () => {
    const body = bodyOf('{"n":#{dateTime.timestamp},"t":"#{dateTime.timestamp}"}');
    const context = contextWith({ now: 1_775_399_445_000 });
    expect(body.render(context)).toBe('{"n":1775399445,"t":"1775399445"}');
    expect(body.render(context, 33)).toBe('{"n":1775399445,"t":"1775399445"}');
    expect(body.render(context, 32)).toBe('{"n":1775399445,"t":"…"}');
    expect(body.render(context, 23)).toBe('{"n":null,"t":"…"}');
  });

  it('a value that takes less than its place leaves the rest to others', () => {
    const body = bodyOf('["#RESPONSEFROMAPI#","#FAULTMESSAGE#"]');
    const final = { status: 500, code: '', message: 'abcd' };
    expect(body.render(contextWith({ responseFromApi: '', final }), 9)).toBe('["","a…"]');
  });
});

describe('R68 a body that leaves no room for its values is refused', () => {
  const long = (length: number): string => 'x'.repeat(length);

  it.each<[string, JsonValue, string | undefined, number]>([
    ['plain text', long(MAX_OWN + 1), 'text/plain', MAX_OWN + 1],
    ['a type of unknown syntax', long(MAX_OWN + 7), 'text/csv', MAX_OWN + 7],
    ['JSON', `"${long(MAX_OWN)}"`, undefined, MAX_OWN + 2],
    ['a JSON value', [long(MAX_OWN)], undefined, MAX_OWN + 4],
    ['XML', `<a>${long(MAX_OWN)}</a>`, 'application/xml', MAX_OWN + 7],
    ['HTML', `<p>${long(MAX_OWN)}`, 'text/html', MAX_OWN + 3],
    ['least values', `[${'#CORRELATIONID#,'.repeat(40_000)}0]`, undefined, 3 + 40_000 * 4],
    ['least numbers', `[${'#{dateTime.year},'.repeat(40_000)}0]`, undefined, 3 + 40_000 * 5],
    ['least texts', '#CORRELATIONID#'.repeat(MAX_OWN + 1), 'text/plain', MAX_OWN + 1],
  ])('%s', (_what, body, contentType, length) => {
    const problem = `is ${length} characters long without its values`;
    const cure = 'write at most 131072, so that there is room for them';
    expect(faultsOf(body, contentType)).toEqual([['/here/body', problem, cure]]);
  });

  it('and one that just leaves enough is not', () => {
    const body = bodyOf(`${long(MAX_OWN - 1)}#FAULTMESSAGE#`, 'text/plain');
    expect(body.render(contextOf('a'))).toHaveLength(MAX_OWN);
    expect(bodyOf('#CORRELATIONID#'.repeat(MAX_OWN), 'text/plain').render(contextOf('a'))).toHaveLength(
      MAX_OWN,
    );
  });

  it('wherever it stands in a configuration', () => {
    const body = long(MAX_OWN + 1);
    const template = { body, contentType: 'text/plain' };
    const rule = { order: 1, name: 'r', ...template };
    const config: Config = {
      platform: {
        template,
        rules: [rule],
        errors: { A: { template, rules: [rule] } },
        templates: { text: body },
      },
    };
    const pointers = (): readonly string[] => {
      try {
        createFaultline({ config, logger: false });
        return [];
      } catch (error) {
        return (error as ConfigError).faults.map(({ pointer }) => pointer);
      }
    };
    expect([...pointers()].toSorted()).toEqual([
      '/platform/errors/A/rules/0/body',
      '/platform/errors/A/template/body',
      '/platform/rules/0/body',
      '/platform/template/body',
      '/platform/templates/text',
    ]);
  });
});

describe('an answer whose values are too long is sent with less of them', () => {
  const facts = (url = `/${'a"'.repeat(5000)}`): ReturnType<typeof factsWith> => factsWith({}, { url });
  const thrown = (): unknown =>
    new BusinessException(`Busy${'!'.repeat(300_000)}`, { code: 'BUSY', status: 503 });
  const list = (count: number): Config => ({
    platform: { template: { body: Array.from({ length: count }, () => '#{request.uri}|#FAULTMESSAGE#') } },
  });

  it('and the record and the explanation say so', () => {
    const fl = createFaultline({ config: list(1000), mode: 'release', logger: false });
    const { reply, replaced, decided } = fl.resolve(thrown(), facts());
    expect(replaced).toBeUndefined();
    expect(reply.status).toBe(503);
    expect(reply.body.length).toBeLessThanOrEqual(MAX_ANSWER);
    expect(reply.body.length).toBeGreaterThan(MAX_ANSWER - 50);
    expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(reply.body)));
    const texts = JSON.parse(reply.body) as string[];
    expect(texts).toHaveLength(1000);
    expect(texts[0]).toMatch(/^\/(?:a")+a?…\|Busy!+/);
    expect(texts.at(-1)).toBe('…|…');
    expect(decided!.notes).toEqual(['values were shortened to fit']);
    expect(fl.explain(thrown(), facts()).notes).toEqual(['values were shortened to fit']);
  });

  it('in a negotiated format too', () => {
    const templates = { text: `${'#FAULTMESSAGE# '.repeat(200)}end` };
    const fl = createFaultline({ config: { platform: { templates } }, mode: 'release', logger: false });
    const { reply, decided } = fl.resolve(thrown(), factsWith({ accept: 'text/plain' }));
    expect(reply.body).toMatch(/^Busy!+.*… … end$/);
    expect(decided!.notes).toEqual(['values were shortened to fit']);
  });

  it('one that fits says nothing', () => {
    const fl = createFaultline({ config: list(10), mode: 'release', logger: false });
    expect(fl.resolve(thrown(), facts()).decided!.notes).toEqual([]);
  });

  it('however many values a body has', () => {
    const body = '#FAULTMESSAGE#'.repeat(MAX_OWN);
    const config: Config = { platform: { template: { body, contentType: 'text/plain' } } };
    const fl = createFaultline({ config, mode: 'release', logger: false });
    const { reply, replaced } = fl.resolve(thrown(), facts());
    expect(replaced).toBeUndefined();
    expect(reply.body).toHaveLength(MAX_ANSWER);
  });

  it('what an upstream said is read once', () => {
    let reads = 0;
    const response = {
      get data() {
        reads += 1;
        return 'x'.repeat(9000);
      },
    };
    const config: Config = {
      platform: { template: { body: Array.from({ length: 99 }, () => '#RESPONSEFROMAPI#') } },
    };
    const fl = createFaultline({
      config,
      logger: false,
      detail: { response: true, allowInProduction: true },
    });
    const error = Object.assign(new AxiosError('Busy', 'ERR_BAD_RESPONSE'), { response });
    const { reply } = fl.resolve(error, factsWith());
    expect(reply.body.length).toBeGreaterThan(200_000);
    expect(reads).toBe(1);
  });
});
