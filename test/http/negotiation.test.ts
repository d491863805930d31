import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createNegotiator, formatOfContentType } from '../../src/http/negotiation.ts';
import type { Format, RequestFacts } from '../../src/model.ts';

const ALL: readonly Format[] = ['json', 'xml', 'text', 'html'];

const factsWith = (headers: Record<string, string | undefined>): RequestFacts => ({
  method: 'GET',
  url: '/',
  header: (name) => headers[name],
});

const negotiate = (accept: string | undefined, contentType?: string, formats = ALL): Format =>
  createNegotiator(formats)(factsWith({ accept, 'content-type': contentType }));

/** What RFC 9110, section 12.5.1, leaves no choice about. */
const STANDARD: readonly (readonly [accept: string, expected: Format])[] = [
  ['application/json', 'json'],
  ['application/problem+json', 'json'],
  ['application/xml', 'xml'],
  ['application/problem+xml', 'xml'],
  ['text/xml', 'xml'],
  ['text/plain', 'text'],
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['TEXT/HTML', 'html'],
  ['Application/Problem+JSON', 'json'],
  ['text/html; charset=utf-8', 'html'],
  ['text/html;level=1', 'html'],
  ['application/json;q=0.5, application/xml;q=0.9', 'xml'],
  ['application/json;q=0.9, application/xml;q=0.5', 'json'],
  ['text/html;q=0.001, text/plain;q=0.002', 'text'],
  ['text/html;q=1.000, text/plain;q=0.999', 'html'],
  ['text/html;Q=0.1, text/plain;Q=0.2', 'text'],
  ['text/html;q=0.1;level=1, text/plain;level=1;q=0.2', 'text'],
  ['text/html ; q=0.1 ,\ttext/plain\t;\tq=0.2', 'text'],
  // The most specific range decides, wherever it stands.
  ['text/*;q=0.9, text/html;q=0.1', 'text'],
  ['text/html;q=0.1, text/*;q=0.9', 'text'],
  ['*/*;q=0.9, text/html;q=0.1, application/*;q=0.2, text/plain;q=0.3', 'text'],
  ['application/*;q=0.1, text/*;q=0.2, text/plain;q=0', 'html'],
  ['application/*', 'json'],
  ['application/*, application/json;q=0.1', 'xml'],
  // 0 is "not acceptable".
  ['application/json;q=0, text/html;q=0.1', 'html'],
  ['application/json;q=0.000, text/html;q=0.001', 'html'],
  ['text/*, text/plain;q=0', 'html'],
  ['*/*, application/json;q=0', 'xml'],
  ['*/*;q=0.1, application/json;q=0, application/xml;q=0', 'text'],
  ['*/*, application/json;q=0.1', 'xml'],
  ['*/*;q=0, text/html', 'html'],
  // Types that are not offered decide nothing.
  ['image/png, text/html', 'html'],
  ['application/pdf;q=1, application/xml;q=0.1', 'xml'],
  ['image/svg+xml, text/plain;q=0.1', 'text'],
];

