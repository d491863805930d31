import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { BusinessException, createFaultline, type RequestFacts } from 'faultline';
import type { Considered } from '../../src/config/explain.ts';
import type { Config, Formats, Row, Rule, Template } from '../../src/config/shapes.ts';
import type { Explanation } from '../../src/explanation.ts';
import { factsWith } from '../pipeline/facts.ts';
import { configs, requests, thrown } from './arbitrary.ts';
import { answerOf, type Request } from './oracle.ts';

vi.stubEnv('FAULTLINE_TEST_REGION', 'eu');

const ID = 'K7QF-2MXD-9TRB';

/** The configuration with bodies that tell where they stand. */
function marked(config: Config): Config {
  return mark(config, '') as Config;
}

function mark(value: unknown, pointer: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => mark(item, `${pointer}/${index}`));
  if (typeof value !== 'object' || value === null) return value;
  if (Object.hasOwn(value, 'body')) return { ...value, body: pointer, contentType: 'text/plain' };
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const at = `${pointer}/${key}`;
      return [key, key === 'templates' ? markFormats(member as Formats, at) : mark(member, at)];
    }),
  );
}

function markFormats(formats: Formats, pointer: string): Formats {
  const written = {
    json: { at: `<at>${pointer}/json</at>` },
    xml: `<at>${pointer}/xml</at>`,
    text: `<at>${pointer}/text</at>`,
    html: `<p>&lt;at>${pointer}/html&lt;/at></p>`,
  };
  return Object.fromEntries(Object.entries(written).filter(([format]) => Object.hasOwn(formats, format)));
}

function factsOf({ headers, ...request }: Request): RequestFacts {
  const header = (name: string): string | undefined =>
    Object.hasOwn(headers, name) ? headers[name] : undefined;
  return { ...request, header, correlationId: ID };
}

/** Where the body that was sent stands; empty for the library's own. */
function sentFrom({ reply }: Explanation): string {
  if (reply.body.startsWith('/')) return reply.body;
  return /(?:<at>|&lt;at>)(.*?)(?:<|&lt;)\/at>/.exec(reply.body)?.[1] ?? '';
}

const BODIES: ReadonlySet<number> = new Set([1, 2, 3, 6]);

describe('R64 R65 D28 explain agrees with what is sent', () => {
  it('whatever the configuration', () => {
    const used = new Map<string, number>();
    const cases = fc.array(fc.record({ request: requests, error: thrown }), { minLength: 1, maxLength: 6 });
    const property = fc.property(configs, cases, (generated, list) => {
      const config = marked(generated);
      const fl = createFaultline({ config, mode: 'release', logger: false, now: () => 0 });
      for (const { request, error } of list) {
        const explanation = fl.explain(error.make(), factsOf(request));
        const { considered, reply } = explanation;
        expect(reply).toEqual(fl.resolve(error.make(), factsOf(request)).reply);
        expect(explanation.error).toMatchObject({ code: error.failure.code, status: error.failure.status });

        const bodies = considered.filter(({ priority }) => BODIES.has(priority));
        const chosen = bodies.filter(({ verdict }) => verdict === 'used');
        expect(chosen).toHaveLength(1);
        expect(chosen[0]!.pointer).toBe(sentFrom(explanation));
        expect(bodies.filter(({ why }) => why === '' || why.includes('undefined'))).toEqual([]);
        const priorities = considered.map(({ priority }) => priority);
        expect(priorities).toEqual(priorities.toSorted((a, b) => a - b));
        expect(new Set(considered.map(({ pointer, what }) => what + pointer)).size).toBe(considered.length);
        for (const { pointer } of considered) expect(standsIn(config, pointer)).toBe(true);

        const environment = { FAULTLINE_TEST_REGION: 'eu' };
        const oracle = answerOf(config, error.failure, request, { correlationId: ID, now: 0, environment });
        const values = considered.find(
          ({ what, verdict }) => what === 'values of a row' && verdict === 'used',
        );
        const first = chosen[0]!.priority < 4 ? chosen[0]! : (values ?? chosen[0]!);
        expect(first.priority).toBe(oracle.priority);
        used.set(chosen[0]!.what, (used.get(chosen[0]!.what) ?? 0) + 1);
      }
    });
    fc.assert(property, { numRuns: 400 });
    for (const what of ['template of a row', 'template', 'rule', 'body of a format', 'default'])
      expect(used.get(what), what).toBeGreaterThan(10);
  }, 120_000);
});

