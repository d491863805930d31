import { describe, expect, it } from 'vitest';
import {
  BusinessException,
  createFaultline,
  defineRenderer,
  NotFoundException,
  type FaultlineOptions,
  type JsonValue,
  type PresetName,
  type ProblemView,
  type RequestFacts,
} from 'faultline';
import type { ConfigError } from '../../src/config/config-error.ts';
import type { Config } from '../../src/config/shapes.ts';
import { factsWith } from '../pipeline/facts.ts';

const ID = 'K7QF-2MXD-9TRB';

const CONFIG: Config = {
  platform: {
    errors: {
      BUSY: { message: 'Busy: #{request.uri}', title: 'Too busy' },
      OLD: { code: 'RENAMED' },
    },
  },
  locales: {
    de: {
      BUSY: { title: 'Überlastet', message: 'Überlastet: #{request.uri}' },
      NOT_FOUND: { message: 'Das gibt es nicht' },
      INTERNAL_ERROR: { title: 'Interner Fehler', message: 'Ein Fehler. Nennen Sie #CORRELATIONID#.' },
      RENAMED: { message: 'Umbenannt' },
      EMPTY: {},
      TITLED: { title: 'Mit Titel' },
    },
    'de-AT': { NOT_FOUND: { message: 'Des gibt’s ned' } },
    fr: { BUSY: { message: 'Occupé : #{request.uri}' } },
  },
};

interface Said {
  readonly title: string;
  readonly detail?: string;
  readonly language: string | undefined;
  readonly vary: string | undefined;
}

function say(
  language: string | undefined,
  thrown: unknown,
  config: Config = CONFIG,
  options: FaultlineOptions = {},
): Said {
  const fl = createFaultline({ config, mode: 'release', logger: false, ...options });
  const headers = language === undefined ? {} : { 'accept-language': language };
  const { reply, replaced } = fl.resolve(thrown, factsWith(headers, { url: '/shop?x', correlationId: ID }));
  expect(replaced).toBeUndefined();
  expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(reply.body)));
  const { title, detail } = JSON.parse(reply.body) as Said;
  const { vary, 'content-language': sent } = reply.headers;
  return { title, ...(detail !== undefined && { detail }), language: sent, vary };
}

const business = (code: string): unknown => new BusinessException('As thrown', { code, status: 503 });
const VARY = 'Accept, Accept-Language';