/** Where the standard leaves it to us: order among equals, structured suffixes, lenience. */
const OURS: readonly (readonly [accept: string, expected: Format, why: string])[] = [
  ['text/plain, application/json', 'text', 'equals: the order of the client'],
  ['application/json, text/plain', 'json', 'equals: the order of the client'],
  ['application/xml, application/json', 'xml', 'equals: the order of the client'],
  ['text/*', 'text', 'one range for two formats: our order'],
  ['application/vnd.api+json', 'json', 'a suffix says what can be read'],
  ['application/hal+json;q=0.9, text/html;q=0.5', 'json', 'a suffix says what can be read'],
  ['application/rss+xml', 'xml', 'a suffix says what can be read'],
  ['application/soap+xml;action="a,b;q=0"', 'xml', 'quoted text holds no separators'],
  ['application/vnd.api+json, application/xml', 'xml', 'equals: a named type before a suffix'],
  ['text/html, text/html;q=0', 'html', 'named twice: the higher wish'],
  ['text/html;q=0.1, text/plain;q=0.5, text/html;q=0.9', 'html', 'named twice: the higher wish'],
  ['text/html;q=0.5;q=0.1, text/plain;q=0.3', 'html', 'q twice: the first'],
  ['text/html;q=.2, text/plain;q=.3', 'text', 'no digit before the point, as Java sends it'],
  ['text/html;q=0.20001, text/plain;q=0.30001', 'text', 'more decimals than three'],
  ['text/html;q=2, text/plain;q=0.9', 'html', 'above 1 is 1'],
  ['text/html;q=x, text/plain;q=0.9', 'html', 'no number is 1'],
  ['text/html;q=-1, text/plain;q=0.9', 'html', 'no number is 1'],
  ['text/html;q=., text/plain;q=0.9', 'html', 'no number is 1'],
  ['text/html;q=, text/plain;q=0.9', 'html', 'no number is 1'],
  ['text/plain;x="q=0.1";q=0.5, text/html;q=0.4', 'text', 'quoted text is no q'],
  ['text/plain;x="\\",text/html;q=1', 'text', 'a quote that does not end'],
  ['text/plain;x="a, text/html;q=1', 'text', 'a quote that does not end'],
  ['text/html;q=NaN,*/*;q=' + '9'.repeat(300), 'html', 'q-values out of all bounds'],
  [',, ,text/html,,', 'html', 'empty elements'],
  ['html, text/html', 'html', 'what is no range is passed over'],
  ['text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', 'html', 'the default of Java'],
];