/** RFC 6901; the keys of these configurations have nothing to unescape. */
function standsIn(config: Config, pointer: string): boolean {
  let value: unknown = config;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}

const text = (body: string): Template => ({ body, contentType: 'text/plain' });
const rule = (name: string, more: Partial<Rule> = {}): Rule => ({ order: 1, name, ...text(name), ...more });
const failure = (): unknown => new BusinessException('Busy', { code: 'BUSY', status: 503 });

function explained(config: Config, facts: Partial<RequestFacts> = {}, headers = {}): Explanation {
  return createFaultline({ config, mode: 'release', logger: false }).explain(
    failure(),
    factsWith(headers, facts),
  );
}

function lines(considered: readonly Considered[]): readonly string[] {
  return considered.map(
    ({ priority, what, level, pointer, name, verdict, why }) =>
      `${priority} ${verdict}: ${what}${name === undefined ? '' : ` "${name}"`} of ${level} ${pointer}: ${why}`,
  );
}

describe('explain tells all there is', () => {
  it('every source at every level, nearest first, and why each is used or not', () => {
    const config: Config = {
      platform: {
        errors: {
          BUSY: {
            message: 'p',
            title: 'p',
            headers: { 'X-A': 'p', 'x-b': 'p' },
            rules: [rule('p-row')],
            template: text('p-row'),
          },
          NEVER: { template: text('never') },
        },
        template: text('p'),
        rules: [rule('p')],
        templates: { json: '{}', text: 'p' },
      },
      groups: [
        {
          id: 'g',
          name: 'G',
          template: text('g'),
          templates: { json: '{}' },
          errors: { '5xx': { status: 502 } },
        },
      ],
      apis: [
        {
          id: 'a',
          name: 'A',
          group: 'g',
          match: ['/a/*rest'],
          templates: { json: '{}', xml: '<a/>' },
          errors: { BusinessException: { message: 'a', headers: { 'x-a': 'a' } } },
          routes: [
            {
              path: '/a/b',
              rules: [rule('r1', { active: false }), rule('r2', { order: 0 })],
              errors: { '503': { title: 'r', message: 'r' } },
            },
          ],
        },
      ],
    };
    const explanation = explained(config, { url: '/a/b' });
    expect(explanation.api).toEqual({ id: 'a', name: 'A' });
    expect(explanation.error).toEqual({
      code: 'BUSY',
      name: 'BusinessException',
      status: 503,
      family: 'business',
    });
    expect(explanation.reply.body).toBe('p-row');
    expect(lines(explanation.considered)).toEqual([
      '1 used: template of a row of platform /platform/errors/BUSY/template: the nearest one',
      '2 not used: template of group /groups/0/template: behind /platform/errors/BUSY/template',
      '2 not used: template of platform /platform/template: behind /platform/errors/BUSY/template',
      '3 not used: rule "r2" of route /apis/0/routes/0/rules/1: behind /platform/errors/BUSY/template',
      '3 not used: rule "r1" of route /apis/0/routes/0/rules/0: inactive',
      '3 not used: rule "p-row" of platform /platform/errors/BUSY/rules/0: behind /platform/errors/BUSY/template',
      '3 not used: rule "p" of platform /platform/rules/0: behind /platform/errors/BUSY/template',
      '4 used: values of a row of route /apis/0/routes/0/errors/503: sets message, title',
      '4 used: values of a row of api /apis/0/errors/BusinessException: sets header x-a',
      '4 used: values of a row of group /groups/0/errors/5xx: sets status',
      '5 used: values of a row of platform /platform/errors/BUSY: sets header x-b',
      '6 not used: body of a format of platform /platform/templates/text: another body was chosen',
      '6 not used: default of library : another body was chosen',
    ]);
  });

  it('bodies of formats, the nearest first', () => {
    const config: Config = {
      platform: { templates: { json: '{"at":"p"}', xml: '<p/>' } },
      groups: [{ id: 'g', name: 'G', templates: { json: '{"at":"g"}' } }],
      apis: [
        { id: 'a', name: 'A', group: 'g', match: ['/a'], templates: { json: '{"at":"a"}' } },
        { id: 'b', name: 'B', group: 'g', match: ['/b'], templates: { text: 'b' } },
      ],
    };
    const of = (url: string, accept: string): readonly string[] =>
      lines(explained(config, { url }, { accept }).considered);
    expect(of('/a', 'application/json')).toEqual([
      '6 used: body of a format of api /apis/0/templates/json: formats the values as json',
      '6 not used: body of a format of group /groups/0/templates/json: behind /apis/0/templates/json',
      '6 not used: body of a format of platform /platform/templates/json: behind /apis/0/templates/json',
      '6 not used: default of library : behind /apis/0/templates/json',
    ]);
    expect(of('/b', 'application/json')[0]).toBe(
      '6 used: body of a format of group /groups/0/templates/json: formats the values as json',
    );
    expect(of('/b', 'application/xml')).toEqual([
      '6 used: body of a format of platform /platform/templates/xml: formats the values as xml',
      '6 not used: default of library : behind /platform/templates/xml',
    ]);
    expect(of('/c', 'text/plain')).toEqual(['6 used: default of library : formats the values as text']);
  });

  it.each<[string, Partial<Rule>, string]>([
    ['used', {}, 'used: has no condition'],
    ['empty', { when: {} }, 'used: has no condition'],
    ['one that always holds', { when: { all: [] } }, 'used: has no condition'],
    ['that holds', { when: { path: '/a', method: 'GET' } }, 'used: holds: path, method'],
    [
      'that does not hold',
      { when: { path: '/b', method: ['GET'], code: 'X' } },
      'not used: does not hold: path, code',
    ],
    ['nested', { when: { method: 'GET', not: { path: '/a' } } }, 'not used: does not hold: not'],
    ['inactive', { active: false }, 'not used: inactive'],
    ['inactive, and does not hold', { active: false, when: { path: '/b' } }, 'not used: inactive'],
  ])('why a rule is used or not: %s', (_what, more, why) => {
    const { considered } = explained({ platform: { rules: [rule('x', more)] } }, { url: '/a' });
    expect(`${considered[0]!.verdict}: ${considered[0]!.why}`).toBe(why);
  });

  it('values that nearer rows have all of are not used', () => {
    const config: Config = {
      platform: {
        errors: { BUSY: { message: 'p', headers: { 'X-A': 'p' }, retryable: false }, '5xx': { code: 'P' } },
      },
      apis: [
        {
          id: 'a',
          name: 'A',
          match: ['/a'],
          errors: { BUSY: { message: 'a', headers: { 'x-a': 'a' }, retryable: true, code: 'A' } },
        },
      ],
    };
    expect(lines(explained(config, { url: '/a' }).considered).slice(0, 2)).toEqual([
      '4 used: values of a row of api /apis/0/errors/BUSY: sets message, code, retryable, header x-a',
      '5 not used: values of a row of platform /platform/errors/BUSY: nearer rows have all of it',
    ]);
  });

  it('R5 what server_error.json says comes last, and has its own place', () => {
    const serverErrors = {
      server_error: [{ error_code: '503', error_def: 'Service Unavailable', msg_body: 'Later' }],
    };
    const config: Config = { platform: { errors: { BUSY: { message: 'p' } } } };
    const fl = createFaultline({ config, serverErrors, mode: 'release', logger: false });
    expect(lines(fl.explain(failure(), factsWith()).considered).slice(0, 2)).toEqual([
      '5 used: values of a row of platform /platform/errors/BUSY: sets message',
      '5 used: values of a row of platform /server_error/0: sets title',
    ]);
  });

  it('without a configuration there is the library', () => {
    const fl = createFaultline({ mode: 'release', logger: false });
    const explanation = fl.explain(new Error('secret'), factsWith({ accept: 'application/xml' }));
    expect(lines(explanation.considered)).toEqual(['6 used: default of library : formats the values as xml']);
    expect(explanation).toMatchObject({ api: undefined, language: undefined, languages: [], notes: [] });
    expect(explanation.replaced).toBeUndefined();
    expect(explanation.error).toEqual({
      code: 'INTERNAL_ERROR',
      name: 'Error',
      status: 500,
      family: 'unexpected',
    });
  });

  it('the language, the reference and what else was found on the way', () => {
    const config: Config = { locales: { de: { BUSY: { message: 'Überlastet' } } } };
    const fl = createFaultline({
      config,
      mode: 'release',
      logger: false,
      detail: { token: { secret: 'a secret of thirty-two characters' } },
    });
    const facts = factsWith(
      { 'accept-language': 'de', 'x-faultline-detail': 'no token' },
      { correlationId: ID },
    );
    expect(fl.explain(failure(), facts)).toMatchObject({
      language: 'de',
      correlationId: ID,
      notes: ['a detail token was refused'],
    });
  });

  describe('R64 an answer that was replaced', () => {
    const REPLACED = 'replaced: the answer contained an unvetted message';
    const secret = new Error('/long/enough/to/be/told');
    const facts = (): RequestFacts => factsWith({}, { url: '/long/enough/to/be/told' });
    const of = (config: Config): Explanation =>
      createFaultline({ config, mode: 'release', logger: false }).explain(secret, facts());

    it('says so, and no source was used', () => {
      const explanation = of({
        platform: { template: text('the value of #{request.uri}'), rules: [rule('x')] },
      });
      expect(explanation).toMatchObject({
        notes: ['the answer contained an unvetted message'],
        replaced: 'the answer contained an unvetted message',
      });
      expect(explanation.reply.body).not.toContain('/long');
      expect(lines(explanation.considered)).toEqual([
        `2 not used: template of platform /platform/template: ${REPLACED}`,
        '3 not used: rule "x" of platform /platform/rules/0: behind /platform/template',
        '6 not used: default of library : another body was chosen',
      ]);
    });

    it('has the status that a row set, and nothing else of it', () => {
      const templates = { json: '{"u":"#{request.uri}"}' };
      const rows = (row: Row): readonly string[] =>
        lines(of({ platform: { templates, errors: { '5xx': row } } }).considered);
      const format = `6 not used: body of a format of platform /platform/templates/json: ${REPLACED}`;
      const library = '6 not used: default of library : behind /platform/templates/json';
      const source = 'values of a row of platform /platform/errors/5xx';
      expect(rows({ status: 503, message: 'x' })).toEqual([
        `5 used: ${source}: sets status`,
        format,
        library,
      ]);
      expect(rows({ message: 'x' })).toEqual([`5 not used: ${source}: ${REPLACED}`, format, library]);
    });

    it('by a failed stage has not even that', () => {
      const config: Config = { platform: { errors: { '5xx': { status: 503 } }, template: text('x') } };
      const fl = createFaultline({ config, mode: 'release', logger: false });
      const explanation = fl.explain(secret, Object.freeze(factsWith()));
      expect(explanation.replaced).toBe('a stage failed: TypeError');
      expect(explanation.reply.status).toBe(500);
      expect(explanation.considered.map(({ verdict, why }) => `${verdict}: ${why}`)).toEqual([
        'not used: replaced: a stage failed: TypeError',
        'not used: replaced: a stage failed: TypeError',
        'not used: another body was chosen',
      ]);
    });

    it('by the library’s own, since a user’s function failed, has its sources', () => {
      const transform = (): string => {
        throw new Error('x');
      };
      const fl = createFaultline({ transform, mode: 'release', logger: false });
      const { considered, notes, replaced } = fl.explain(failure(), factsWith());
      expect(notes).toEqual(['the transform threw Error']);
      expect(replaced).toBeUndefined();
      expect(considered[0]!.verdict).toBe('used');
    });
  });

  describe('R37 the languages that were considered', () => {
    const locales: Config['locales'] = {
      de: { BUSY: { message: 'Überlastet' } },
      'de-AT': { OTHER: { title: 'x' } },
      fr: { BUSY: { title: 'Occupé' } },
    };
    const considered = (language: string | undefined, config: Config = { locales }): readonly string[] => {
      const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language };
      const explanation = explained(config, {}, headers);
      const used = explanation.languages.filter(({ verdict }) => verdict === 'used');
      expect(used).toHaveLength(config.locales === undefined ? 0 : 1);
      expect(explanation.language).toBe(used[0]?.pointer === undefined ? undefined : used[0].language);
      return explanation.languages.map(({ language: tag, pointer = '-', verdict, why }) => {
        return `${tag} ${pointer} ${verdict}: ${why}`;
      });
    };

    it.each<[string | undefined, readonly string[]]>([
      [
        'de-AT, fr;q=0.5',
        [
          'de-AT - not used: has no texts for BUSY',
          'de /locales/de/BUSY used: Accept-Language asks for it',
          'fr /locales/fr/BUSY not used: behind de',
          'en - not used: Accept-Language does not ask for it',
        ],
      ],
      [
        'en, fr',
        [
          'en - used: Accept-Language asks for it',
          'fr /locales/fr/BUSY not used: behind en',
          'de /locales/de/BUSY not used: Accept-Language does not ask for it',
          'de-AT - not used: has no texts for BUSY',
        ],
      ],
      [
        'fr, en',
        [
          'fr /locales/fr/BUSY used: Accept-Language asks for it',
          'en - not used: behind fr',
          'de /locales/de/BUSY not used: Accept-Language does not ask for it',
          'de-AT - not used: has no texts for BUSY',
        ],
      ],
      [
        undefined,
        [
          'en - used: Accept-Language asks for no other',
          'de /locales/de/BUSY not used: Accept-Language does not ask for it',
          'de-AT - not used: has no texts for BUSY',
          'fr /locales/fr/BUSY not used: Accept-Language does not ask for it',
        ],
      ],
    ])('%s', (language, expected) => {
      expect(considered(language)).toEqual(expected);
    });

    it('where those that are asked for have no texts', () => {
      const few: Config = { locales: { de: { OTHER: { title: 'x' } } } };
      expect(considered('de', few)).toEqual([
        'de - not used: has no texts for BUSY',
        'en - used: Accept-Language asks for no other that has texts for BUSY',
      ]);
    });

    it('the code that is sent counts', () => {
      const config: Config = { locales, platform: { errors: { BUSY: { code: 'OTHER' } } } };
      expect(considered('de-AT', config)[0]).toBe(
        'de-AT /locales/de-AT/OTHER used: Accept-Language asks for it',
      );
    });

    it('none without locales', () => {
      expect(considered('de', {})).toEqual([]);
    });
  });

  it('never throws, whatever is thrown at it', () => {
    const fl = createFaultline({
      config: { platform: { rules: [rule('x', { when: { path: '/' } })] } },
      logger: false,
    });
    const fail = (): never => {
      throw new Error('gone');
    };
    const members = { method: { get: fail }, url: { get: fail } };
    const broken = Object.defineProperties(factsWith(), members);
    expect(fl.explain(failure(), broken)).toMatchObject({ reply: { status: 503 }, notes: [] });
    const mute = Object.defineProperties(factsWith({}, { header: fail }), members);
    expect(fl.explain(failure(), mute)).toMatchObject({
      reply: { status: 503, format: 'json' },
      notes: [],
    });
    const proxy = new Proxy({}, { get: fail, getPrototypeOf: fail, ownKeys: fail, has: fail });
    expect(fl.explain(proxy, factsWith()).error.name).toBe('');
    const dead = { correlationId: { toString: fail } } as unknown as RequestFacts;
    expect(
      fl.explain(failure(), new Proxy(dead, { get: fail, set: fail })).considered.length,
    ).toBeGreaterThan(0);
  });
});
