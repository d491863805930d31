import { describe, expect, it } from 'vitest';
import {
  createFaultline,
  defineRenderer,
  FaultlineError,
  type FaultlineOptions,
  type Reply,
} from 'faultline';
import type { Format } from '../../src/model.ts';
import { compileRenderers, type RendererOptions } from '../../src/renderers/compile.ts';
import { renderers as library } from '../../src/renderers/index.ts';
import { PRESETS, type PresetName } from '../../src/renderers/presets/index.ts';
import { factsWith } from '../pipeline/facts.ts';
import { problemOf } from './problems.ts';

const FORMATS = Object.keys(library) as Format[];
const PROBLEM = problemOf();

function compile(options: RendererOptions): ReturnType<typeof compileRenderers> & { told: string[] } {
  const told: string[] = [];
  return { ...compileRenderers(options, (reason) => void told.push(reason)), told };
}

const json = defineRenderer({
  format: 'json',
  contentType: 'application/json',
  render: ({ code, title, status }) => JSON.stringify({ code, title, status }),
});
const html = defineRenderer({
  format: 'html',
  contentType: 'text/html;charset=utf-8',
  render: () => {
    throw new Error('secret');
  },
});

describe('D19 R57 the renderers of an instance', () => {
  it('are the library’s', () => {
    const { renderers, own } = compile({});
    expect(renderers).toBe(own);
    expect(own).toEqual(library);
  });

  it.each(Object.keys(PRESETS) as PresetName[])(
    'are those of the preset %s, and the library’s for the rest',
    (format) => {
      const { renderers, own } = compile({ format });
      expect(renderers).toBe(own);
      for (const name of FORMATS) expect(own[name]).toBe(PRESETS[format].renderers[name] ?? library[name]);
    },
  );

  it('D19 have a stylesheet where they write XML', () => {
    const { renderers, own } = compile({ format: 'plain', stylesheet: '/errors.xsl' });
    expect(renderers).toBe(own);
    expect(own.xml.render(PROBLEM)).toContain('<?xml-stylesheet type="text/xsl" href="/errors.xsl"?>');
    expect(own.json).toBe(PRESETS.plain.renderers.json);
    expect(() => compile({ stylesheet: 'javascript:alert(1)' })).toThrow(FaultlineError);
  });

  it('of users stand in place of the library’s, and are empty where they fail', () => {
    for (const format of [json, [json], [json, html]]) {
      const { renderers, own, told } = compile({ format });
      expect(own).toEqual(library);
      expect(renderers.json.render(PROBLEM)).toBe(
        JSON.stringify({ code: PROBLEM.code, title: PROBLEM.title, status: PROBLEM.status }),
      );
      expect(renderers.json.contentType).toBe('application/json');
      expect(renderers.xml).toBe(library.xml);
      const fails = Array.isArray(format) && format.length > 1;
      expect(renderers.html.render(PROBLEM)).toBe(fails ? '' : library.html.render(PROBLEM));
      expect(told).toEqual(fails ? ['the renderer threw Error'] : []);
    }
  });

  it('D19 have a transform around all of them, and never around those of the last resort', () => {
    const seen: string[] = [];
    const transform = (body: string, { format }: { format: Format }): string => {
      seen.push(format);
      return `<${body}>`;
    };
    const { renderers, own } = compile({ format: json, transform, stylesheet: '/a.xsl' });
    for (const format of FORMATS) {
      const plain = compile({ format: json, stylesheet: '/a.xsl' }).renderers[format].render(PROBLEM);
      expect(renderers[format].render(PROBLEM)).toBe(`<${plain}>`);
      expect(own[format].render(PROBLEM)).not.toMatch(/^<\{|^<</);
    }
    expect(seen).toEqual(FORMATS);
    expect(compile({ transform }).renderers.json.render(PROBLEM)).toBe(`<${library.json.render(PROBLEM)}>`);
  });
});

describe('what users’ functions can do to an answer', () => {
  const ID = 'K7QF-2MXD-9TRB';
  function answered(
    options: FaultlineOptions,
    accept = 'application/json',
  ): { reply: Reply; replaced: string | undefined } {
    const fl = createFaultline({ mode: 'release', logger: false, ...options });
    return fl.resolve(new Error('secret of the database'), factsWith({ accept }, { correlationId: ID }));
  }

  it('R24 a failure of theirs is noted, and the answer is the library’s whole', () => {
    const expected = answered({});
    for (const accept of ['text/html', 'application/json']) {
      const broken = answered(
        {
          transform: () => {
            throw new TypeError('secret');
          },
        },
        accept,
      );
      expect(broken.replaced).toBe('the transform threw TypeError');
      expect(broken.reply).toEqual(answered({}, accept).reply);
    }
    const { reply, replaced } = answered({ format: html }, 'text/html');
    expect(replaced).toBe('the renderer threw Error');
    expect(reply).toEqual(answered({}, 'text/html').reply);
    expect(expected.replaced).toBeUndefined();
  });

  it('R27 they are asked for generic answers too', () => {
    const { reply } = answered({ format: json });
    expect(JSON.parse(reply.body)).toEqual({
      code: 'INTERNAL_ERROR',
      title: 'Internal Server Error',
      status: 500,
    });
    expect(reply.headers['content-type']).toMatch(/^application\/json/);
    expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(reply.body)));
  });

  it('R26 what leaks is replaced by the library’s own, in the preset’s shape', () => {
    const leak = new Error('secret of the database');
    const { reply, replaced } = answered({
      format: 'plain',
      config: { platform: { errors: { '500': { title: 'Broken' } } } },
      transform: (body) => body.replace('{', `{"x":"${leak.message}",`),
    });
    expect(replaced).toBe('the answer contained an unvetted message');
    expect(reply.body).toBe(answered({ format: 'plain' }).reply.body);
  });

  it('R57 bodies of the configuration are not theirs', () => {
    const transform = (): string => 'transformed';
    const config = { platform: { templates: { json: '{"from":"file"}' } } };
    expect(answered({ config, transform }).reply.body).toBe('{"from":"file"}');
    expect(answered({ config, transform }, 'text/plain').reply.body).toBe('transformed');
  });
});