describe('R37 D17 texts in the language that the client wants', () => {
  it.each<[string | undefined, unknown, string | undefined, string | undefined]>([
    [undefined, business('BUSY'), 'Busy: /shop', undefined],
    ['de', business('BUSY'), 'Überlastet: /shop', 'de'],
    ['de-CH, fr', business('BUSY'), 'Überlastet: /shop', 'de'],
    ['fr;q=0.9, de;q=0.8', business('BUSY'), 'Occupé : /shop', 'fr'],
    ['en, de', business('BUSY'), 'Busy: /shop', undefined],
    ['en-GB, de', business('BUSY'), 'Busy: /shop', undefined],
    ['de;q=0.5, en;q=0.4', business('BUSY'), 'Überlastet: /shop', 'de'],
    ['de;q=0.4, en;q=0.5', business('BUSY'), 'Busy: /shop', undefined],
    ['de;q=0', business('BUSY'), 'Busy: /shop', undefined],
    ['it', business('BUSY'), 'Busy: /shop', undefined],
    ['*', business('BUSY'), 'Busy: /shop', undefined],
    ['de', business('OLD'), 'Umbenannt', 'de'],
    ['de', business('OTHER'), 'As thrown', undefined],
    ['de', business('EMPTY'), 'As thrown', undefined],
    ['de-AT', new NotFoundException(''), 'Des gibt’s ned', 'de-AT'],
    ['de', new NotFoundException(''), 'Das gibt es nicht', 'de'],
    ['de', new Error('secret of the database'), `Ein Fehler. Nennen Sie ${ID}.`, 'de'],
  ])('%s', (language, thrown, detail, sent) => {
    expect(say(language, thrown)).toMatchObject({ detail, language: sent, vary: VARY });
  });

  it.each<[string, unknown, string | undefined]>([
    ['de-AT', business('BUSY'), 'Überlastet: /shop'],
    ['fr, de', new NotFoundException(''), 'Das gibt es nicht'],
    ['fr, en, de', new NotFoundException(''), undefined],
    ['fr', new NotFoundException(''), undefined],
  ])('a translation that is missing falls back to the next language: %s', (language, thrown, detail) => {
    expect(say(language, thrown).detail).toBe(detail);
  });

  it('titles are translated too, each by itself', () => {
    expect(say('de', business('BUSY')).title).toBe('Überlastet');
    expect(say('fr', business('BUSY')).title).toBe('Too busy');
    expect(say('de', business('TITLED'))).toMatchObject({ title: 'Mit Titel', detail: 'As thrown' });
  });

  it('the language of the texts outside of locales may be another one', () => {
    const config: Config = {
      ...CONFIG,
      language: 'DE',
      locales: { en: { BUSY: { message: 'Busy: #{request.uri}' } } },
    };
    expect(say('de, en', business('BUSY'), config).language).toBeUndefined();
    expect(say('en, de', business('BUSY'), config).language).toBe('en');
    const own: Config = { language: 'en', locales: { EN: { BUSY: { message: 'Very busy' } } } };
    expect(say('en', business('BUSY'), own)).toMatchObject({ detail: 'Very busy', language: 'EN' });
    expect(say('en', business('OTHER'), own)).toMatchObject({ detail: 'As thrown', language: undefined });
  });

  it('Vary names the header, also where there is one format, and not without translations', () => {
    expect(say('de', business('BUSY'), CONFIG, { formats: ['json'] }).vary).toBe('Accept-Language');
    expect(say('de', business('BUSY'), {}, { formats: ['json'] }).vary).toBeUndefined();
    expect(say('de', business('BUSY'), { locales: {} }).vary).toBe('Accept');
    expect(say('it', new Error('x')).vary).toBe(VARY);
  });

  it('D34 default and overlaid placeholders see the translation, and so do bodies of formats', () => {
    const body = '#{error.defaultMessage}|#{error.customizedMessage}|#FAULTMESSAGE#';
    const config: Config = { ...CONFIG, platform: { ...CONFIG.platform, templates: { text: body } } };
    const fl = createFaultline({ config, mode: 'release', logger: false });
    const bodyFor = (language: string): string => {
      const headers = { accept: 'text/plain', 'accept-language': language };
      return fl.resolve(business('BUSY'), factsWith(headers)).reply.body;
    };
    expect(bodyFor('de')).toBe('Überlastet: /|Überlastet: /|Überlastet: /');
    expect(bodyFor('en')).toBe('As thrown|Busy: /|Busy: /');
  });

  describe('Content-Language is that of what the body shows', () => {
    const languageOf = (
      config: Config,
      { headers = {}, thrown = business('BUSY'), ...options }: Asked = {},
    ): string | undefined => {
      const fl = createFaultline({
        config: { ...CONFIG, ...config },
        mode: 'release',
        logger: false,
        ...options,
      });
      const { reply, replaced } = fl.resolve(thrown, factsWith({ 'accept-language': 'de', ...headers }));
      expect(replaced).toBeUndefined();
      expect(reply.headers['vary']).toBe(VARY);
      return reply.headers['content-language'];
    };
    interface Asked extends FaultlineOptions {
      readonly headers?: Readonly<Record<string, string>>;
      readonly thrown?: unknown;
    }
    const template = (body: JsonValue, contentType?: string): Config => ({
      platform: { ...CONFIG.platform, template: { body, ...(contentType !== undefined && { contentType }) } },
    });

    it.each<[string, Config, string | undefined]>([
      ['a message', template('{"m":"#FAULTMESSAGE#"}'), 'de'],
      ['the default message', template({ m: 'x #{error.defaultMessage} y' }), 'de'],
      ['the first line', template('#FAULTMESSAGE_FIRSTLINE#', 'text/plain'), 'de'],
      ['in XML', template('<m>#FAULTMESSAGE#</m>', 'application/xml'), 'de'],
      ['in an attribute', template('<p title="#FAULTMESSAGE#">x</p>', 'text/html'), 'de'],
      ['no text', template({ code: '#FAULTCODE#' }), undefined],
      ['only its own', template('{"m":"Busy"}'), undefined],
      ['nothing', template('', 'text/plain'), undefined],
    ])('a template with %s', (_what, config, language) => {
      expect(languageOf(config)).toBe(language);
    });

    it('a template shows no title', () => {
      const config = template({ m: '#FAULTMESSAGE#' });
      expect(languageOf(config, { thrown: business('TITLED') })).toBeUndefined();
      expect(languageOf({}, { thrown: business('TITLED') })).toBe('de');
    });

    it('a body of a format', () => {
      const of = (text: string): string | undefined =>
        languageOf({ platform: { templates: { text } } }, { headers: { accept: 'text/plain' } });
      expect(of('#FAULTMESSAGE#')).toBe('de');
      expect(of('#FAULTCODE#')).toBeUndefined();
    });

    it('whatever is special in the text', () => {
      const message = '  "Ü" <b>&\n\'x\' ';
      const config: Config = { locales: { de: { OTHER: { message } } } };
      for (const accept of ['application/json', 'application/xml', 'text/plain', 'text/html'])
        expect(languageOf(config, { headers: { accept }, thrown: business('OTHER') })).toBe('de');
    });

    it('an empty translation shows nothing', () => {
      const config: Config = { locales: { de: { OTHER: { message: '', title: ' ' } } } };
      expect(languageOf(config, { thrown: business('OTHER') })).toBeUndefined();
    });

    it.each<[PresetName, string, string | undefined]>([
      ['problem', 'BUSY', 'de'],
      ['problem', 'TITLED', 'de'],
      ['plain', 'BUSY', 'de'],
      ['plain', 'TITLED', undefined],
      ['aip-193', 'BUSY', 'de'],
      ['aip-193', 'TITLED', undefined],
      ['json-api', 'TITLED', 'de'],
      ['reasons', 'BUSY', undefined],
    ])('the preset %s with %s', (format, code, language) => {
      expect(languageOf({}, { format, thrown: business(code) })).toBe(language);
    });

    it('names it in the body where that is the language of the message', () => {
      const bodyOf = (format: PresetName, code: string): string => {
        const options = { format, mode: 'release', logger: false, detail: { explanation: true } } as const;
        const fl = createFaultline({ config: CONFIG, ...options });
        return fl.resolve(business(code), factsWith({ 'accept-language': 'de' })).reply.body;
      };
      expect(bodyOf('reasons', 'BUSY')).toContain('"language":"de"');
      expect(bodyOf('reasons', 'TITLED')).toContain('{"language":"en","message":"As thrown"}');
      expect(bodyOf('aip-193', 'BUSY')).toContain('"locale":"de"');
      expect(bodyOf('aip-193', 'TITLED')).not.toContain('locale');
    });

    it('a title that stands alone is the reason', () => {
      const config: Config = { locales: { de: { NOT_FOUND: { title: 'Gibt es nicht' } } } };
      const fl = createFaultline({ config, format: 'aip-193', mode: 'release', logger: false });
      const { reply } = fl.resolve(new NotFoundException(''), factsWith({ 'accept-language': 'de' }));
      expect(reply.body).toContain('"locale":"de","message":"Gibt es nicht"');
      expect(reply.headers['content-language']).toBe('de');
    });

    it('D19 what users make of it', () => {
      expect(languageOf({}, { transform: (body) => `)]}\n${body}` })).toBe('de');
      expect(languageOf({}, { transform: () => 'gone' })).toBeUndefined();
      const render = ({ code, title }: ProblemView): string => JSON.stringify({ code, title });
      const format = defineRenderer({ format: 'json', contentType: 'application/json', render });
      expect(languageOf({}, { format })).toBe('de');
      expect(languageOf({}, { format, thrown: new NotFoundException('') })).toBeUndefined();
    });
  });

  it('R31 what was thrown stays hidden', () => {
    const { reply } = createFaultline({ config: CONFIG, mode: 'release', logger: false }).resolve(
      new Error('secret of the database'),
      factsWith({ 'accept-language': 'de' }),
    );
    expect(reply.body).not.toContain('secret');
    expect(reply.status).toBe(500);
  });

  it('facts that throw, or are no text, want no language', () => {
    const fl = createFaultline({ config: CONFIG, mode: 'release', logger: false, formats: ['json'] });
    const header = (name: string): string | undefined => {
      if (name === 'accept-language') throw new Error('gone');
      return undefined;
    };
    const odd = (): string => 7 as unknown as string;
    for (const facts of [{ header }, { header: odd }] as Partial<RequestFacts>[]) {
      const { reply, replaced } = fl.resolve(business('BUSY'), factsWith({}, facts));
      expect(replaced).toBeUndefined();
      expect(JSON.parse(reply.body)).toMatchObject({ detail: 'Busy: /' });
    }
  });
});

