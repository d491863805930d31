/** Whatever a client sends: where a framework runs the handler of a route, the policy for that route is selected. */

import * as fc from 'fast-check';
import { createFaultline } from 'faultline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routedFrameworks, ROUTES, type Routed } from './routed-path-servers.ts';

const config = {
  apis: ROUTES.map(({ pattern, also }, index) => ({
    id: `api-${index}`,
    name: pattern,
    match: also === undefined ? [pattern] : [pattern, also],
    errors: { '4xx': { code: `API_${index}` } },
  })),
};

/** Targets that some framework takes for another path than the one that stands there. */
const TARGETS: readonly string[] = [
  '/admin',
  '/admin?/bank',
  '/admin/',
  '/admin#',
  '/admin?#',
  '/api\\users#',
  '/api\\users?a#b',
  '/api\\users?#',
  '//u@h/admin#',
  '//u:p@h:80/api/users#',
  '/api//u@h/users#',
  '/mounted//u@h/orders#',
  '/mounted\\orders#',
  '/mounted//w/a',
  '/mounted//w/a//b',
  '/mounted//u@h/w/a#',
  '/mounted///orders',
  'http://h/mounted//w/a',
  '/mounted',
  '/mounted?a/',
  '/mounted/',
  '/mounted#',
  '/slash',
  '/slash/',
  '//u@h/slash#',
  '/mounted//orders',
  '//u@h/mounted//u@h/orders#',
  'http://h/mounted//u@h/orders',
  'http://h/mounted/orders#',
  'http://h/admin',
  'HTTP://h/admin',
  'https://u:p@h:1/api/users',
  'http://h?x/admin',
  'http://h?x',
  'http://h',
  'http:///admin',
  'foo://h/admin',
  'javascript://h/admin',
  'foo://h/api/users',
  '/admin;x',
  '/admin;/bank',
  '/api;/users',
  '/files/;x',
  '//admin',
  '/api//users',
  '/api///users//',
  '/%61dmin',
  '/a%21b',
  "/it's",
  '/it%27s',
  "/it's#",
  '/a%2521b',
  '/it%2527s',
  '/caf%C3%A9',
  '/CAF%C3%89',
  '/caf%c3%89',
  '/caf%C3%A9%FF',
  '/masse',
  '/MASSE',
  '/ma%C3%9Fe',
  '/MA%E1%BA%9EE',
  '/adm%C4%B1n',
  '/ADM%C4%B0N',
  '/i%CC%87d',
  '/%C4%B0d',
  '/ban%E2%84%AA',
  '/BANK',
  '/ban%6B',
  '/ban%4B;x',
  '/files/',
  '/files//',
  '/files/%2F',
  '/files/a%2Fb',
  '/x//y',
  '/x/%00/y',
  '/x/%20/y',
  '/x/ /y',
  '/x/:/y',
  '/r/.json',
  '/r/a.json',
  '/r/a.JSON',
  '/r/%2Ejson',
  '/c/-',
  '/c/a-',
  '/c/-b',
  '/c/a-b',
  '/c/a-b-',
  '/c/a--b',
  '/c/A-B/',
  '/w/',
  '/w//',
  '/w/a/b',
  '/w/a\\b#',
  '/w',
  '/',
  '//',
  '*',
  // These come over HTTP/2 only.
  'admin',
  'xadmin',
  '\\admin',
  '?admin',
  '#admin',
  'http:/admin',
  'http:\\\\h\\admin',
  'http://h\\admin',
  'http://h#/admin',
  'http://h/api\\users',
  'x:/slash',
  '/api\\users\t',
  '\t/admin',
  '/caf\u00e9',
  '/caf\u00c9',
  '/api\\users\u00a0',
];

const pieces = fc.constantFrom(
  ...ROUTES.map(({ path }) => path),
  ...'/ \\ // # ? ; % %2F %5C %23 %3B %25 %21 %2E%2E .. : - .json'.split(' '),
  ...'u@h //u@h http://h HTTPS://h:1 x:// @ \' " { | %E2%84%AA %C3%89 é %FF'.split(' '),
);

/** A path of a route, spelled in some other way. */
const spelled = fc
  .tuple(
    fc.constantFrom('', '', '', '/', '//u@h', 'http://h', 'HTTP://h', 'http://h?x'),
    fc.constantFrom(...ROUTES.map(({ path }) => path)),
    fc.array(
      fc.constantFrom('keep', 'keep', 'keep', 'escape', 'upper', 'lower', 'backslash', 'double', 'cut'),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
    fc.constantFrom('', '', '#', '?#', ';x', '/', '//', '?a', '#//u@h'),
  )
  .map(
    ([start, path, how, end]) =>
      start + Array.from(path, (c, i) => spell(c, how[i % how.length]!)).join('') + end,
  );

function spell(character: string, how: string): string {
  if (how === 'escape') return encodeURIComponent(character).replace(/^[^%]$/, hex);
  if (how === 'upper') return character.toUpperCase();
  if (how === 'lower') return character.toLowerCase();
  if (how === 'backslash' && character === '/') return '\\';
  if (how === 'double' && character === '/') return '//';
  if (how === 'cut' && character === '/') return '//u@h/';
  return character;
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

const targets = fc.oneof(
  { weight: 3, arbitrary: spelled },
  { weight: 1, arbitrary: fc.array(pieces, { minLength: 1, maxLength: 6 }).map((all) => all.join('')) },
);

describe.each(routedFrameworks)('R71 $name selects the policy of the route that it runs', ({ mount }) => {
  let routed: Routed;
  beforeAll(async () => {
    routed = await mount(createFaultline({ logger: false, config }));
  });
  afterAll(() => routed.close());

  /** What is wrong about the policy that was selected for the route whose handler ran. */
  async function missed(target: string): Promise<string | undefined> {
    routed.forget();
    const [, code = 'none'] = /"code":"(\w+)"/.exec(await routed.send(target)) ?? [];
    const ran = routed.ran();
    if (ran === undefined || code === `API_${ran}`) return undefined;
    return `${target} ran ${ROUTES[ran]!.path} and got ${code}`;
  }

  it('for targets that are read in more than one way', async () => {
    const all: (string | undefined)[] = [];
    for (const target of TARGETS) all.push(await missed(target));
    expect(all.filter(Boolean)).toEqual([]);
  });

  it('for whatever spelling', { timeout: 30_000 }, async () => {
    let ran = 0;
    const property = fc.asyncProperty(targets, async (target) => {
      expect(await missed(target)).toBeUndefined();
      if (routed.ran() !== undefined) ran += 1;
    });
    await fc.assert(property, { numRuns: 150 });
    // Handlers that never run would prove nothing.
    expect(ran).toBeGreaterThan(5);
  });
});
