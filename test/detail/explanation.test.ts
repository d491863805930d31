/** R51: off, the reason is `message blocked`; on, it is what the client may know. */

import { describe, expect, it } from 'vitest';
import {
  BusinessException,
  createFaultline,
  defineRenderer,
  type Config,
  type FaultlineOptions,
  type PresetName,
} from 'faultline';
import { PRESETS } from '../../src/renderers/presets/index.ts';
import { factsWith } from '../pipeline/facts.ts';

const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
const ACCEPTS = ['application/json', 'application/xml', 'text/plain', 'text/html'];
const CASES = PRESET_NAMES.flatMap((format) => ACCEPTS.map((accept) => [format, accept] as const));

const thrown = (): unknown =>
  new BusinessException('Only 3 are left', {
    code: 'OUT_OF_STOCK',
    status: 409,
    errors: [{ pointer: '/amount', message: 'must be at most 3' }],
    details: { vacancies: 'three' },
  });

/** What tells why. */
const TELLING = /Only 3|at most 3|vacancies|three|Nearly|few/;

const WORDS: Config = { platform: { errors: { OUT_OF_STOCK: { title: 'Nearly', message: 'So few' } } } };

function bodyFor(options: FaultlineOptions, accept: string, failure: unknown = thrown()): string {
  const fl = createFaultline({ mode: 'release', logger: false, ...options });
  const { reply, replaced } = fl.resolve(failure, factsWith({ accept }));
  expect(replaced).toBeUndefined();
  return reply.body;
}

describe.each(CASES)('the preset %s as %s', (format, accept) => {
  it('R51 tells nothing where the explanation is switched off, in any mode', () => {
    for (const more of [{}, { config: WORDS }]) {
      const options = { format, detail: { explanation: false }, ...more };
      const body = bodyFor(options, accept);
      expect(body).toContain('message blocked');
      expect(body).not.toMatch(TELLING);
      expect(body).toContain('OUT_OF_STOCK');
    }
  });

  it('R51 tells it where it is switched on', () => {
    const body = bodyFor({ format, detail: { explanation: true } }, accept);
    expect(body).toMatch(/Only 3[^]*at most 3|at most 3[^]*Only 3/);
    expect(body).not.toContain('blocked');
    expect(bodyFor({ format, detail: { explanation: true }, config: WORDS }, accept)).toContain('So few');
  });

  it('R51 by default blocks where the preset does, and nowhere else', () => {
    for (const more of [{}, { config: WORDS }]) {
      const body = bodyFor({ format, ...more }, accept);
      expect(body.includes('message blocked')).toBe(format === 'reasons');
      expect(TELLING.test(body)).toBe(format !== 'reasons');
      expect(TELLING.test(bodyFor({ format, mode: 'debug', ...more }, accept))).toBe(true);
    }
  });

  it('R51 an unexpected error is blocked like any other', () => {
    const body = bodyFor({ format, detail: { explanation: false } }, accept, new Error('secret'));
    expect(body).toContain('message blocked');
    expect(body).not.toMatch(/secret|An unexpected/);
  });
});

describe('what is switched off', () => {
  const off: FaultlineOptions = { detail: { explanation: false, attributes: true, allowInProduction: true } };

  it('R54 is not among the attributes either', () => {
    const { attributes } = JSON.parse(bodyFor(off, 'application/json')) as {
      attributes: { name: string; value: string }[];
    };
    const reasons = attributes.filter(({ name }) => name.endsWith('failure.reason'));
    expect(reasons.map(({ value }) => value)).toEqual(['message blocked', 'message blocked']);
    expect(JSON.stringify(attributes)).not.toMatch(TELLING);
  });

  it('is not given to renderers and transforms of users', () => {
    const seen: string[] = [];
    const format = defineRenderer({
      format: 'json',
      contentType: 'application/json',
      render: (problem) => JSON.stringify(problem),
    });
    const transform = (body: string): string => {
      seen.push(body);
      return body;
    };
    expect(JSON.parse(bodyFor({ ...off, format, transform }, 'application/json'))).toMatchObject({
      title: 'Conflict',
      detail: 'message blocked',
    });
    expect(seen.join('')).not.toMatch(TELLING);
  });

  it('stands in templates, whose authors chose to show it', () => {
    const body = '#FAULTMESSAGE#|#{error.defaultMessage}|#{error.customizedMessage}';
    const config: Config = { platform: { ...WORDS.platform, templates: { text: body } } };
    expect(bodyFor({ ...off, config }, 'text/plain')).toBe('So few|Only 3 are left|So few');
  });

  it('is in English, whatever language the client wants', () => {
    const config: Config = { locales: { de: { OUT_OF_STOCK: { title: 'Knapp', message: 'Nur drei' } } } };
    for (const options of [off, { format: 'reasons' } as const]) {
      const fl = createFaultline({ mode: 'release', logger: false, config, ...options });
      const { reply } = fl.resolve(thrown(), factsWith({ 'accept-language': 'de' }));
      expect(reply.body).not.toMatch(/Knapp|Nur drei|"de"/);
      expect(reply.headers).not.toHaveProperty('content-language');
      expect(reply.headers['vary']).toBe('Accept, Accept-Language');
    }
  });

  it('debug mode keeps its own part', () => {
    const body = JSON.parse(
      bodyFor({ mode: 'debug', detail: { explanation: false } }, 'application/json'),
    ) as object;
    expect(body).toMatchObject({ detail: 'message blocked', debug: { message: 'Only 3 are left' } });
  });
});