const CLIENTS: readonly (readonly [client: string, accept: string | undefined, expected: Format])[] = [
  [
    'Chrome',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
    'html',
  ],
  ['Firefox', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
  ['Safari', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
  ['an <img>', 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'json'],
  ['a stylesheet', 'text/css,*/*;q=0.1', 'json'],
  ['axios', 'application/json, text/plain, */*', 'json'],
  ['curl', '*/*', 'json'],
  ['fetch', '*/*', 'json'],
  ['jQuery', 'application/json, text/javascript, */*; q=0.01', 'json'],
  ['jQuery xml', 'application/xml, text/xml, */*; q=0.01', 'xml'],
  ['an event source', 'text/event-stream', 'json'],
  ['lynx', 'text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01', 'html'],
  ['no header', undefined, 'json'],
  ['an empty header', '', 'json'],
];

describe('R84 the format by Accept', () => {
  it.each(STANDARD)('RFC 9110 12.5.1: %j gets %s', (accept, expected) => {
    expect(negotiate(accept)).toBe(expected);
  });

  it.each(OURS)('our choice: %j gets %s (%s)', (accept, expected) => {
    expect(negotiate(accept)).toBe(expected);
  });

  it.each(CLIENTS)('%s: %j gets %s', (_client, accept, expected) => {
    expect(negotiate(accept)).toBe(expected);
  });

  it('knows the formats that are offered only', () => {
    expect(negotiate('text/html, application/json;q=0.1', undefined, ['json', 'xml'])).toBe('json');
    expect(negotiate('text/*', undefined, ['xml', 'html'])).toBe('html');
    expect(negotiate('image/png', undefined, ['xml', 'json'])).toBe('xml');
  });

  it('looks at nothing when there is no choice', () => {
    const facts: RequestFacts = {
      method: 'GET',
      url: '/',
      header: () => {
        throw new Error('read');
      },
    };
    expect(createNegotiator(['html'])(facts)).toBe('html');
    expect(createNegotiator([])(facts)).toBe('json');
  });
});

describe('R56 R72 D18 then by the Content-Type of the request, else JSON', () => {
  const UNDECIDED = [undefined, '', '*/*', 'image/png', 'text/html;q=0', '*/*;q=0', 'nonsense', 'a/b/c'];
  const TYPES: readonly (readonly [contentType: string | undefined, expected: Format])[] = [
    ['application/json', 'json'],
    ['application/json; charset=utf-8', 'json'],
    ['application/xml', 'xml'],
    ['TEXT/XML;charset=UTF-8', 'xml'],
    ['application/soap+xml; action="x"', 'xml'],
    ['application/vnd.api+json', 'json'],
    ['text/plain;charset=UTF-8', 'text'],
    ['text/html', 'html'],
    ['application/x-www-form-urlencoded', 'json'],
    ['multipart/form-data; boundary=x', 'json'],
    ['image/svg+xml', 'json'],
    ['application/xml; x=' + 'y'.repeat(5000), 'xml'],
    ['text/*', 'json'],
    ['*/*', 'json'],
    ['', 'json'],
    [undefined, 'json'],
  ];

  it.each(TYPES)('%j gets %s when Accept decides nothing', (contentType, expected) => {
    for (const accept of UNDECIDED) expect(negotiate(accept, contentType)).toBe(expected);
  });

  it('goes after an Accept that decides', () => {
    expect(negotiate('text/html', 'application/xml')).toBe('html');
    expect(negotiate('application/json', 'application/xml')).toBe('json');
  });

  it('tells what it does not know', () => {
    expect(formatOfContentType('application/pdf', ALL)).toBeNull();
    expect(formatOfContentType('application/xml', ['json'])).toBeNull();
  });
});

describe('negotiation in bounds', () => {
  const lasting = (accept: string): number => {
    const find = createNegotiator(ALL);
    const start = performance.now();
    for (let run = 0; run < 20; run++) find(factsWith({ accept }));
    return (performance.now() - start) / 20;
  };

  const HUGE: Record<string, string> = {
    'many ranges': 'text/x,'.repeat(150_000),
    'many parameters': `text/html${';a=b'.repeat(250_000)}`,
    'many quotes': '"\\'.repeat(500_000),
    'many spaces': `text/html${' '.repeat(1_000_000)};q=1`,
    'a long q': `text/html;q=0.${'0'.repeat(1_000_000)}`,
    'q and spaces': `text/html;q${' '.repeat(1_000_000)}=1`,
    'one long name': 'a'.repeat(1_000_000),
    slashes: '/'.repeat(1_000_000),
  };

  it.each(Object.keys(HUGE))('answers a header of 1 MB (%s) at once', (kind) => {
    // Some 100 us are usual; what grows faster than the header would take seconds.
    expect(lasting(HUGE[kind]!)).toBeLessThan(25);
  });

  it('cuts a long header between two ranges, never within a q-value', () => {
    // Wherever the cut falls in the last range, half of it would be wanted more than text.
    const last = ',text/html;q=0.1';
    for (let within = 0; within <= last.length; within++) {
      const start = 'text/plain;q=0.5,'.padEnd(2048 - within - 1, 'x');
      expect(negotiate(`${start}${last}${',x/y'.repeat(20)}`)).toBe('text');
    }
  });

  it('looks a repeated header up', () => {
    const find = createNegotiator(ALL);
    const accept = `${'x/y,'.repeat(400)}text/html`;
    const first = time(() => find(factsWith({ accept })));
    const again = Math.min(...Array.from({ length: 20 }, () => time(() => find(factsWith({ accept })))));
    expect(again).toBeLessThan(first);
    expect(find(factsWith({ accept }))).toBe('html');
  });

  const time = (run: () => void): number => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };

  it('answers rightly when more headers come than it remembers, in bounded memory', () => {
    const find = createNegotiator(ALL);
    const pad = 'x'.repeat(1900);
    const before = heapUsed();
    for (let index = 0; index < 10_000; index++) {
      const accept = `x/y${index}${pad}, text/html`;
      const unknown = { accept: 'x/y', 'content-type': `application/xml;x=${index}${pad}` };
      if (find(factsWith({ accept })) !== 'html' || find(factsWith(unknown)) !== 'xml')
        expect.unreachable(`header ${index} was answered wrongly`);
    }
    // All of them would be 38 MB; 512 of each are two.
    expect(heapUsed() - before).toBeLessThan(8_000_000);
    expect(find(factsWith({ accept: `x/y0${pad}, text/html` }))).toBe('html');
  });
});

/** Bytes alive after a collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