describe('R37 placeholders of translations are those of the original', () => {
  function faultsOf(config: Config, serverErrors?: object): readonly string[] {
    try {
      createFaultline({ config, logger: false, ...(serverErrors && { serverErrors }) });
      return [];
    } catch (error) {
      return (error as ConfigError).faults.map(
        ({ pointer, problem, cure }) => `${pointer}: ${problem}; ${cure}`,
      );
    }
  }

  const row = (texts: object, key = 'BUSY'): Config => ({ platform: { errors: { [key]: texts } } });
  const german = (texts: object, code = 'BUSY'): Config => ({ locales: { de: { [code]: texts } } });
  const PROBLEM = 'does not have the placeholders of the text it translates';
  const at = (member: string, cure: string, code = 'BUSY'): string[] => [
    `/locales/de/${code}/${member}: ${PROBLEM}; ${cure}`,
  ];

  it.each<[string, Config, readonly string[]]>([
    ['none', { ...row({ message: 'a' }), ...german({ message: 'b' }) }, []],
    [
      'the same in another order, one twice',
      {
        ...row({ message: '#{request.uri} #CORRELATIONID#' }),
        ...german({ message: '#{message.correlationId} #{request.uri} #CORRELATIONID#' }),
      },
      [],
    ],
    [
      'one is missing',
      { ...row({ message: 'a #{request.uri}' }), ...german({ message: 'b' }) },
      at('message', 'use the same ones: #{request.uri}'),
    ],
    [
      'one is too many',
      { ...row({ title: 'a' }), ...german({ title: 'b #{request.uri}' }) },
      at('title', 'use none'),
    ],
    ['no such text', { ...row({ title: 'a' }), ...german({ message: 'b #{request.uri}' }) }, []],
    [
      'an empty one',
      { ...row({ message: '' }), ...german({ message: '#{request.uri}' }) },
      at('message', 'use none'),
    ],
    [
      'the code that is sent counts',
      { ...row({ message: 'a', code: 'LATER' }), ...german({ message: 'b #{request.uri}' }, 'LATER') },
      at('message', 'use none', 'LATER'),
    ],
    [
      'our own sentence',
      german({ message: 'b' }, 'INTERNAL_ERROR'),
      at('message', 'use the same ones: #{message.correlationId}', 'INTERNAL_ERROR'),
    ],
    [
      'our own sentence of 503',
      german({ message: 'b' }, 'SERVICE_UNAVAILABLE'),
      at('message', 'use the same ones: #{message.correlationId}', 'SERVICE_UNAVAILABLE'),
    ],
    ['our own sentence, with the reference', german({ message: 'b #CORRELATIONID#' }, 'BAD_GATEWAY'), []],
    [
      'a sentence of ours in other words',
      { ...row({ message: 'a' }, 'INTERNAL_ERROR'), ...german({ message: 'b' }, 'INTERNAL_ERROR') },
      [],
    ],
    ['by status', { ...row({ message: 'a' }, '500'), ...german({ message: 'b' }, 'INTERNAL_ERROR') }, []],
    ['by class', { ...row({ message: 'a' }, '5xx'), ...german({ message: 'b' }, 'INTERNAL_ERROR') }, []],
    [
      'by status, with another placeholder',
      { ...row({ message: 'a #{request.uri}' }, '404'), ...german({ message: 'b' }, 'NOT_FOUND') },
      at('message', 'use the same ones: #{request.uri}', 'NOT_FOUND'),
    ],
    [
      'as one of several originals',
      {
        ...row({ message: 'a' }),
        groups: [{ id: 'g', name: 'G', errors: { BUSY: { message: '#{request.uri}' } } }],
        apis: [
          {
            id: 'i',
            name: 'I',
            match: ['/a'],
            routes: [{ path: '/a', errors: { BUSY: { message: '#{request.method}' } } }],
          },
        ],
        ...german({ message: 'b #{request.method}' }),
      },
      [],
    ],
    [
      'as none of several originals',
      {
        apis: [
          { id: 'i', name: 'I', match: ['/a'], errors: { BUSY: { message: '#{request.uri}' } } },
          { id: 'j', name: 'J', match: ['/b'], errors: { BUSY: { message: '' } } },
        ],
        ...german({ message: 'b #{request.method}' }),
      },
      at('message', 'use the same ones: #{request.uri}'),
    ],
    [
      'what no text may have',
      german({ message: '#FAULTMESSAGE#', title: '#{request.urj}' }),
      [
        '/locales/de/BUSY/title: has the unknown placeholder "#{request.urj}"; did you mean "#{request.uri}"?',
        '/locales/de/BUSY/message: has "#FAULTMESSAGE#", which this text is a part of; use "#{error.defaultMessage}"',
      ],
    ],
  ])('%s', (_what, config, faults) => {
    expect([...faultsOf(config)].toSorted()).toEqual([...faults].toSorted());
  });

  it('R5 texts of server_error.json have none', () => {
    const mapped = {
      server_error: [{ error_code: '500', error_def: 'Internal Server Error', msg_body: 'Sorry' }],
    };
    expect(faultsOf(german({ message: 'b' }, 'INTERNAL_ERROR'), mapped)).toEqual([]);
    const more = german({ message: 'b #{request.uri}' }, 'INTERNAL_ERROR');
    expect(faultsOf(more, mapped)).toEqual(at('message', 'use none', 'INTERNAL_ERROR'));
  });
});
